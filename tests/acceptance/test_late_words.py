"""What is heard late, twice or out of order of a number that changed hands: one end, whatever."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import permutations
from typing import Any, Final
from uuid import uuid4

import pytest

from cdp.database.dsn import Database
from tests.acceptance.deeds import a_number, call, captured, disputed
from tests.acceptance.naming import behind
from tests.acceptance.people import Caller
from tests.acceptance.stand import Stand

MET: Final = datetime(2026, 3, 2, 8, tzinfo=UTC)
ENDED: Final = MET + timedelta(days=30)
SERVED: Final = 2
"""The bit of `service.support`."""


def at(days: int) -> datetime:
    """So many days after the end."""
    return ENDED + timedelta(days=days)


def ended(agent: Caller, number: str, when: datetime = ENDED) -> dict[str, Any]:
    """Somebody called, and is new there."""
    given = call(number, outcome="WRONG_NUMBER", startedAt=when.isoformat())
    payload: dict[str, Any] = agent.ask("LogCall", input=given).payload
    assert payload["__typename"] == "LogCallDone"
    return payload


def spans(stand: Stand, number: str, agent: Caller) -> list[tuple[Any, ...]]:
    """The terms of a number, in order of time, with how many calls each person has."""
    probe = behind(agent.ask("LogCall", input=call(number)).payload["callId"])
    return [
        tuple(row)
        for row in stand.sql(
            Database.DATA,
            "SELECT lower(o.during) AS since, upper(o.during) AS until, o.state"
            " FROM phone_ownership o WHERE o.identity_id = (SELECT p.identity_id FROM call c"
            " JOIN phone_ownership p ON p.id = c.ownership_id WHERE c.id = $1)"
            " ORDER BY since NULLS FIRST",
            probe,
        )
    ]


def bits(stand: Stand, profile: str) -> tuple[set[int], set[int]]:
    """What a person granted, and what she denied."""
    [row] = stand.sql(
        Database.DATA,
        "SELECT granted::text AS granted, denied::text AS denied FROM subject WHERE id = $1",
        behind(profile),
    )
    granted, denied = ({n for n, bit in enumerate(each) if bit == "1"} for each in row)
    return granted, denied


@pytest.fixture
def number() -> str:
    return a_number()


@pytest.fixture
def her(agent: Caller, number: str) -> str:
    """Somebody who was met under a number that was hers until ENDED."""
    return captured(agent, number, capturedAt=MET.isoformat())


def yes(**more: object) -> dict[str, object]:
    """Somebody agreed to be served, before the number ended to be hers."""
    whom = {"purpose": "SERVICE_SUPPORT", "given": True, "saidAt": at(-1).isoformat()}
    return {**whom, "method": "CALL", **more}


@pytest.mark.parametrize("method", ["CALL", "FORM"])
def test_a_yes_by_a_number_that_is_heard_of_after_its_end_lapses_as_it_is_filed(
    stand: Stand, agent: Caller, number: str, her: str, method: str
) -> None:
    """As it would have, had it been heard of before; and the next owner never said it."""
    ended(agent, number)
    newcomer = captured(agent, number)
    done = agent.ask("RecordConsent", input=yes(number=number, method=method, evidence="form:17"))
    assert "consentId" in done.payload
    events = stand.sql(
        Database.DATA,
        "SELECT state FROM consent_event WHERE subject_id = $1 ORDER BY n",
        behind(her),
    )
    assert [row["state"] for row in events] == ["given", "invalidated"]
    assert bits(stand, her) == bits(stand, newcomer) == (set(), set())


def test_a_yes_by_telephone_that_names_no_number_lapses_with_the_only_one_that_she_had(
    stand: Stand, agent: Caller, number: str, her: str
) -> None:
    """What she says on paper, with no number to it, stands."""
    ended(agent, number)
    agent.ask("RecordConsent", input=yes(profile=her))
    assert bits(stand, her) == (set(), set())
    agent.ask("RecordConsent", input=yes(profile=her, method="FORM", evidence="form:18"))
    assert bits(stand, her) == ({SERVED}, set())


def test_a_yes_of_before_or_after_its_number_s_end_comes_to_the_same(
    stand: Stand, agent: Caller
) -> None:
    """In either order of hearing: nothing is granted, and the same is on record."""
    left = []
    for order in ("yes first", "end first"):
        number = a_number()
        her = captured(agent, number, capturedAt=MET.isoformat())
        acts = [
            lambda n=number: agent.ask("RecordConsent", input=yes(number=n)),
            lambda n=number: ended(agent, n),
        ]
        for act in acts if order == "yes first" else reversed(acts):
            act()
        left.append((bits(stand, her), spans(stand, number, agent)))
    assert left[0] == left[1]
    assert left[0] == ((set(), set()), [(None, ENDED, "ENDED")])


def test_a_no_by_a_number_is_its_owner_s_of_that_time_and_tells_nothing_of_her(
    stand: Stand, agent: Caller, number: str, her: str
) -> None:
    """Her yes on paper, of later, stands; whoever asks by the number is not told of it."""
    paper = {"method": "FORM", "evidence": "form:19", "saidAt": at(2).isoformat()}
    agent.ask("RecordConsent", input=yes(profile=her, **paper))
    ended(agent, number)
    newcomer = captured(agent, number)
    told = agent.ask("RecordConsent", input=yes(number=number, given=False)).payload
    assert told["__typename"] == "RecordConsentDone"
    assert bits(stand, newcomer) == (set(), set())
    agent.ask("RecordConsent", input=yes(number=number, given=False, saidAt=None))
    assert bits(stand, newcomer) == (set(), {SERVED})
    assert bits(stand, her) == ({SERVED}, set())


def test_reports_of_one_change_of_hands_come_to_one_change_in_any_order(
    stand: Stand, agent: Caller
) -> None:
    """Whoever is met by a report is not ended by it: it was another who was looked for."""
    left = []
    for days in permutations((0, 4, 9)):
        number = a_number()
        captured(agent, number, capturedAt=MET.isoformat())
        for day in days:
            ended(agent, number, at(day))
        captured(agent, number)
        left.append(spans(stand, number, agent))
    assert left[0] == [(None, ENDED, "ENDED"), (ENDED, None, "ACTIVE")]
    assert all(each == left[0] for each in left)


def test_a_report_of_somebody_who_was_met_otherwise_ends_her_too(
    stand: Stand, agent: Caller, number: str
) -> None:
    """A lead of hers makes her somebody who may be looked for."""
    captured(agent, number, capturedAt=MET.isoformat())
    ended(agent, number)
    captured(agent, number, capturedAt=at(2).isoformat())
    ended(agent, number, at(9))
    captured(agent, number)
    assert spans(stand, number, agent) == [
        (None, ENDED, "ENDED"),
        (ENDED, at(9), "ENDED"),
        (at(9), None, "ACTIVE"),
    ]


def test_whoever_rings_to_say_so_is_met_by_that_call(
    stand: Stand, agent: Caller, number: str, her: str
) -> None:
    """The first report reached nobody whom we know; the second is a call of the newcomer's."""
    first, second = ended(agent, number), ended(agent, number, at(3))
    rows = stand.sql(
        Database.DATA,
        "SELECT c.subject_id, c.ownership_id IS NULL AS by_none FROM call c"
        " WHERE c.id = ANY($1::uuid[]) ORDER BY c.started_at",
        [behind(each["callId"]) for each in (first, second)],
    )
    assert [(row["subject_id"] == behind(her), row["by_none"]) for row in rows] == [
        (True, True),
        (False, False),
    ]
    assert captured(agent, number) != her


def test_the_answer_to_a_call_that_ends_it_shows_her_no_more(
    agent: Caller, number: str, her: str
) -> None:
    """Though she has a contract, and was shown a moment ago; sent again, it shows her neither."""
    agent.ask("RecordConsent", input=yes(profile=her, method="FORM", evidence="form:20"))
    reached = call(number, startedAt=at(-1).isoformat())
    assert agent.ask("LogCall", input=reached).payload["profile"]["id"] == her
    given = call(number, outcome="WRONG_NUMBER", startedAt=ENDED.isoformat())
    key = uuid4().hex
    for _ in range(2):
        done = agent.ask("LogCall", input=given, idempotencyKey=key).payload
        assert (done["profile"], done["leadId"], done["taskId"]) == (None, None, None)


def test_an_end_before_the_beginning_changes_nobody_else_s_term(
    stand: Stand, agent: Caller, steward: Caller, number: str, her: str
) -> None:
    """The number never was the follower's; whoever comes next has it since the first one's end."""
    ended(agent, number)
    follower = captured(agent, number)
    [phone] = steward.ask("StewardProfile", id=follower).payload["phones"]
    never = disputed(follower, phone["id"], settled="NOT_HERS", since=at(-9).isoformat())
    assert steward.ask("DisputePhone", input=never).payload["phoneId"] == phone["id"]
    assert steward.ask("DisputePhone", input=never).payload["code"] == "CONFLICT"
    third = captured(agent, number)
    assert third not in {her, follower}
    assert [each for each in spans(stand, number, agent) if each[:2] != (None, None)] == [
        (None, ENDED, "ENDED"),
        (ENDED, None, "ACTIVE"),
    ]


def test_of_two_who_were_met_during_a_dispute_the_first_follows(
    stand: Stand, agent: Caller, steward: Caller, number: str, her: str
) -> None:
    """She has it from the end that a steward finds; the one after her keeps her own beginning."""
    [phone] = steward.ask("StewardProfile", id=her).payload["phones"]
    steward.ask("DisputePhone", input=disputed(her, phone["id"]))
    captured(agent, number, capturedAt=at(0).isoformat())
    ended(agent, number, at(20))
    captured(agent, number)
    settled = disputed(her, phone["id"], settled="NOT_HERS", since=at(5).isoformat())
    assert steward.ask("DisputePhone", input=settled).payload["phoneId"] == phone["id"]
    assert spans(stand, number, agent) == [
        (None, at(5), "ENDED"),
        (at(5), at(20), "ENDED"),
        (at(20), None, "ACTIVE"),
    ]


def test_a_dispute_that_would_make_two_owners_of_one_time_is_a_conflict(
    stand: Stand, agent: Caller, steward: Caller, number: str, her: str
) -> None:
    """Somebody had the number, and lost it, before the end that is claimed."""
    [phone] = steward.ask("StewardProfile", id=her).payload["phones"]
    steward.ask("DisputePhone", input=disputed(her, phone["id"]))
    captured(agent, number, capturedAt=at(0).isoformat())
    ended(agent, number, at(20))
    before = stand.contents()
    settled = disputed(her, phone["id"], settled="NOT_HERS", since=at(25).isoformat())
    assert steward.ask("DisputePhone", input=settled).payload["code"] == "CONFLICT"
    after = stand.contents()
    assert {name for name in before if before[name] != after[name]} <= {"applied_operation"}
