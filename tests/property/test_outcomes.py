"""No outcome of a call widens what anybody may do: not consent, not verification, not a lead."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from itertools import product
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from cdp.acts.call_effects import DENIED, PROMPT, statements
from cdp.identity.record import Verification, weaker_than
from cdp.interactions.outcomes import ConsentEffect, effects_of
from cdp.interactions.record import CallOutcome, CallResult, Direction
from cdp.leads.qualification import (
    ENDED,
    TABLE,
    TERMINAL,
    Happening,
    Rule,
    Stage,
    can_move,
    moved,
)
from cdp.leads.record import LeadStatus, Qualification
from privacy.consent import DENIALS, Recorded, bits, fold, record
from privacy.errors import InvalidConsent
from privacy.policy import default_document, load
from privacy.terms import ConsentState, Purpose
from privacy.testing.consents import SPOKEN_AT, said

PERSON = UUID("0192f000-0000-7000-8000-000000000002")
POLICY = load(default_document())
PURPOSES = [*DENIED, Purpose.SALES_FOLLOW_UP, Purpose.SERVICE_SUPPORT]
STATED = sorted(DENIALS | {ConsentState.GIVEN, ConsentState.INVALIDATED})
NOW = SPOKEN_AT + timedelta(hours=9)
CALLS = [
    (direction, result, outcome)
    for direction, result in product(Direction, CallResult)
    for outcome in (None, *CallOutcome)
]


@st.composite
def histories(draw: st.DrawFn) -> list[Recorded]:
    """What a person said before, about four purposes."""
    recorded: list[Recorded] = []
    for n in range(draw(st.integers(0, 8))):
        at = SPOKEN_AT + timedelta(hours=draw(st.integers(0, 8)))
        event = replace(
            said(
                draw(st.sampled_from(STATED)),
                event_id=UUID(int=n + 1),
                subject=PERSON,
                purpose=draw(st.sampled_from(PURPOSES)),
                at=at,
            ),
            recorded_at=NOW,
        )
        try:
            recorded.append(record(event, [each.said for each in recorded], at=NOW))
        except InvalidConsent:
            assert event.state is ConsentState.INVALIDATED
    return recorded


def ones(text: str) -> set[int]:
    return {n for n, bit in enumerate(text) if bit == "1"}


@given(histories(), st.sampled_from(CALLS), st.integers(0, 9))
def test_no_outcome_widens_permission(
    history: list[Recorded],
    call: tuple[Direction, CallResult, CallOutcome | None],
    hours: int,
) -> None:
    """What is granted after was granted before; what was denied before is denied after."""
    effect = effects_of(*call).consent
    before = fold([each.said for each in history], NOW)
    said_at = SPOKEN_AT + timedelta(hours=hours)
    told = [each.said for each in history]
    for n, (cell, state) in enumerate(statements(effect, before, POLICY, said_at=said_at)):
        event = replace(
            said(
                state, event_id=UUID(int=100 + n), subject=PERSON, purpose=cell.purpose, at=said_at
            ),
            recorded_at=NOW,
        )
        told.append(record(event, told, at=NOW).said)
    was, after = bits(before), bits(fold(told, NOW))
    assert ones(after.granted) <= ones(was.granted)
    assert ones(after.denied) >= ones(was.denied)


@given(histories())
def test_do_not_call_binds_at_once_whatever_was_said_before(history: list[Recorded]) -> None:
    """Both questions of marketing by telephone, and no other."""
    before = fold([each.said for each in history], NOW)
    effect, told = ConsentEffect.DENIES_MARKETING_CALLS, [each.said for each in history]
    for n, (cell, state) in enumerate(statements(effect, before, POLICY, said_at=NOW)):
        event = said(
            state, event_id=UUID(int=100 + n), subject=PERSON, purpose=cell.purpose, at=NOW
        )
        told.append(record(event, told, at=NOW).said)
    asked = {cell.bit for cell in (POLICY.cell(purpose) for purpose in DENIED) if cell}
    was, after = bits(before), bits(fold(told, NOW))
    assert ones(after.denied) == ones(was.denied) | asked
    assert ones(after.granted) == ones(was.granted) - asked


@given(histories())
def test_what_was_given_through_a_wrong_number_lapses(history: list[Recorded]) -> None:
    """All of it, and no denial with it."""
    before = fold([each.said for each in history], NOW)
    told = [each.said for each in history]
    for n, (cell, state) in enumerate(
        statements(ConsentEffect.LAPSES, before, POLICY, said_at=NOW)
    ):
        event = said(
            state, event_id=UUID(int=100 + n), subject=PERSON, purpose=cell.purpose, at=NOW
        )
        told.append(record(event, told, at=NOW).said)
    after = bits(fold(told, NOW))
    assert ones(after.granted) == set()
    assert ones(after.denied) == ones(bits(before).denied)


@given(st.sampled_from(Verification), st.sampled_from(Verification))
def test_verification_never_lowers(stands: Verification, shown: Verification) -> None:
    """What a number is verified by gives way to something stronger alone."""
    ordered = list(Verification)
    replaces = stands in weaker_than(shown)
    assert replaces == (ordered.index(shown) > ordered.index(stands))


@given(
    st.sampled_from(CALLS),
    st.sampled_from(Qualification),
    st.sampled_from(LeadStatus),
)
def test_leads_move_along_the_table_alone(
    call: tuple[Direction, CallResult, CallOutcome | None],
    qualification: Qualification,
    status: LeadStatus,
) -> None:
    """Where the table has no row, a call leaves the lead where it is; what ended stays ended."""
    event, stage = effects_of(*call).lead, Stage(qualification=qualification, status=status)
    if event is None:
        return
    assert can_move(stage, event) == ((qualification, event) in TABLE)
    if can_move(stage, event):
        change = moved(
            stage,
            Happening(event=event, at=NOW, actor="dev:anna", rule=Rule(name="x", version=1)),
        )
        assert qualification not in TERMINAL
        assert change.after.qualification in {qualification, TABLE[qualification, event].to}
        assert qualification not in ENDED or change.after.qualification in TERMINAL


def test_every_call_has_its_effects() -> None:
    """Total over direction, result and outcome."""
    assert len([effects_of(*call) for call in CALLS]) == 2 * 13 * 17


def test_a_call_counts_as_just_held_for_a_day() -> None:
    """Then the time of its end counts for consent."""
    assert timedelta(days=1) == PROMPT
