"""Qualification over any course of events: only along the table, and nothing is ever lost."""

from __future__ import annotations

from contextlib import suppress
from datetime import UTC, datetime
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cdp.errors import Conflict, InvalidField
from cdp.leads.qualification import (
    ENDED,
    MOVES,
    TABLE,
    TERMINAL,
    Happening,
    LeadStageChange,
    Need,
    Stage,
    moved,
)
from cdp.leads.record import LeadStatus, Qualification
from cdp.vocabulary import LeadEvent, RejectReason

AT = datetime(2026, 11, 22, 3, 45, tzinfo=UTC)

happenings = st.builds(
    Happening,
    event=st.sampled_from(LeadEvent),
    at=st.just(AT),
    actor=st.just("dev:anna"),
    reason=st.none() | st.sampled_from(RejectReason),
    evidence=st.none() | st.just("x"),
)
stages = st.builds(
    Stage, qualification=st.sampled_from(Qualification), status=st.sampled_from(LeadStatus)
)


@given(stages, happenings)
def test_what_stands_in_no_row_cannot_happen(stage: Stage, happening: Happening) -> None:
    """And what does goes where its row says."""
    move = TABLE.get((stage.qualification, happening.event))
    if move is None:
        with pytest.raises(Conflict):
            moved(stage, happening)
        return
    shown = {Need.NOTHING: True, Need.EVIDENCE: happening.evidence, Need.REASON: happening.reason}
    if not shown[move.needs]:
        with pytest.raises(InvalidField):
            moved(stage, happening)
        return
    change = moved(stage, happening)
    assert change.after.qualification is (move.to or stage.qualification)
    assert change.before == stage


@given(st.lists(happenings, max_size=30))
def test_any_course_ends_where_it_may_and_every_step_has_its_receipt(
    course: list[Happening],
) -> None:
    """Receipts join without a gap, and nothing comes behind what was won or disqualified."""
    stage = Stage(qualification=Qualification.RAW, status=LeadStatus.NEW)
    receipts: list[LeadStageChange] = []
    for happening in course:
        with suppress(Conflict, InvalidField):
            receipts.append(moved(stage, happening))
            stage = receipts[-1].after
    assert all(earlier.after == later.before for earlier, later in pairwise(receipts))
    assert all(receipt.before.qualification not in TERMINAL for receipt in receipts)


@given(stages, happenings)
def test_only_what_ended_for_good_cannot_return_to_the_pool(
    stage: Stage, happening: Happening
) -> None:
    """Nothing that fails is thrown away: even what was lost is worked on anew."""
    can_return = (stage.qualification, LeadEvent.RETURNED) in TABLE
    assert can_return == (stage.qualification not in TERMINAL)
    if stage.qualification is Qualification.LOST and happening.event in {
        event for (source, event) in TABLE if source is Qualification.LOST
    }:
        assert happening.event in {LeadEvent.RETURNED, LeadEvent.BARRED}


def test_no_two_rows_begin_alike() -> None:
    """Else one of them would never be read."""
    assert sum(len(move.sources) for move in MOVES) == len(TABLE)


def test_nothing_leaves_what_has_ended_for_good() -> None:
    """WON and DISQUALIFIED are the last word."""
    assert TERMINAL < ENDED
    assert not any(source in TERMINAL for source, _ in TABLE)


def test_every_event_but_capture_has_a_row() -> None:
    """A lead begins with its capture."""
    assert {event for _, event in TABLE} == set(LeadEvent) - {LeadEvent.CAPTURED}
