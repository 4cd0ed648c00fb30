"""The rows of several members are the rows of one person: as if one record held them all."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any, Final
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from cdp.contacts.survivorship import STRATEGY, Candidate, ContactField, survivors
from cdp.profile.selection import Selection
from cdp.profile.several import Several
from cdp.profile.together import Together
from privacy.consent import DENIALS
from privacy.terms import ConsentState

START: Final = datetime(2026, 1, 1, tzinfo=UTC)
FIELD: Final = ContactField.NAME

ids = st.uuids(version=4)
times = st.integers(0, 5).map(lambda hours: START + timedelta(hours=hours))
"""Few, so that many rows are of one time."""


@st.composite
def members(draw: st.DrawFn) -> list[Any]:
    """Rows of two to four members, each with calls, contacts and what she said."""
    subjects = draw(st.lists(ids, min_size=2, max_size=4, unique=True))
    first = draw(st.sampled_from(subjects))
    return [draw(row(subject, first)) for subject in subjects]


@st.composite
def row(draw: st.DrawFn, subject: UUID, first: UUID) -> dict[str, Any]:
    calls = draw(st.lists(st.tuples(times, ids), max_size=6, unique_by=lambda each: each[1]))
    contacts = draw(
        st.lists(st.tuples(ids, st.booleans(), times), max_size=3, unique_by=lambda each: each[0])
    )
    told = [(subject, who, b"", (sure, at, n)) for n, (who, sure, at) in enumerate(contacts, 1)]
    bits = draw(st.dictionaries(st.integers(0, 2), st.tuples(st.sampled_from(ConsentState), times)))
    return {
        "member": (first, first, draw(times)),
        "subject_id": subject,
        "state": "LIVE",
        "age_band": "UNKNOWN",
        "contract": True,
        "consent": "unknown",
        "denied_elsewhere": None,
        "allowed": draw(st.booleans()),
        "calls": [(subject, id_, "INBOUND", at) for at, id_ in calls],
        "contacts of hers": told,
        "name": stands(told),
        "consents": [
            (bit, state.value, at, None, subject) for bit, (state, at) in sorted(bits.items())
        ],
    }


def stands(told: Sequence[Any]) -> Any:  # noqa: ANN401 - a row
    """Whose word stands among these contacts, by the pure rule."""
    by_contact = {
        Candidate(
            contact=cells[1],
            source="",
            is_verified=cells[3][0],
            n=cells[3][2],
            occurred_at=cells[3][1],
            has_value=True,
        ): cells
        for cells in told
    }
    won = survivors(STRATEGY[FIELD], by_contact)
    return by_contact[won[0]] if won else None


def newest(rows: list[Any], count: int) -> list[Any]:
    """As one record's list is cut: by time, then by id."""
    return sorted(rows, key=lambda cells: (cells[3], cells[1].bytes), reverse=True)[:count]


@given(members(), st.integers(1, 5))
def test_a_list_is_as_long_and_in_the_order_as_if_one_record_held_it(
    rows: list[Any], first: int
) -> None:
    """Each member's cut by the same length: what is cut off could not have come among them."""
    selection = Selection.of(calls=first)
    cut = [{**each, "calls": newest(each["calls"], first + 1)} for each in rows]
    every = [cells for each in rows for cells in each["calls"]]
    assert Together(cut, selection)["calls"] == newest(every, first + 1)


@given(members())
def test_the_word_that_stands_is_chosen_as_among_the_contacts_of_one(
    rows: list[Any],
) -> None:
    """By the winners of each alone."""
    every = [cells for each in rows for cells in each["contacts of hers"]]
    assert Together(rows, Selection.of("name"))["name"] == stands(every)


@given(members(), st.randoms(use_true_random=False))
def test_it_does_not_matter_in_which_order_the_members_came(
    rows: list[Any],
    dice: Any,  # noqa: ANN401 - Hypothesis's own
) -> None:
    """The server gives none: whoever is asked about, and whatever the plan, it is one answer."""
    selection = Selection.of("name", "consents", calls=3)
    shuffled = list(rows)
    dice.shuffle(shuffled)
    one, other = Several.of(rows, selection), Several.of(shuffled, selection)
    assert [each.subject for each in one.standings] == [each.subject for each in other.standings]
    for part in ("calls", "name", "consents"):
        assert Together(one.rows, selection)[part] == Together(other.rows, selection)[part]


@given(members())
def test_a_no_of_any_member_is_where_the_question_stands(rows: list[Any]) -> None:
    """And a yes before nothing; each question once, in order."""
    stood = Together(rows, Selection.of("consents"))["consents"]
    said = [cells for each in rows for cells in each["consents"]]
    assert [cells[0] for cells in stood] == sorted({cells[0] for cells in said})
    for bit, state, *_ in stood:
        states = {cells[1] for cells in said if cells[0] == bit}
        nos = states & DENIALS
        yes = states & {ConsentState.GIVEN}
        assert state in (nos or yes or states)


@given(members(), st.data())
def test_nobody_is_in_a_person_who_may_not_be_seen(rows: list[Any], data: st.DataObject) -> None:
    """Neither whom the statement withheld, nor whose keys the grant does not hold."""
    selection = Selection.of("name", "consents", calls=3)
    several = Several.of(rows, selection)
    seen = data.draw(st.sets(st.sampled_from([each["subject_id"] for each in rows])))
    person = several.person(seen)
    able = {each["subject_id"] for each in rows if each["allowed"]} & seen
    assert (person is None) is (not able)
    if person is not None:
        assert {fact.subject for fact in person.calls} <= able
        assert person.subject == several.profile
    decided = {each.subject for each in several.decided}
    allowed = {each["subject_id"] for each in rows if each["allowed"]}
    assert decided == (allowed or {several.found.subject})
