"""What was said last counts; a denial is never lost; the chain shows every change."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from itertools import permutations
from uuid import UUID

import pytest

from privacy.consent import FIRST, ConsentEvent, Recorded, Said, bits, first_break, fold, record
from privacy.errors import InvalidConsent
from privacy.terms import ConsentState, Purpose
from privacy.testing.consents import SPOKEN_AT, said

PERSON = UUID("0192f000-0000-7000-8000-000000000002")
GIVEN, REFUSED = ConsentState.GIVEN, ConsentState.REFUSED
WITHDRAWN, INVALIDATED = ConsentState.WITHDRAWN, ConsentState.INVALIDATED
SALES = 1


def number(n: int) -> UUID:
    return UUID(int=n)


def at(hours: int) -> datetime:
    return SPOKEN_AT + timedelta(hours=hours)


def event(
    state: ConsentState, hours: int, n: int, *, purpose: Purpose = Purpose.SALES_FOLLOW_UP
) -> ConsentEvent:
    return said(
        state,
        event_id=number(n),
        subject=PERSON,
        purpose=purpose,
        at=at(hours),
        recorded_at=at(100),
    )


def book(*events: ConsentEvent) -> list[Recorded]:
    recorded: list[Recorded] = []
    for each in events:
        recorded.append(record(each, [before.said for before in recorded], at=each.recorded_at))
    return recorded


def state_after(*events: ConsentEvent) -> ConsentState:
    return book(*events)[-1].cells[SALES].state


def test_nothing_said_is_nothing_known() -> None:
    """No cell stands, no bit is set."""
    assert fold([], SPOKEN_AT) == {}
    assert bits({}).granted == bits({}).denied == "0" * 128
    assert bits({}).valid_until is None


@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_the_order_of_recording_does_not_count(order: tuple[int, ...]) -> None:
    """The last word by event time counts, whichever arrived last."""
    events = [event(GIVEN, 1, 1), event(WITHDRAWN, 2, 2), event(GIVEN, 3, 3)]
    assert state_after(*(events[n] for n in order)) is GIVEN


def test_an_import_of_an_older_yes_does_not_undo_a_no() -> None:
    """The classic way in which withdrawals are lost."""
    assert state_after(event(WITHDRAWN, 5, 1), event(GIVEN, 4, 2)) is WITHDRAWN


def test_at_one_instant_the_denial_counts() -> None:
    """Whatever the ids; between two of a kind the higher id decides."""
    assert state_after(event(GIVEN, 1, 9), event(REFUSED, 1, 1)) is REFUSED
    assert state_after(event(REFUSED, 1, 1), event(GIVEN, 1, 9)) is REFUSED
    both = book(event(WITHDRAWN, 1, 2), event(REFUSED, 1, 1))
    assert both[-1].cells[SALES].event == number(2)


def test_a_denial_sets_its_bit_and_clears_the_other() -> None:
    """Denied and granted at once never stand."""
    after = book(event(GIVEN, 1, 1), event(WITHDRAWN, 2, 2))
    assert [each.bits.granted[SALES] for each in after] == ["1", "0"]
    assert [each.bits.denied[SALES] for each in after] == ["0", "1"]


def test_a_new_yes_lifts_an_older_no() -> None:
    """People change their minds in both directions."""
    last = book(event(REFUSED, 1, 1), event(GIVEN, 2, 2))[-1]
    assert (last.bits.granted[SALES], last.bits.denied[SALES]) == ("1", "0")


def test_an_invalidation_strikes_what_was_given_before_it() -> None:
    """And is no denial: nothing was said against the purpose."""
    last = book(event(GIVEN, 1, 1), event(INVALIDATED, 2, 2))[-1]
    assert last.cells[SALES].state is INVALIDATED
    assert (last.bits.granted[SALES], last.bits.denied[SALES]) == ("0", "0")
    assert state_after(event(GIVEN, 1, 1), event(INVALIDATED, 2, 2), event(GIVEN, 3, 3)) is GIVEN


def test_an_invalidation_strikes_what_was_given_at_its_instant() -> None:
    """And leaves alone what was given a moment later."""
    at_once = event(INVALIDATED, 1, 2)
    assert state_after(event(GIVEN, 1, 1), at_once) is INVALIDATED
    assert state_after(event(GIVEN, 1, 1), at_once, event(GIVEN, 2, 3)) is GIVEN


def test_an_invalidation_never_lifts_a_denial() -> None:
    """Not even where the withdrawal arrives after it."""
    late = (event(GIVEN, 1, 1), event(INVALIDATED, 7, 2), event(WITHDRAWN, 5, 3))
    assert state_after(*late) is WITHDRAWN


@pytest.mark.parametrize("before", [[], [event(WITHDRAWN, 1, 1)]], ids=["unknown", "withdrawn"])
def test_only_a_consent_that_stands_is_invalidated(before: list[ConsentEvent]) -> None:
    """There is nothing to strike otherwise."""
    history = [each.said for each in book(*before)]
    with pytest.raises(InvalidConsent, match="Only a consent that stands"):
        record(event(INVALIDATED, 2, 2), history, at=at(100))


def test_a_statement_is_recorded_once() -> None:
    """A replay is told so."""
    with pytest.raises(InvalidConsent, match="recorded already"):
        book(event(GIVEN, 1, 1), event(GIVEN, 1, 1))


def test_a_consent_expires_at_its_end() -> None:
    """The instant of the end is past it."""
    ends = SPOKEN_AT + timedelta(days=730)
    history = [each.said for each in book(event(GIVEN, 0, 1))]
    assert fold(history, ends - timedelta(microseconds=1))[SALES].state is GIVEN
    assert fold(history, ends)[SALES].state is ConsentState.EXPIRED
    assert bits(fold(history, ends)).granted[SALES] == "0"


def test_the_next_expiry_is_that_of_what_is_granted() -> None:
    """A withdrawn consent's end no longer counts."""
    lead = event(GIVEN, 0, 1, purpose=Purpose.LEAD_CONTACT_REQUESTED)
    sales = event(GIVEN, 0, 2)
    no_lead = event(WITHDRAWN, 1, 3, purpose=Purpose.LEAD_CONTACT_REQUESTED)
    ends = [each.bits.valid_until for each in book(sales, lead, no_lead)]
    days = [(end - SPOKEN_AT).days for end in ends if end is not None]
    assert days == [730, 90, 730]


def test_an_old_consent_that_arrives_expired_grants_nothing() -> None:
    """An import tells the history; it does not wake it up."""
    old = replace(event(GIVEN, 0, 1), valid_until=SPOKEN_AT + timedelta(hours=1), recorded_at=at(2))
    last = book(old)[-1]
    assert last.cells[SALES].state is ConsentState.EXPIRED
    assert "1" not in last.bits.granted


def test_a_coarse_time_of_recording_ends_no_consent_early() -> None:
    """Rows are dated by the hour; what stands now is told by the clock."""
    almost_over = replace(
        event(GIVEN, 0, 1), valid_until=SPOKEN_AT + timedelta(minutes=30), recorded_at=at(1)
    )
    now = SPOKEN_AT + timedelta(minutes=1)
    assert record(almost_over, [], at=now).cells[SALES].state is GIVEN
    over = record(almost_over, [], at=SPOKEN_AT + timedelta(minutes=30))
    assert over.cells[SALES].state is ConsentState.EXPIRED


def test_purposes_do_not_touch_each_other() -> None:
    """A sibling never implies a sibling."""
    last = book(
        event(GIVEN, 1, 1, purpose=Purpose.MARKETING_DIRECT_CALL),
        event(WITHDRAWN, 2, 2, purpose=Purpose.MARKETING_DIRECT_SMS),
    )[-1]
    assert last.bits.granted.index("1") == 3
    assert last.bits.denied.index("1") == 4
    assert set(last.cells) == {3, 4}


def chain(recorded: list[Recorded]) -> list[tuple[ConsentEvent, bytes]]:
    return [(each.event, each.said.hash) for each in recorded]


def test_a_whole_chain_holds() -> None:
    """Each event follows from the one before; the first from nothing."""
    recorded = book(event(GIVEN, 1, 1), event(WITHDRAWN, 2, 2), event(GIVEN, 3, 3))
    assert first_break(chain(recorded)) is None
    assert first_break([]) is None
    assert bytes(32) == FIRST
    assert [each.previous for each in recorded] == [
        FIRST,
        recorded[0].said.hash,
        recorded[1].said.hash,
    ]
    assert [each.said.n for each in recorded] == [1, 2, 3]


def test_every_change_of_a_chain_is_found() -> None:
    """Changed, removed, swapped, or put in: the first event that no longer follows is named."""
    whole = chain(book(event(GIVEN, 1, 1), event(WITHDRAWN, 2, 2), event(GIVEN, 3, 3)))
    changed = [whole[0], (replace(whole[1][0], state=GIVEN), whole[1][1]), whole[2]]
    swapped = [whole[1], whole[0], whole[2]]
    put_in = [*whole[:1], (event(REFUSED, 1, 7), whole[0][1]), *whole[1:]]
    assert first_break(changed) == number(2)
    assert first_break(whole[1:]) == number(2)
    assert first_break(swapped) == number(2)
    assert first_break(put_in) == number(7)


def test_what_is_kept_of_an_event_is_what_the_fold_needs() -> None:
    """The place, the id, the cell, the state, two times, the hash, and by which way it came."""
    recorded = book(event(GIVEN, 1, 1))[0]
    assert recorded.said == Said(
        n=1,
        id=number(1),
        bit=SALES,
        state=GIVEN,
        event_time=at(1),
        valid_until=at(1) + timedelta(days=730),
        hash=recorded.event.digest(FIRST),
        method=recorded.event.method,
    )
