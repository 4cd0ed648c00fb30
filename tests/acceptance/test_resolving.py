"""Records are taken together and apart by pointers; whoever comes second is told."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine, Sequence
from dataclasses import replace
from typing import Any
from uuid import UUID, uuid4

import pytest

from cdp.acts.deciding import Why
from cdp.acts.merge_profiles import MergeWish, merge_profiles
from cdp.acts.resolving import Resolved, TooManyRecords
from cdp.acts.write import Payload
from cdp.database.dsn import Database
from cdp.errors import Conflict, InvalidField, NobodyThere
from cdp.identity.merging import LinkKind, MergeEvidence, MergeReason
from privacy.errors import Refusal
from privacy.terms import Purpose, ReasonCode, Role
from tests.acceptance.deeds import a_number, captured
from tests.acceptance.naming import behind
from tests.acceptance.people import Caller
from tests.acceptance.resolutions import SAME, Steward, asking, linked
from tests.acceptance.stand import Stand


@pytest.fixture
def dora(stand: Stand) -> Steward:
    return Steward(stand)


@pytest.fixture
def people(stand: Stand, agent: Caller) -> list[UUID]:
    """Five records of people, the oldest first."""
    made = [behind(captured(agent, a_number())) for _ in range(5)]
    query = "SELECT id FROM subject WHERE id = ANY($1) ORDER BY created_at, id"
    return [UUID(int=row["id"].int) for row in stand.sql(Database.DATA, query, made)]


def outcome(stand: Stand, doing: Coroutine[Any, Any, Resolved]) -> Resolved | Exception:
    async def ended() -> Resolved | Exception:
        try:
            return await doing
        except Exception as fault:  # noqa: BLE001 - how it ended is what is looked at
            return fault

    return stand.wait_for(ended())


def test_two_records_are_one_person_and_are_two_again(
    stand: Stand, dora: Steward, people: list[UUID]
) -> None:
    """The profile is that of the oldest; parted, no pointer is left of it."""
    one, other, *_ = people
    merged = stand.wait_for(dora.merges(other, one))
    assert merged.profiles == (one,)
    assert linked(stand, one, other) == {one: one, other: one}
    parted = stand.wait_for(dora.unmerges(merged.decision))
    assert parted.profiles == (one, other)
    assert linked(stand, one, other) == {}


def test_merges_that_came_later_stay_when_one_is_reversed(
    stand: Stand, dora: Steward, people: list[UUID]
) -> None:
    """Who is one person with whom follows from those that are left."""
    one, two, three, *_ = people
    first = stand.wait_for(dora.merges(one, two))
    stand.wait_for(dora.merges(two, three))
    assert set(linked(stand, one, two, three).values()) == {one}
    assert stand.wait_for(dora.unmerges(first.decision)).profiles == (one, two)
    assert linked(stand, one, two, three) == {two: two, three: two}


def test_a_split_reverses_whatever_leads_across(
    stand: Stand, dora: Steward, people: list[UUID]
) -> None:
    """And says by what it was undone."""
    one, two, three, four, _ = people
    for other in (two, three, four):
        stand.wait_for(dora.merges(one, other))
    split = stand.wait_for(dora.splits(one, three))
    assert split.profiles == (one, three)
    assert linked(stand, one, two, three, four) == {one: one, two: one, four: one}
    query = "SELECT count(*) AS n FROM merge_decision WHERE reversed_by = $1"
    assert stand.sql(Database.DATA, query, split.decision)[0]["n"] == 1


@pytest.mark.parametrize("apart", ["nobody", "all", "a stranger"])
def test_only_some_of_a_profile_s_own_records_can_be_parted(
    stand: Stand, dora: Steward, people: list[UUID], apart: str
) -> None:
    """Else there is nothing to part."""
    one, other, stranger, *_ = people
    stand.wait_for(dora.merges(one, other))
    named = {"nobody": [], "all": [one, other], "a stranger": [stranger]}[apart]
    assert isinstance(outcome(stand, dora.splits(one, *named)), Conflict)
    assert linked(stand, one, other) == {one: one, other: one}


def test_what_changed_since_the_preview_is_not_merged(
    stand: Stand, dora: Steward, people: list[UUID]
) -> None:
    """Somebody else took one of them together with a third."""
    one, two, three, *_ = people
    mark = stand.wait_for(dora.looked(one, two))
    stand.wait_for(Steward(stand, "emil").merges(two, three))
    assert isinstance(outcome(stand, dora.merges(one, two, mark)), Conflict)
    assert linked(stand, one) == {}


def test_a_preview_is_of_both_the_same_whoever_is_named_first(
    stand: Stand, dora: Steward, people: list[UUID]
) -> None:
    """A merge has no direction."""
    one, two, *_ = people
    assert stand.wait_for(dora.looked(one, two)) == stand.wait_for(dora.looked(two, one))


def test_a_merge_is_reversed_once(stand: Stand, dora: Steward, people: list[UUID]) -> None:
    """Whoever comes second is told."""
    one, other, *_ = people
    decision = stand.wait_for(dora.merges(one, other)).decision
    stand.wait_for(dora.unmerges(decision))
    assert isinstance(outcome(stand, dora.unmerges(decision)), Conflict)


@pytest.mark.parametrize("state", ["RESTRICTED", "ERASING"])
def test_nobody_is_merged_with_somebody_who_may_not_be_seen(
    stand: Stand, dora: Steward, people: list[UUID], state: str
) -> None:
    """As with nobody; the log knows the reason."""
    one, other, *_ = people
    stand.sql(Database.DATA, "UPDATE subject SET state = $2 WHERE id = $1", other, state)
    size = stand.size()
    assert isinstance(outcome(stand, dora.merges(one, other, bytes(16))), NobodyThere)
    assert isinstance(outcome(stand, dora.merges(one, uuid4(), bytes(16))), NobodyThere)
    assert [leaf["decision"] for leaf in stand.leaves(size)] == ["deny", "deny"]


def test_a_merge_for_another_purpose_is_refused(
    stand: Stand, dora: Steward, people: list[UUID]
) -> None:
    """Whatever else that purpose may write."""
    one, other, *_ = people
    dora.ask = replace(dora.ask, purpose=Purpose.DATA_QUALITY_MAINTENANCE)
    refused = outcome(stand, dora.merges(one, other, bytes(16)))
    assert isinstance(refused, Refusal)
    assert refused.reason is ReasonCode.PURPOSE_CATEGORY_MISMATCH


def test_never_linked_records_are_not_merged_until_that_is_taken_back(
    stand: Stand, dora: Steward, people: list[UUID]
) -> None:
    """Nor is anybody who is one person with either."""
    one, two, three, *_ = people
    stand.wait_for(dora.binds(one, three, LinkKind.NEVER_LINK))
    stand.wait_for(dora.merges(one, two))
    assert isinstance(outcome(stand, dora.merges(two, three)), Conflict)
    stand.wait_for(dora.binds(two, three, None))
    assert stand.wait_for(dora.merges(two, three)).profiles == (one,)


def test_never_is_not_said_within_one_person(
    stand: Stand, dora: Steward, people: list[UUID]
) -> None:
    """They are parted first."""
    one, other, *_ = people
    decision = stand.wait_for(dora.merges(one, other)).decision
    assert isinstance(outcome(stand, dora.binds(one, other, LinkKind.NEVER_LINK)), Conflict)
    stand.wait_for(dora.unmerges(decision))
    assert isinstance(outcome(stand, dora.binds(one, other, LinkKind.NEVER_LINK)), Resolved)


def test_always_linked_records_are_one_person_at_once_and_stay(
    stand: Stand, dora: Steward, people: list[UUID]
) -> None:
    """Until the constraint is taken back, which parts nobody by itself."""
    one, other, *_ = people
    bound = stand.wait_for(dora.binds(other, one, LinkKind.ALWAYS_LINK))
    assert linked(stand, one, other) == {one: one, other: one}
    assert isinstance(outcome(stand, dora.unmerges(bound.decision)), Conflict)
    assert isinstance(outcome(stand, dora.splits(one, other)), Conflict)
    stand.wait_for(dora.binds(one, other, None))
    assert linked(stand, one, other) == {one: one, other: one}
    stand.wait_for(dora.unmerges(bound.decision))
    assert linked(stand, one, other) == {}


def test_a_person_says_what_she_was_shown(stand: Stand, people: list[UUID]) -> None:
    """Without a preview a rule alone merges, and says which it was."""
    one, other, *_ = people
    matched = Why(
        evidence=MergeEvidence.SMS_OTP,
        reason=MergeReason.RULE_MATCHED,
        rule="same-number",
        rule_version=3,
    )
    ground = stand.service.ground
    by_hand = merge_profiles(
        MergeWish(one=one, other=other, why=SAME), asking(stand), ground, Payload()
    )
    assert isinstance(outcome(stand, by_hand), InvalidField)
    by_rule = merge_profiles(
        MergeWish(one=one, other=other, why=matched),
        asking(stand, role=Role.JOB),
        ground,
        Payload(),
    )
    decision = stand.wait_for(by_rule).decision
    query = "SELECT rule, rule_version, evidence FROM merge_decision WHERE id = $1"
    [row] = stand.sql(Database.DATA, query, decision)
    assert tuple(row) == ("same-number", 3, "SMS_OTP")


def test_more_records_than_one_person_has_become_a_task_and_no_profile(
    stand: Stand, dora: Steward, people: list[UUID]
) -> None:
    """Filed once, for whoever asked; the entry of the write says that a task was written."""
    one, two, three, *_ = people
    stand.wait_for(dora.merges(one, two))
    small = replace(stand.service.ground, subjects_at_most=2)

    async def merges() -> Resolved:
        mark = await dora.looked(one, three, small)
        wish = MergeWish(one=one, other=three, why=SAME, preview=mark)
        return await merge_profiles(wish, dora.ask, small, Payload())

    size = stand.size()
    assert isinstance(outcome(stand, merges()), TooManyRecords)
    assert isinstance(outcome(stand, merges()), TooManyRecords)
    query = "SELECT kind, assignee, purpose FROM task WHERE subject_id = $1"
    [task] = stand.sql(Database.DATA, query, one)
    assert tuple(task) == ("VERIFY_DATA", "dev:dora", "identity.resolution")
    assert linked(stand, three) == {}
    assert [leaf["decision"] for leaf in stand.leaves(size)] == ["allow", "applied"] * 2
    assert any("contact.call_record" in field for field in stand.leaves(size)[0]["fields"])


def test_of_two_who_decide_about_one_cluster_at_once_one_is_told(
    stand: Stand, dora: Steward, people: list[UUID]
) -> None:
    """One takes it together with a third while the other takes it apart."""
    one, two, three, *_ = people
    emil = Steward(stand, "emil")
    decision = stand.wait_for(dora.merges(one, two)).decision

    async def at_once() -> Sequence[object]:
        mark, seen = await dora.looked(two, three), await emil.saw(one)
        return await asyncio.gather(
            dora.merges(two, three, mark), emil.unmerges(decision, seen), return_exceptions=True
        )

    ends = stand.wait_for(at_once())
    assert sorted(type(end).__name__ for end in ends) == ["Conflict", "Resolved"]
    assert stand.open_intents() == 0


def test_twenty_at_once_leave_what_their_decisions_say(stand: Stand, people: list[UUID]) -> None:
    """No deadlock, no decision without its pointers, and one outcome for each intent."""
    stewards = [Steward(stand, f"steward-{n}") for n in range(4)]

    async def at_once() -> list[object]:
        pairs = [(people[n % 5], people[(n * 2 + 1) % 5]) for n in range(20)]
        return await asyncio.gather(
            *(
                stewards[n % 4].merges(one, other)
                for n, (one, other) in enumerate(pairs)
                if one != other
            ),
            return_exceptions=True,
        )

    ends = stand.wait_for(at_once())
    assert {type(end) for end in ends} <= {Resolved, Conflict}
    standing = stand.sql(
        Database.DATA,
        "SELECT count(DISTINCT m.decision_id) AS n FROM merge_member m JOIN merge_decision d"
        " ON d.id = m.decision_id WHERE m.subject_id = ANY($1) AND d.reversed_by IS NULL",
        people,
    )[0]["n"]
    made = [end for end in ends if isinstance(end, Resolved)]
    assert (
        standing
        == len(made)
        == len(linked(stand, *people)) - len(set(linked(stand, *people).values()))
    )
    assert stand.open_intents() == 0
