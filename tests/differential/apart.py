"""Apart: two deployments that differ in people who are withheld, and in nothing else.

In one they have lived, and were restricted or erased; in the other they never were. Clock and ids
are a test's, and each operation begins its ids anew: so whatever else differs was told.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, asynccontextmanager, contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, cast
from uuid import UUID

from cdp.api.executor import GraphQLExecutor
from cdp.database.dsn import Database, Dsns
from cdp.http.executor import Outcome, Request
from cdp.http.issuers import authenticator
from privacy.policy import default_document, load
from privacy.store.statement import Row, Statement
from privacy.terms import Actor
from tests.acceptance.conftest import THEN
from tests.acceptance.counting import Counted, CountedRunner, Tally
from tests.acceptance.deeds import call, case, contact, lead, merged, message, restricting
from tests.acceptance.naming import behind
from tests.acceptance.people import AGENT, COLLEAGUE, OPERATOR, STEWARD, Persona, caller, minted
from tests.acceptance.requests import Desk
from tests.acceptance.stand import Clock, Exchanged, Stand, opened, settings_in
from tests.differential.askers import OWN, STRAY, Asker, askers
from tests.differential.known import resolved
from tests.differential.noticing import Attempt, Whom, key_of
from tests.differential.operations import Drawn
from tests.differential.room import REQUEST, Room
from tests.differential.twin import Twin
from tests.differential.world import NOBODY, NUMBERS, Makers, World

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Collection

    from cdp.database.writer import Writer
    from cdp.wiring import Service

POLICY: Final = load(default_document())
EXEMPT: Final = frozenset(rule.purpose.name for rule in POLICY.purposes.values() if rule.exempt)
"""Purposes that see whoever is withheld, as the schema writes them."""

OBSERVERS: Final = (
    *(Asker(STEWARD, purpose.name) for purpose in STEWARD.purposes),
    *(asker for asker in OWN if asker.purpose not in EXEMPT and asker.persona is not STEWARD),
    *STRAY,
)
"""Everybody who must not notice."""

HANDLER: Final = UUID(int=0x6A, version=4)
"""Whose both deployments are: what is keyed for one is keyed for the other."""

UNTRIED: Final = 2
"""A key of hers that no test tries but one who plants a leak: so nobody else has it by then."""

FACT: Final = "her@example.org"
"""What those who ask to be forgotten are known by besides their number."""


def observers(root: str) -> Sequence[Asker]:
    """Who asks `root`: those for whom a document is published, and stewards as often."""
    usual = [asker for asker in askers(root) if asker.purpose not in EXEMPT]
    return (*usual, *OBSERVERS[:2] * max(1, len(usual) // 4)) if usual else OBSERVERS


@dataclass(slots=True)
class Numbered:
    """Ids that begin anew with each operation, and are no other operation's."""

    operation: int = 0
    given: int = 0

    def begin(self, operation: int) -> None:
        """From here on the ids are those of `operation`."""
        self.operation, self.given = operation, 0

    def __call__(self) -> UUID:
        """The next one."""
        self.given += 1
        return UUID(int=(self.operation << 64) | self.given, version=4)


@dataclass(frozen=True, slots=True)
class CountedWriter:
    """A Writer that notes the statements of its transactions, and each that is made to stand."""

    writer: Writer
    tally: Tally

    async def fetch(self, statement: Statement, **values: object) -> Sequence[Row]:
        """Note and pass on."""
        return await CountedRunner(self.writer, "cdp", self.tally).fetch(statement, **values)

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[CountedTransaction]:
        """Note it, and whatever is asked inside."""
        async with self.writer.transaction() as tx:
            yield CountedTransaction(tx, self.tally)
            self.tally.note("commit")


@dataclass(frozen=True, slots=True)
class CountedTransaction:
    """A transaction that notes the statements it passes on."""

    tx: Any
    tally: Tally

    async def fetch(self, statement: Statement, **values: object) -> Sequence[Row]:
        """Note and pass on."""
        return await CountedRunner(self.tx, "cdp tx", self.tally).fetch(statement, **values)

    async def say(self, word: str) -> str:
        """Note and pass on."""
        self.tally.note(f"cdp tx: {word}")
        return cast("str", await self.tx.say(word))


@dataclass(frozen=True, slots=True)
class CountedWhole:
    """Makes an executor of which every statement, key and entry is counted."""

    tally: Tally

    def __call__(self, made: Service) -> GraphQLExecutor:
        """The executor."""
        executor = Counted(self.tally)(made)
        writer = cast("Writer", CountedWriter(made.ground.writer, self.tally))
        return replace(executor, ground=replace(executor.ground, writer=writer))


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Side:
    """One deployment."""

    at: Stand
    executor: GraphQLExecutor
    tally: Tally
    ids: Numbered
    actors: Mapping[Persona, Actor]

    def told(self, operation: int, text: str, variables: Mapping[str, object], who: Asker) -> Told:
        """Whatever can be noticed of one operation."""
        self.ids.begin(operation)
        self.tally.forget()
        request = Request(id=REQUEST, query=text, variables=variables)
        answer = self.at.wait_for(self.executor.execute(request, self.actors[who.persona]))
        body: Any = json.loads(json.dumps(answer.body, default=str))
        body.get("extensions", {}).pop("access", None)
        return Told(
            outcome=answer.outcome,
            body=json.dumps(body, ensure_ascii=False),
            cost=self.tally.counts(),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What an operation tells: how it ended, every byte but for the receipt, and what it cost."""

    outcome: Outcome
    body: str
    cost: Mapping[str, int]


@dataclass(slots=True, kw_only=True, repr=False)
class Apart:
    """Both sides, and what can be named on either."""

    with_her: Side
    without_her: Side
    world: World
    restricted: Collection[str]
    """Profiles of those who may still refuse: whoever has their id is told that they did."""
    operations: int = 1_000
    executed: int = 0
    outcomes: Counter[str] = field(default_factory=Counter)

    def answers(self, drawn: Drawn | Attempt) -> None:
        """Ask `drawn` of both, which must tell the same."""
        variables = resolved(dict(drawn.variables), self.world.known)
        assert isinstance(variables, dict)
        if not self._is_her_own_no(drawn.text, variables):
            self.same(drawn.text, variables, drawn.asker)

    def same(self, text: str, variables: Mapping[str, object], who: Asker) -> Told:
        """What both tell of one operation, alike."""
        self.operations += 1
        here, there = (
            side.told(self.operations, text, variables, who)
            for side in (self.with_her, self.without_her)
        )
        asked = f"{who}\n{text}\n{variables}\n"
        assert here.body == there.body, f"{asked}{here.body}\n\nwithout her:\n{there.body}"
        assert here.cost == there.cost, f"{asked}{here.cost}\n\nwithout her:\n{there.cost}"
        assert here.outcome is there.outcome
        self.executed += here.outcome is Outcome.EXECUTED
        return here

    def _is_her_own_no(self, text: str, variables: Mapping[str, object]) -> bool:
        """Whether somebody restricted refuses by her own id: PIPL 15 goes before 47(2)."""
        said = [given for given in variables.values() if isinstance(given, dict)]
        return "Consent(" in text and any(
            given.get("profile") in self.restricted and given.get("given") is not True
            for given in said
        )


RESTRICTED, TAKEN, ERASED, POOR, RICH, LITTLE, GONE = range(7)
"""Whom operations are about: somebody restricted, with much; one whose number was taken by somebody
else since; one who was erased; two whom anybody may see; and of the first and the third one each
with little, of whom the first is one person with her. The eighth nobody ever saw."""

WARM: Final = (
    "query($n: PhoneNumber!) @purpose(is: SERVICE_SUPPORT)"
    " { profileByPhone(number: $n) { profile { name } } }"
)

HIDDEN: Final = (RESTRICTED, TAKEN, ERASED, LITTLE, GONE)
SEEN: Final = (POOR, RICH)


@contextmanager
def opened_apart(folder: Callable[[str], Path], fresh: Callable[[], Any]) -> Iterator[Apart]:
    """Both sides, as they are after those who are hidden in one were hidden."""
    clock = Clock(THEN)
    with ExitStack() as stack:
        one, other = (
            stack.enter_context(_opened(folder(name), stack.enter_context(fresh()), clock))
            for name in ("with", "without")
        )
        profiles: dict[int, str] = {}
        for who in range(7):
            profiles[who] = _lived(one, clock, who)
            if who in SEEN:
                assert _lived(other, clock, who) == profiles[who]
        world = _known(one, profiles)
        one.ids.begin(80)
        untried = call(NUMBERS[RESTRICTED], externalKey=Whom(RESTRICTED, UNTRIED).key("CALL"))
        Makers(at=one.at, clock=clock).do(AGENT, "LogCall", **untried)
        one.ids.begin(90)
        steward, operator = (caller(one.at, who, clock=clock) for who in (STEWARD, OPERATOR))
        assert merged(steward, profiles[RESTRICTED], profiles[LITTLE])
        for who in (RESTRICTED, TAKEN):
            one.ids.begin(100 + who)
            done = operator.ask("RestrictProcessing", input=restricting(profiles[who])).payload
            assert done["wasRestricted"] is False
        desk = Desk.of(one.at, clock=clock)
        for who in (ERASED, GONE):
            one.ids.begin(200 + who)
            _erase(desk, NUMBERS[who])
        _same_keys(one, other)
        for side in (one, other):
            side.ids.begin(300)
            Makers(at=side.at, clock=clock).little(NUMBERS[TAKEN])
            # The first keys that a process opens cost the statement for what wraps them.
            side.told(301, WARM, {"n": NUMBERS[RICH]}, Asker(AGENT, "SERVICE_SUPPORT"))
        yield Apart(
            with_her=one,
            without_her=other,
            world=world,
            restricted=[profiles[who] for who in (RESTRICTED, TAKEN, LITTLE)],
        )


@contextmanager
def _opened(folder: Path, dsns: Dsns, clock: Clock) -> Iterator[Side]:
    ids, tally, settings = Numbered(), Tally(), settings_in(folder, handler_id=HANDLER)
    made = CountedWhole(tally)
    with opened(settings, dsns, Exchanged(clock=clock, ids=ids, remade=made)) as at:
        doorkeeper = authenticator(settings, seed=at.service.keys.token_seed, clock=clock)
        seed, audience = at.service.keys.token_seed, settings.token_audience

        async def actor(persona: Persona) -> Actor:
            token = minted(seed, persona, audience=audience, clock=clock)
            return await doorkeeper.authenticate(f"Bearer {token}")

        personas = {COLLEAGUE, *(asker.persona for asker in (*OBSERVERS, *OWN))}
        yield Side(
            at=at,
            executor=made(at.service),
            tally=tally,
            ids=ids,
            actors={persona: at.wait_for(actor(persona)) for persona in personas},
        )


def _lived(side: Side, clock: Clock, who: int) -> str:
    """One person's life, by ids of her own."""
    side.ids.begin(10 + who)
    makers, number = Makers(at=side.at, clock=clock), NUMBERS[who]
    if who in {POOR, LITTLE}:
        return makers.little(number)
    if who == GONE:
        profile = makers.little(number)
        makers.do(AGENT, "UpsertContact", **contact(number, email=FACT))
        return profile
    profile = makers.much(number)
    whom, agent = Whom(who, 0), makers.who(AGENT)
    makers.do(AGENT, "LogCall", **call(number, externalKey=whom.key("CALL")))
    makers.do(AGENT, "LogMessage", **message(number, externalKey=whom.key("SMS")))
    makers.do(AGENT, "OpenCase", **case(number, externalKey=whom.key("CASE")))
    makers.do(AGENT, "CaptureLead", **lead(number, externalKey=whom.key("LEAD")))
    again = agent.ask("CaptureLead", input=lead(number), idempotencyKey=key_of(who)).payload
    assert "leadId" in again
    return profile


_USED: Final = "SELECT * FROM idempotency_key ORDER BY id"
_USE: Final = "INSERT INTO idempotency_key VALUES ($1, $2, $3) ON CONFLICT DO NOTHING"


def _same_keys(one: Side, other: Side) -> None:
    """Which keys an agent used is the agent's: it is known on both sides, and for what on one."""
    for row in one.at.sql(Database.DATA, _USED):
        other.at.sql(Database.DATA, _USE, *row)


def _erase(desk: Desk, number: str) -> None:
    case = desk.verified(number, FACT)
    desk.approve(case, desk.see(case)["plan"]["hash"])
    assert "certificate" in desk.execute(case)


def _known(side: Side, profiles: Mapping[int, str]) -> World:
    """What can be named of everybody: read off what was told before anybody was hidden."""
    people = (*(behind(profiles[who]) for who in range(7)), NOBODY)
    things: dict[UUID, defaultdict[str, list[str]]] = {who: defaultdict(list) for who in people}
    for who, profile in profiles.items():
        things[people[who]]["Profile"].append(profile)
    world = World(things=things, people=people)
    twin = Twin.of(side.executor.surface.schema)
    room = Room(
        at=side.at,
        executor=replace(side.executor, shaper=twin),
        twin=twin,
        world=world,
        actors=side.actors,
    )
    room.learn(range(7))
    return world
