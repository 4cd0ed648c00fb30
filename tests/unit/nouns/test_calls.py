"""A call that was logged has begun, lasted a time that can be, and has an outcome if answered."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from cdp.errors import InvalidField
from cdp.interactions.record import Call, CallOutcome, CallResult, Direction
from cdp.vocabulary import IntentLevel, RejectReason
from privacy.testing.asks import NOW

DAY_S = 24 * 3600


def call(
    *,
    began: timedelta = -timedelta(minutes=5),
    result: CallResult = CallResult.ANSWERED,
    outcome: CallOutcome | None = CallOutcome.INTERESTED,
    ring_s: int = 8,
    talk_s: int = 95,
    notes: str | None = " 询问保修期限 ",
    **more: object,
) -> Call:
    return Call.of(
        direction=Direction.INBOUND,
        started_at=NOW + began,
        result=result,
        outcome=outcome,
        ring_s=ring_s,
        talk_s=talk_s,
        notes=notes,
        now=NOW,
        **more,  # type: ignore[arg-type] # as the tests choose
    )


def test_a_call_is_filed_as_it_was() -> None:
    """Notes are trimmed; everything else is a word or a number."""
    filed = call()
    assert (filed.ring_s, filed.talk_s, filed.notes) == (8, 95, "询问保修期限")
    assert (filed.result, filed.outcome) == (CallResult.ANSWERED, CallOutcome.INTERESTED)


@pytest.mark.parametrize("seconds", [0, DAY_S])
def test_durations_reach_from_nothing_to_a_day(seconds: int) -> None:
    """The bounds belong to the interval."""
    assert (seconds, seconds) == (
        call(ring_s=seconds).ring_s,
        call(talk_s=seconds).talk_s,
    )


@pytest.mark.parametrize("seconds", [-1, DAY_S + 1])
def test_a_duration_that_cannot_be_is_refused(seconds: int) -> None:
    """Each by its own name."""
    with pytest.raises(InvalidField) as ringing:
        call(ring_s=seconds)
    with pytest.raises(InvalidField) as talking:
        call(talk_s=seconds)
    assert (ringing.value.field, talking.value.field) == ("ringSeconds", "talkSeconds")


def test_a_call_in_the_future_is_refused_and_one_that_begins_now_is_not() -> None:
    """A telephone system's clock that runs ahead is told so."""
    assert call(began=timedelta(0)).started_at == NOW
    with pytest.raises(InvalidField) as refused:
        call(began=timedelta(microseconds=1))
    assert refused.value.field == "startedAt"


@pytest.mark.parametrize("result", [one for one in CallResult if one is not CallResult.ANSWERED])
def test_only_an_answered_call_has_an_outcome(result: CallResult) -> None:
    """Nobody said anything on a line that nobody answered."""
    assert call(result=result, outcome=None).outcome is None
    with pytest.raises(InvalidField) as refused:
        call(result=result)
    assert refused.value.field == "outcome"


def test_notes_that_cannot_be_filed_are_refused() -> None:
    """Too long for a note, or holding what no screen can show."""
    for notes in ("字" * 4001, "a\x00b"):
        with pytest.raises(InvalidField) as refused:
            call(notes=notes)
        assert refused.value.field == "notes"


def test_a_call_does_not_print_its_notes() -> None:
    """They are free text, and free text holds anything."""
    assert "保修" not in repr(call())


def test_a_call_may_tell_what_it_came_to() -> None:
    """The place of the recording is a text; the recording is never here."""
    filed = call(
        intent=IntentLevel.B_STRONG,
        reject_reason=RejectReason.PRICE,
        callback_at=NOW + timedelta(days=1),
        recording_ref=" REC-1 ",
        campaign="spring",
    )
    assert (filed.recording_ref, filed.campaign) == ("REC-1", "spring")
    assert filed.ended_at == filed.started_at + timedelta(seconds=103)
    assert "REC-1" not in repr(filed)


@pytest.mark.parametrize(
    ("more", "field"),
    [
        (
            {"result": CallResult.BUSY, "outcome": None, "intent": IntentLevel.A_READY},
            "intentLevel",
        ),
        (
            {"result": CallResult.BUSY, "outcome": None, "reject_reason": RejectReason.PRICE},
            "rejectReason",
        ),
        (
            {"outcome": CallOutcome.SALE, "reject_reason": RejectReason.PRICE},
            "rejectReason",
        ),
        ({"callback_at": NOW - timedelta(days=1)}, "callbackAt"),
        ({"callback_at": NOW + timedelta(days=400)}, "callbackAt"),
        ({"recording_ref": "字" * 201}, "recordingRef"),
        ({"campaign": "xm@example.com"}, "campaign"),
    ],
)
def test_what_does_not_belong_to_the_call_is_refused_by_its_field(
    more: dict[str, Any], field: str
) -> None:
    """A reason belongs to a conversation without a sale, a call-back to the time after it."""
    with pytest.raises(InvalidField) as refused:
        call(**more)
    assert refused.value.field == field
