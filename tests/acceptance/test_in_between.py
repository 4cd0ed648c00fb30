"""What happens to a request in between: after its plan was made, and before its rows are opened."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, Final
from uuid import UUID

import pytest

from cdp.database.dsn import Database
from cdp.wiring import now
from privacy.policy import Mark, load
from privacy.store.policies import activate
from privacy.terms import KeyCategory
from privacy.vault import RootUse
from tests.acceptance.between import Between, Deed
from tests.acceptance.deeds import (
    NAME,
    a_number,
    call,
    captured,
    consented,
    contact,
    lead,
    withdrawn,
)
from tests.acceptance.naming import behind, unseen
from tests.acceptance.people import AGENT, Caller, Reply, caller
from tests.acceptance.resolutions import Steward
from tests.acceptance.stand import Exchanged, Stand, opened, settings_in
from tests.acceptance.test_absent_and_forbidden import found, happened, same
from tests.acceptance.test_policies import changed, nameless
from tests.acceptance.waiting import until_served
from tests.attacks.room import Overheard, overheard
from tests.postgres.clones import Clones

MAIL: Final = "xm@example.com"
ATTEMPTS: Final = 3
"""How often a request is ruled anew before it is told to come back."""

Asks = Callable[[Caller, str, str], Reply]
"""How an agent asks about a number and its profile."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """A service that can be interrupted, and an agent at work there."""

    at: Stand
    between: Between
    agent: Caller

    @property
    def first(self) -> bytes:
        """The policy that it began with."""
        place = self.at.settings.policy_file
        assert place is not None
        return place.read_bytes()

    def enforce(self, document: bytes) -> Deed:
        """Another process brings `document` into force."""
        return partial(enforced, self.at, document)

    def shred(self, profile: str, *categories: KeyCategory) -> Deed:
        """These keys of somebody are erased."""
        keyring = self.at.service.ground.door.keyring
        return partial(keyring.shred, behind(profile), categories or tuple(KeyCategory))

    def somebody(self, calls: int = 2) -> tuple[str, str]:
        """The number and the profile of somebody who has called."""
        number = a_number()
        profile = captured(self.agent, number, email=MAIL)
        for _ in range(calls):
            self.agent.ask("LogCall", input=call(number))
        return number, profile


async def enforced(at: Stand, document: bytes) -> None:
    """`document` is in force, without a word to the service."""
    mark = Mark(at.service.keys.root.derive(RootUse.POLICY))
    async with at.service.ground.writer.transaction() as tx:
        await activate(tx, load(document), at=now(), mark=mark)


@pytest.fixture(scope="module")
def at(clones: Clones, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Scene]:
    between = Between()
    settings = settings_in(tmp_path_factory.mktemp("between"))
    opening = Exchanged(remade=between)
    with clones.fresh() as dsns, opened(settings, dsns, opening) as stand:
        yield Scene(at=stand, between=between, agent=caller(stand, AGENT))


@pytest.fixture
def ruled(at: Scene) -> Iterator[Scene]:
    """The scene; the policy it began with is in force again afterwards."""
    yield at
    at.at.wait_for(enforced(at.at, at.first))


def test_a_policy_that_changes_after_the_plan_was_made_rules_the_answer(ruled: Scene) -> None:
    """What it no longer shows is null, the answer says why, and the entry names its version."""
    number, _ = ruled.somebody()
    before = ruled.agent.ask("ProfileByPhone", number=number)
    assert before.payload["profile"]["name"] == NAME
    size = ruled.at.size()
    ruled.between.before.append(ruled.enforce(nameless()))
    reply = ruled.agent.ask("ProfileByPhone", number=number)
    assert reply.status == 200
    assert reply.payload["profile"]["name"] is None
    told = {each["coordinate"]: each for each in reply.body["extensions"]["privacy"]}
    assert told["Profile.name"]["reason"] == "PURPOSE_CATEGORY_MISMATCH"
    [leaf] = ruled.at.leaves(size)
    assert (leaf["kind"], leaf["policy"]) == ("read", load(nameless()).hash)
    assert leaf["fields"] == ["contact.phone#mask"]


def test_a_policy_that_changes_twice_in_one_request_is_followed(ruled: Scene) -> None:
    """The last one rules, and it alone stands in the log."""
    number, _ = ruled.somebody()
    size = ruled.at.size()
    other = changed(("# ", "# Changed: "))
    ruled.between.before.extend([ruled.enforce(other), ruled.enforce(nameless())])
    reply = ruled.agent.ask("ProfileByPhone", number=number)
    assert reply.payload["profile"]["name"] is None
    assert [leaf["policy"] for leaf in ruled.at.leaves(size)] == [load(nameless()).hash]


def test_a_policy_that_changes_before_every_attempt_shows_nothing(ruled: Scene) -> None:
    """It passes by itself: 503, when to come back, and a line in the log."""
    number, _ = ruled.somebody()
    size = ruled.at.size()
    ruled.between.before.extend(
        ruled.enforce(each) for each in (nameless(), ruled.first, nameless())
    )
    with overheard() as heard:
        reply = ruled.agent.ask("ProfileByPhone", number=number)
    assert (reply.status, reply.code, reply.headers["retry-after"]) == (503, "TRY_AGAIN", "1")
    assert "data" not in reply.body
    assert ruled.at.size() == size
    assert sum("another policy is in force" in line for line in heard.lines) == ATTEMPTS
    unsaid(heard, reply, number)
    after = ruled.agent.ask("ProfileByPhone", number=number)
    assert after.payload["profile"]["name"] is None


WORDS: Final = {
    "direction": "UPDATE call SET direction = 'TELEPATHY'",
    "outcome": "UPDATE call SET outcome = 'TELEPATHY'",
}
"""Words of enumerations that a later version may have written: PostgreSQL knows none of them."""


@pytest.mark.parametrize("field", WORDS)
def test_a_word_that_the_writer_has_not_seen_is_an_error_of_its_field(
    at: Scene, field: str
) -> None:
    """Null, at its place in the list, and nothing of it anywhere; the others stand."""
    number, profile = at.somebody(calls=2)
    whole = edges(at.agent.ask("CallerHistory", number=number))
    one = "SELECT id FROM call WHERE subject_id = $1 ORDER BY started_at DESC, id DESC LIMIT 1"
    at.at.sql(Database.DATA, f"{WORDS[field]} WHERE id = ({one})", behind(profile))
    with overheard() as heard:
        reply = at.agent.ask("CallerHistory", number=number)
    shown = edges(reply)
    [error] = reply.body["errors"]
    where = [node[field] for node in shown].index(None)
    place = ["profileByPhone", "profile", "calls", "edges", where, "node", field]
    assert (reply.status, error["path"]) == (200, place)
    assert reply.code == "INTERNAL"
    assert shown == [{**node, field: None} if n == where else node for n, node in enumerate(whole)]
    assert len(heard.faults) == 1
    unsaid(heard, reply, "TELEPATHY")


def edges(reply: Reply) -> list[dict[str, Any]]:
    """The calls of an answer."""
    return [edge["node"] for edge in reply.payload["profile"]["calls"]["edges"]]


UNKNOWN: Final = {
    "a state": (
        "ck_subject_state",
        "UPDATE subject SET state = 'AGELESS' WHERE id = $1",
        "UPDATE subject SET state = 'LIVE' WHERE id = $1",
    ),
    "an age": (
        "ck_subject_age_band",
        "UPDATE subject SET age_band = 'AGELESS' WHERE id = $1",
        "UPDATE subject SET age_band = 'UNKNOWN' WHERE id = $1",
    ),
}
"""What of a person decides whether she may be seen: its rule, a word that nobody knows, and hers.
"""


@pytest.mark.parametrize("what", UNKNOWN)
def test_somebody_about_whom_an_unknown_word_decides_is_not_shown(at: Scene, what: str) -> None:
    """INTERNAL, without data and without an entry; whoever else calls is seen as ever."""
    rule, put, mend = UNKNOWN[what]
    number, profile = at.somebody(calls=0)
    other, _ = at.somebody(calls=0)
    [[check]] = at.at.sql(Database.DATA, DEFINITION, rule)
    at.at.sql(Database.DATA, f"ALTER TABLE subject DROP CONSTRAINT {rule}")
    at.at.sql(Database.DATA, put, behind(profile))
    size = at.at.size()
    with overheard() as heard:
        reply = at.agent.ask("ScreenPop", number=number)
    assert (reply.status, reply.code, at.at.size()) == (500, "INTERNAL", size)
    assert "data" not in reply.body
    unsaid(heard, reply, "AGELESS", number)
    assert at.agent.ask("ScreenPop", number=other).payload["resolution"]["status"] == "EXACT"
    at.at.sql(Database.DATA, mend, behind(profile))
    at.at.sql(Database.DATA, f"ALTER TABLE subject ADD CONSTRAINT {rule} {check}")
    assert at.agent.ask("ScreenPop", number=number).payload["resolution"]["status"] == "EXACT"


DEFINITION: Final = "SELECT pg_get_constraintdef(oid) FROM pg_constraint WHERE conname = $1"


def test_a_time_that_no_calendar_of_ours_has_shows_nothing(at: Scene) -> None:
    """The driver cannot read the row: INTERNAL, and the lane serves whoever comes next."""
    number, profile = at.somebody(calls=1)
    query = "UPDATE call SET started_at = '0044-03-15 BC' WHERE subject_id = $1"
    at.at.sql(Database.DATA, query, behind(profile))
    size = at.at.size()
    for _ in range(6):
        with overheard() as heard:
            reply = at.agent.ask("CallerHistory", number=number)
        assert (reply.status, reply.code, at.at.size()) == (500, "INTERNAL", size)
        unsaid(heard, reply, "0044", number)
    assert at.agent.ask("ProfileByPhone", number=number).payload["status"] == "EXACT"


def unsaid(heard: Overheard, reply: Reply, *values: str) -> None:
    """Nothing of `values` is told to the caller or to the log."""
    for text in (reply.octets.decode(), *heard.lines):
        assert not [value for value in values if value in text]


def by_number(name: str) -> Asks:
    return lambda agent, number, _: agent.ask(name, number=number)


GONE: Final[dict[str, Asks]] = {
    "ScreenPop": by_number("ScreenPop"),
    "ProfileByPhone": by_number("ProfileByPhone"),
    "CallerHistory": by_number("CallerHistory"),
    "Profile": lambda agent, _, profile: agent.ask("Profile", id=profile),
    "Timeline": lambda agent, _, profile: happened(agent, profile),
    "FindProfiles": lambda agent, number, _: found(agent, number),
}


@pytest.mark.parametrize("asked", GONE)
def test_somebody_erased_after_the_statement_answers_as_a_number_never_seen(
    at: Scene, asked: str
) -> None:
    """Her rows are in the service's hands already, and stay shut: byte for byte nobody."""
    number, profile = at.somebody()
    at.between.after.append(at.shred(profile))
    size = at.at.size()
    gone = GONE[asked](at.agent, number, profile)
    [leaf] = at.at.leaves(size)
    assert not at.between.after
    same(gone, GONE[asked](at.agent, a_number(), unseen()))
    [other] = at.at.leaves(size + 1)
    varying = {"op", "t", "subjects"}
    assert {k: v for k, v in leaf.items() if k not in varying} == {
        k: v for k, v in other.items() if k not in varying
    }
    assert len(leaf["subjects"]) == len(other["subjects"])


def test_one_key_erased_after_the_statement_takes_its_values_alone(at: Scene) -> None:
    """The name is gone for good; the e-mail and what was said on the telephone are not."""
    number, profile = at.somebody()
    at.between.after.append(at.shred(profile, KeyCategory.IDENTITY))
    reply = at.agent.ask("ScreenPop", number=number)
    shown = reply.payload["resolution"]["profile"]
    assert (shown["name"], shown["email"]) == (None, "x****@example.com")
    assert len(reply.payload["lastCalls"]["edges"]) == 2
    assert "errors" not in reply.body


MIGRATED: Final = {
    "a column more": "ALTER TABLE call ADD COLUMN more text",
    "an index more": "CREATE INDEX ix_call_more ON call (subject_id, result)",
    "a wider column": "ALTER TABLE call ALTER COLUMN result TYPE varchar(40)",
    "a wider column of the answer itself": "ALTER TABLE subject ALTER COLUMN state TYPE"
    " varchar(40)",
}
"""What a migration may do to the tables of a release that still runs."""


@pytest.mark.parametrize("what", MIGRATED)
def test_a_migration_under_a_prepared_statement_is_not_noticed_by_who_reads(
    at: Scene, what: str
) -> None:
    """Its plan was made of the tables as they were; the answer is the same."""
    number, _ = at.somebody()
    before = at.agent.ask("ScreenPop", number=number)
    at.at.sql(Database.DATA, MIGRATED[what])
    same(at.agent.ask("ScreenPop", number=number), before)
    act = partial(at.agent.ask, "CaptureLead", input=lead(a_number()))
    assert until_served(act).status == 200  # as the next test says


def test_a_migration_under_an_act_is_told_as_something_that_passes(at: Scene) -> None:
    """Inside a transaction nothing is prepared anew: nothing was done, and the next time it is."""
    number, _ = at.somebody()
    given = partial(at.agent.ask, "UpsertContact", input=contact(number))
    assert "contactId" in given().payload
    at.at.sql(Database.DATA, "ALTER TABLE subject ALTER COLUMN state TYPE varchar(41)")
    before = at.at.contents()
    reply = given()
    assert (reply.status, reply.code, reply.headers["retry-after"]) == (503, "TRY_AGAIN", "1")
    assert at.at.contents() == before
    assert at.at.open_intents() == 0
    assert "contactId" in given().payload


def test_a_column_that_goes_under_a_plan_shows_nothing_until_it_is_back(at: Scene) -> None:
    """INTERNAL, without an entry: who rolls back a release need not restart it."""
    number, _ = at.somebody()
    before = at.agent.ask("CallerHistory", number=number)
    at.at.sql(Database.DATA, "ALTER TABLE call RENAME COLUMN notes TO words")
    size = at.at.size()
    reply = at.agent.ask("CallerHistory", number=number)
    assert (reply.status, reply.code, at.at.size()) == (500, "INTERNAL", size)
    assert "data" not in reply.body
    at.at.sql(Database.DATA, "ALTER TABLE call RENAME COLUMN words TO notes")
    same(at.agent.ask("CallerHistory", number=number), before)


def pair(at: Scene) -> tuple[list[str], tuple[UUID, UUID]]:
    """The profiles and the records of two people who consented to be called for marketing."""
    profiles = [consented(at.agent, a_number()) for _ in range(2)]
    return profiles, (behind(profiles[0]), behind(profiles[1]))


def stands(at: Scene, subjects: Sequence[UUID]) -> list[str]:
    """Where the question of marketing calls stands with each."""
    query = (
        "SELECT state FROM consent_state JOIN unnest($1::uuid[]) WITH ORDINALITY AS a(id, n)"
        " ON subject_id = id WHERE state <> 'unknown' ORDER BY n"
    )
    return [row["state"] for row in at.at.sql(Database.DATA, query, subjects)]


def test_a_merge_between_the_look_and_a_no_leaves_no_record_without_it(at: Scene) -> None:
    """She was one when she was looked for, and two when she was written about: both hear it."""
    profiles, subjects = pair(at)
    assert stands(at, subjects) == ["given", "given"]
    at.between.after.append(partial(Steward(at.at).merges, *subjects))
    reply = at.agent.ask("WithdrawConsent", input=withdrawn(profiles[0]))
    assert "consentId" in reply.payload
    assert stands(at, subjects) == ["withdrawn", "withdrawn"]
    assert at.at.open_intents() == 0


def test_a_parting_between_the_look_and_a_no_leaves_it_to_whom_it_was_said_of(at: Scene) -> None:
    """She was two, and is one: of the other nothing was said."""
    profiles, subjects = pair(at)
    steward = Steward(at.at)
    decision = at.at.wait_for(steward.merges(*subjects)).decision
    at.between.after.append(partial(steward.unmerges, decision))
    reply = at.agent.ask("WithdrawConsent", input=withdrawn(profiles[0]))
    assert "consentId" in reply.payload
    assert stands(at, subjects) == ["withdrawn", "given"]
    assert at.at.open_intents() == 0
