"""Outage: while a database is away nothing is shown or changed, except what only takes away."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Final

import pytest

from cdp.database.dsn import Database, Dsns
from tests.acceptance.cable import Cable, cabled
from tests.acceptance.deeds import (
    a_number,
    captured,
    consented,
    freeing,
    restricting,
    said,
    withdrawn,
)
from tests.acceptance.people import AGENT, AUDITOR, MARKETER, OPERATOR, Reply, caller
from tests.acceptance.stand import Stand, opened, settings_in
from tests.acceptance.surface import HAPPY
from tests.acceptance.waiting import until_served
from tests.postgres.clones import Clones

AT_ONCE: Final = 32
"""Requests under way together: those that wait for a dead socket wait side by side."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """A service whose databases can be cut off, and its addresses."""

    at: Stand
    dsns: Dsns
    cables: Mapping[Database, Cable]

    @property
    def ledger(self) -> Cable:
        return self.cables[Database.LEDGER]


@pytest.fixture(scope="module")
def grid(clones: Clones, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Grid]:
    folder, sockets = tmp_path_factory.mktemp("grid"), tmp_path_factory.mktemp("s")
    with (
        clones.fresh() as direct,
        cabled(direct, sockets) as (dsns, cables),
        opened(settings_in(folder), dsns) as at,
    ):
        yield Grid(at=at, dsns=dsns, cables=cables)


HEALTH: Final = ("/healthz", "/readyz")


def everything(at: Stand, number: str, profile: str) -> dict[str, Reply]:
    """What every root field answers, and what is said of health, all asked at once."""
    with ThreadPoolExecutor(AT_ONCE) as pool:
        asked = {
            root: pool.submit(asks, caller(at, persona), number, profile)
            for root, (persona, asks, _) in HAPPY.items()
        } | {path: pool.submit(caller(at, AGENT).send, "GET", path=path) for path in HEALTH}
    return {root: reply.result() for root, reply in asked.items()}


NARROWS: Final = {"withdrawConsent", "restrictProcessing"}
WITHDRAWAL: Final = {
    "subject",
    "consent_event",
    "consent_state",
    "applied_operation",
    "ledger_owed",
}
"""The tables that a withdrawal writes, while the ledger is away."""

RESTRICTION: Final = {"subject", "restriction", "phone_ownership"}
"""And those that a restriction writes besides."""


@pytest.mark.parametrize("away", list(Database))
def test_while_a_database_is_away_everything_answers_503_and_nothing_changes(
    grid: Grid, away: Database
) -> None:
    """With Retry-After and a code that says which kind of wait it is; afterwards all answers."""
    number = a_number()
    profile = captured(caller(grid.at, AGENT), number)
    before = grid.at.contents()
    with grid.cables[away].down():
        replies = everything(grid.at, number, profile)
        now = grid.at.contents()
    healthy, ready = (replies.pop(path).status for path in HEALTH)
    served = {root for root, reply in replies.items() if reply.status == 200}
    declined = [reply for reply in replies.values() if reply.status == 503]
    assert served == SERVED[away]
    assert len(declined) == len(replies) - len(served)
    assert {reply.headers["retry-after"] for reply in declined} == {"1"}
    for reply in declined:
        assert reply.code in {"ACCESS_LOG_UNAVAILABLE", "TRY_AGAIN"}
        assert "data" not in reply.body
    assert (healthy, ready) == (200, 503)
    changed = {name for name, digest in now.items() if digest != before[name]}
    assert changed == CHANGED[away]
    # Whoever was restricted meanwhile is so still: that is lifted first.
    operator = caller(grid.at, OPERATOR)
    until_served(lambda: operator.ask("ReleaseRestriction", input=freeing(profile)))
    after = {root: persistently(grid.at, root, number, profile).status for root in HAPPY}
    assert after == dict.fromkeys(HAPPY, 200)


SERVED: Final = {
    Database.DATA: set[str](),
    Database.KEYS: {
        *("accessLog", "accessProof", "checkpoint", "mergeDecisions"),
        *("matchRules", "saveMatchRule"),
        *("rightsRequest", "openRightsRequest", "verifyRequester"),
        *("approvePlan", "executeErasure"),
    },
    Database.LEDGER: NARROWS,
}
"""What is served all the same: reading the log needs no key, nor does taking a request; and
taking a consent back, or restricting somebody, needs no log."""

CHANGED: Final = {
    Database.DATA: set[str](),
    Database.KEYS: {"rights_case", "applied_operation"},
    Database.LEDGER: WITHDRAWAL | RESTRICTION,
}
"""What that changes: the requests that were opened, the withdrawal and the restriction."""


def persistently(at: Stand, root: str, number: str, profile: str) -> Reply:
    """What `root` answers a caller who does as Retry-After says."""
    persona, asks, _ = HAPPY[root]
    return until_served(lambda: asks(caller(at, persona), number, profile))


def statements(at: Stand, since: int) -> list[tuple[str, str | None]]:
    """What entries since then did for good, in order: kind of leaf and lasting effect."""
    return [(leaf["kind"], leaf["effect"] and leaf["effect"]["kind"]) for leaf in at.leaves(since)]


OWED: Final = [
    ("intent", "consent.withdrawn"),
    ("outcome", "consent.withdrawn"),
    ("intent", "consent.withdrawn"),
    ("outcome", "consent.withdrawn"),
    ("intent", "consent.refused"),
    ("outcome", "consent.refused"),
]


def look_up(at: Stand, number: str, _: str) -> Reply:
    return caller(at, MARKETER).ask("CallList", number=number)


def be_refused(at: Stand, number: str, _: str) -> Reply:
    text = "query($n: PhoneNumber!) { profileByPhone(number: $n) { status } }"
    return caller(at, AGENT).say(text, n=number)


def write(at: Stand, _: str, profile: str) -> Reply:
    given = said(profile, purpose="SERVICE_SUPPORT")
    return caller(at, AGENT).ask("RecordConsent", input=given)


def withdraw(at: Stand, _: str, profile: str) -> Reply:
    return caller(at, AGENT).ask("WithdrawConsent", input=withdrawn(profile))


def read_the_log(at: Stand, _: str, __: str) -> Reply:
    return caller(at, AUDITOR).ask("AccessLog", first=1)


FIRST: Final = [look_up, be_refused, write, withdraw, read_the_log]
"""What may be the first that anybody asks when the ledger is back."""


@pytest.mark.parametrize("first", FIRST)
def test_taking_back_goes_on_while_the_ledger_is_away_and_is_written_down_first_on_its_return(
    grid: Grid, first: Callable[[Stand, str, str], Reply]
) -> None:
    """Of one person after the other; it binds at once; each is owed, and paid once, in order."""
    agent = caller(grid.at, AGENT)
    numbers = [a_number() for _ in range(3)]
    profiles = [consented(agent, number) for number in numbers]
    with grid.ledger.down():
        for profile in profiles[:2]:
            payload = agent.ask("WithdrawConsent", input=withdrawn(profile)).payload
            assert "consentId" in payload
        refused = agent.ask("RecordConsent", input=said(profiles[2], given=False))
        assert "consentId" in refused.payload
        assert grid.at.sql(Database.DATA, "SELECT count(*) FROM ledger_owed")[0][0] == 3
        size = grid.at.sql(Database.LEDGER, "SELECT size FROM access_log_head")[0][0]
    until_served(lambda: first(grid.at, numbers[0], profiles[0]))
    marketer = caller(grid.at, MARKETER)
    told = [marketer.ask("CallList", number=number).payload["status"] for number in numbers]
    assert told == ["NOT_AVAILABLE"] * 3
    written = statements(grid.at, size)
    assert written[: len(OWED)] == OWED
    assert len([each for each in written if each in OWED]) == len(OWED) + (
        2 if first is withdraw else 0
    )
    assert grid.at.sql(Database.DATA, "SELECT count(*) FROM ledger_owed")[0][0] == 0
    assert grid.at.open_intents() == 0
    reasons = [leaf["reason"] for leaf in grid.at.leaves(grid.at.size() - 3)]
    assert reasons == ["CONSENT_WITHDRAWN", "CONSENT_WITHDRAWN", "CONSENT_REFUSED"]


def test_a_restriction_goes_on_while_the_ledger_is_away_and_its_release_waits(grid: Grid) -> None:
    """What only takes away binds at once and is written down later; what gives back is not done."""
    agent, operator, number = caller(grid.at, AGENT), caller(grid.at, OPERATOR), a_number()
    profile, free = captured(agent, number), captured(agent, a_number())
    operator.ask("RestrictProcessing", input=restricting(free))
    size = grid.at.size()
    with grid.ledger.down():
        done = operator.ask("RestrictProcessing", input=restricting(profile)).payload
        assert done["wasRestricted"] is False
        assert operator.ask("ReleaseRestriction", input=freeing(free)).status == 503
    seen = until_served(lambda: agent.ask("ScreenPop", number=number)).without_receipt()
    assert seen == agent.ask("ScreenPop", number=a_number()).without_receipt()
    assert statements(grid.at, size)[:2] == [
        ("intent", "restriction.set"),
        ("outcome", "restriction.set"),
    ]
    lifted = until_served(lambda: operator.ask("ReleaseRestriction", input=freeing(free)))
    assert lifted.payload["disputedNumbers"] == 0


def test_what_two_processes_find_owed_is_paid_once(grid: Grid) -> None:
    """Both notice the ledger's return at the same time."""
    agent, number = caller(grid.at, AGENT), a_number()
    profile = consented(agent, number)
    with opened(grid.at.settings, grid.dsns) as other:
        with grid.ledger.down():
            assert "consentId" in agent.ask("WithdrawConsent", input=withdrawn(profile)).payload
            size = grid.at.sql(Database.LEDGER, "SELECT size FROM access_log_head")[0][0]
        marketers = [caller(at, MARKETER) for at in (grid.at, other)] * 4
        with ThreadPoolExecutor(len(marketers)) as pool:
            replies = list(
                pool.map(
                    lambda who: until_served(lambda: who.ask("CallList", number=number)), marketers
                )
            )
    assert {reply.payload["status"] for reply in replies} == {"NOT_AVAILABLE"}
    written = statements(grid.at, size)
    assert written[:2] == OWED[:2]
    assert written[2:] == [("denial", None)] * len(marketers)


def test_nothing_that_gives_goes_on_while_the_ledger_is_away(grid: Grid) -> None:
    """A yes waits, where a no does not; also a yes that stands among the words of a no."""
    agent, number = caller(grid.at, AGENT), a_number()
    profile = captured(agent, number)
    before = grid.at.contents()
    with grid.ledger.down():
        reply = agent.ask("RecordConsent", input=said(profile))
        hidden = agent.say(
            "mutation($i: WithdrawConsentInput!) @purpose(is: SERVICE_SUPPORT) { withdrawConsent("
            "input: $i) { __typename ... on Problem { code } } }",
            i={"number": a_number(), **{k: v for k, v in withdrawn("").items() if k != "profile"}},
        )
    assert (reply.status, reply.code) == (503, "ACCESS_LOG_UNAVAILABLE")
    # A number never seen would make a person, and that gives.
    assert hidden.status == 503
    assert grid.at.contents() == before
