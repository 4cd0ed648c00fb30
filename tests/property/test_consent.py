"""Consent over any history: order of arrival does not count, and a no is never lost."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from uuid import UUID

from hypothesis import given, settings
from hypothesis import strategies as st

from privacy.consent import (
    DENIALS,
    ConsentEvent,
    Recorded,
    Said,
    bits,
    first_break,
    fold,
    record,
)
from privacy.errors import InvalidConsent
from privacy.terms import ConsentState, Purpose
from privacy.testing.consents import SPOKEN_AT, said

PERSON = UUID("0192f000-0000-7000-8000-000000000002")
PURPOSES = [Purpose.SALES_FOLLOW_UP, Purpose.MARKETING_DIRECT_CALL]
STATED = sorted(DENIALS | {ConsentState.GIVEN, ConsentState.INVALIDATED})
RECORDED_AT = SPOKEN_AT + timedelta(hours=9)


@st.composite
def histories(draw: st.DrawFn) -> list[ConsentEvent]:
    """Events of a few hours about two purposes, so that instants and order collide."""
    count = draw(st.integers(0, 8))
    return [
        replace(
            said(
                draw(st.sampled_from(STATED)),
                event_id=UUID(int=n + 1),
                subject=PERSON,
                purpose=draw(st.sampled_from(PURPOSES)),
                at=SPOKEN_AT + timedelta(hours=draw(st.integers(0, 4))),
            ),
            recorded_at=RECORDED_AT,
        )
        for n in range(count)
    ]


def write(events: list[ConsentEvent]) -> list[Recorded]:
    """What the book holds after `events`, those that it refuses apart."""
    recorded: list[Recorded] = []
    for event in events:
        try:
            recorded.append(record(event, [each.said for each in recorded], at=RECORDED_AT))
        except InvalidConsent:
            assert event.state is ConsentState.INVALIDATED
    return recorded


def history(recorded: list[Recorded]) -> list[Said]:
    return [each.said for each in recorded]


@settings(deadline=None)
@given(histories(), st.data(), st.integers(0, 40_000))
def test_the_fold_does_not_depend_on_the_order(
    events: list[ConsentEvent], data: st.DataObject, hours: int
) -> None:
    """The same events, however they arrive, are the same state at any time."""
    at = SPOKEN_AT + timedelta(hours=hours)
    told = history(write(events))
    shuffled = data.draw(st.permutations(told))
    assert fold(told, at) == fold(shuffled, at)


@settings(deadline=None)
@given(histories())
def test_a_no_stands_until_a_later_yes(events: list[ConsentEvent]) -> None:
    """Whatever else is said before, after or at the same instant."""
    recorded = write(events)
    cells = fold(history(recorded), RECORDED_AT)
    for each in recorded:
        if each.event.state in DENIALS:
            later_yes = any(
                other.event.state is ConsentState.GIVEN
                and other.event.bit == each.event.bit
                and other.event.event_time > each.event.event_time
                for other in recorded
            )
            assert later_yes or cells[each.event.bit].state in DENIALS


@settings(deadline=None)
@given(histories())
def test_a_withdrawal_takes_effect_with_its_recording(events: list[ConsentEvent]) -> None:
    """After it the bit of its cell is denied and not granted, and no other bit is touched."""
    recorded = write(events)
    before = bits(fold(history(recorded), RECORDED_AT))
    last_word = replace(
        said(ConsentState.WITHDRAWN, event_id=UUID(int=99), subject=PERSON),
        event_time=RECORDED_AT,
        recorded_at=RECORDED_AT,
    )
    after = record(last_word, history(recorded), at=RECORDED_AT).bits
    bit = last_word.bit
    assert (after.granted[bit], after.denied[bit]) == ("0", "1")
    assert after.granted[:bit] + after.granted[bit + 1 :] == (
        before.granted[:bit] + before.granted[bit + 1 :]
    )
    assert after.denied[:bit] + after.denied[bit + 1 :] == (
        before.denied[:bit] + before.denied[bit + 1 :]
    )


@settings(deadline=None)
@given(histories(), st.integers(0, 40_000))
def test_granted_and_denied_exclude_each_other(events: list[ConsentEvent], hours: int) -> None:
    """At any time, and what is granted has an end still to come."""
    at = SPOKEN_AT + timedelta(hours=hours)
    folded = bits(fold(history(write(events)), at))
    assert "11" not in {a + b for a, b in zip(folded.granted, folded.denied, strict=True)}
    assert folded.valid_until is None or folded.valid_until > at


@settings(deadline=None)
@given(histories(), st.data())
def test_the_chain_finds_every_change(events: list[ConsentEvent], data: st.DataObject) -> None:
    """Of any event in any place."""
    chain = [(each.event, each.said.hash) for each in write(events)]
    assert first_break(chain) is None
    if chain:
        place = data.draw(st.integers(0, len(chain) - 1))
        event, stored = chain[place]
        moved: datetime = event.event_time - timedelta(seconds=1)
        chain[place] = (replace(event, event_time=moved), stored)
        assert first_break(chain) == event.id
