"""No outcome of a call widens what anybody may do: not consent, not verification, not a lead."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from itertools import product
from random import Random  # noqa: TID251 - Hypothesis's own, seeded
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from cdp.acts.call_effects import DENIED, PROMPT, denials
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
from privacy.consent import DENIALS, ConsentEvent, Recorded, Said, bits, fold, lapsing, record
from privacy.errors import InvalidConsent
from privacy.policy import Cell, default_document, load
from privacy.terms import ConsentMethod, ConsentState, Purpose
from privacy.testing.consents import SPOKEN_AT, said

PERSON = UUID("0192f000-0000-7000-8000-000000000002")
NUMBER = UUID("0192f000-0000-7000-8000-00000000000a")
OTHER = UUID("0192f000-0000-7000-8000-00000000000b")
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
            ownership=draw(st.sampled_from([None, NUMBER, OTHER])),
            method=draw(st.sampled_from(ConsentMethod)),
        )
        try:
            recorded.append(record(event, [each.said for each in recorded], at=NOW))
        except InvalidConsent:
            assert event.state is ConsentState.INVALIDATED
    return recorded


def ones(text: str) -> set[int]:
    return {n for n, bit in enumerate(text) if bit == "1"}


def said_of(effect: ConsentEffect, told: list[Said]) -> list[tuple[int, ConsentEvent]]:
    """What a call says of consent now, as it is filed: each by the bit that it answers."""
    stands = fold(told, NOW)
    if effect is ConsentEffect.DENIES_MARKETING_CALLS:
        stated: list[tuple[Cell, ConsentState, UUID | None]] = [
            (cell, state, None) for cell, state in denials(stands, POLICY)
        ]
    elif effect is ConsentEffect.LAPSES:
        bits_of = sorted(lapsing(told, NUMBER, said_at=NOW, at=NOW))
        cells = [cell for cell in map(POLICY.cell_of_bit, bits_of) if cell is not None]
        stated = [(cell, ConsentState.INVALIDATED, NUMBER) for cell in cells]
    else:
        stated = []
    return [
        (
            cell.bit,
            replace(
                said(
                    state,
                    event_id=UUID(int=100 + n),
                    subject=PERSON,
                    purpose=cell.purpose,
                    at=NOW,
                ),
                ownership=number,
            ),
        )
        for n, (cell, state, number) in enumerate(stated)
    ]


def and_then(effect: ConsentEffect, told: list[Said]) -> list[Said]:
    """`told`, and behind it what a call with `effect` says."""
    after = list(told)
    for _, event in said_of(effect, told):
        after.append(record(event, after, at=NOW).said)
    return after


@given(histories(), st.sampled_from(CALLS))
def test_no_outcome_widens_permission(
    history: list[Recorded], call: tuple[Direction, CallResult, CallOutcome | None]
) -> None:
    """What is granted after was granted before; what was denied before is denied after."""
    told = [each.said for each in history]
    after = and_then(effects_of(*call).consent, told)
    was, now = bits(fold(told, NOW)), bits(fold(after, NOW))
    assert ones(now.granted) <= ones(was.granted)
    assert ones(now.denied) >= ones(was.denied)


@given(histories())
def test_do_not_call_binds_at_once_whatever_was_said_before(history: list[Recorded]) -> None:
    """Both questions of marketing by telephone, and no other."""
    told = [each.said for each in history]
    after = and_then(ConsentEffect.DENIES_MARKETING_CALLS, told)
    asked = {cell.bit for cell in (POLICY.cell(purpose) for purpose in DENIED) if cell}
    was, now = bits(fold(told, NOW)), bits(fold(after, NOW))
    assert ones(now.denied) == ones(was.denied) | asked
    assert ones(now.granted) == ones(was.granted) - asked


def strikes_all(each: Said) -> bool:
    """Whether it ends every yes before it, by whichever number."""
    return each.state is ConsentState.INVALIDATED and each.ownership is None


def by(each: Said, number: UUID) -> bool:
    """Whether it was a yes by `number`, as far as anybody knows."""
    return each.state is ConsentState.GIVEN and (each.ownership == number or each.by_some_number)


@given(histories())
def test_with_a_number_lapses_what_was_given_by_it_and_nothing_else(
    history: list[Recorded],
) -> None:
    """What she said otherwise stands as if that yes had never been given."""
    told = [each.said for each in history if not strikes_all(each.said)]
    after = and_then(ConsentEffect.LAPSES, told)
    others = [each for each in told if not by(each, NUMBER)]
    now, without = bits(fold(after, NOW)), bits(fold(others, NOW))
    assert (now.granted, now.denied) == (without.granted, without.denied)


@given(histories(), st.randoms(use_true_random=False))
def test_a_lapse_is_the_same_whenever_what_it_ends_was_heard_of(
    history: list[Recorded], order: Random
) -> None:
    """A yes by the number that is filed after the number's end lapses as it is filed."""
    whole = and_then(ConsentEffect.LAPSES, [each.said for each in history])
    mixed = list(whole)
    order.shuffle(mixed)
    assert bits(fold(mixed, NOW)) == bits(fold(whole, NOW))


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
