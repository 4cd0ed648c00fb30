"""A call: how it went technically (result) and for the business (outcome)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum, unique
from typing import Final, Self

from cdp.errors import InvalidField
from cdp.text import NAME_LETTERS, NOTE_LETTERS, clean, key
from cdp.vocabulary import Channel, IntentLevel, RejectReason

__all__ = ["Call", "CallOutcome", "CallResult", "Channel", "Direction"]

_LONGEST_CALL_S: Final = 24 * 3600
_LONGEST_WAIT: Final = timedelta(days=366)
_REFUSALS: Final = "Only a call that somebody answered and did not buy at has a reason."


@unique
class Direction(StrEnum):
    """Who dialled."""

    INBOUND = "INBOUND"
    OUTBOUND = "OUTBOUND"


@unique
class CallResult(StrEnum):
    """What the network said."""

    ANSWERED = "ANSWERED"
    NO_ANSWER = "NO_ANSWER"
    BUSY = "BUSY"
    REJECTED = "REJECTED"
    VOICEMAIL = "VOICEMAIL"
    POWERED_OFF = "POWERED_OFF"
    OUT_OF_COVERAGE = "OUT_OF_COVERAGE"
    SUSPENDED = "SUSPENDED"
    UNALLOCATED = "UNALLOCATED"
    NETWORK_FAILURE = "NETWORK_FAILURE"
    BLOCKED = "BLOCKED"
    ABANDONED = "ABANDONED"
    CANCELLED = "CANCELLED"


@unique
class CallOutcome(StrEnum):
    """What the person said."""

    INTERESTED = "INTERESTED"
    CALLBACK_REQUESTED = "CALLBACK_REQUESTED"
    APPOINTMENT = "APPOINTMENT"
    SALE = "SALE"
    INFO_SENT = "INFO_SENT"
    NURTURE = "NURTURE"
    NOT_INTERESTED = "NOT_INTERESTED"
    REFUSED = "REFUSED"
    WRONG_NUMBER = "WRONG_NUMBER"
    WRONG_PERSON = "WRONG_PERSON"
    THIRD_PARTY_ANSWERED = "THIRD_PARTY_ANSWERED"
    LANGUAGE_BARRIER = "LANGUAGE_BARRIER"
    ALREADY_CUSTOMER = "ALREADY_CUSTOMER"
    COMPLAINT = "COMPLAINT"
    DO_NOT_CALL = "DO_NOT_CALL"
    DECEASED_OR_CLOSED = "DECEASED_OR_CLOSED"


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Call:
    """One call. Durations in seconds; `notes` and `recording_ref` are sealed."""

    direction: Direction
    started_at: datetime
    result: CallResult
    outcome: CallOutcome | None
    ring_s: int
    talk_s: int
    notes: str | None
    intent: IntentLevel | None = None
    reject_reason: RejectReason | None = None
    callback_at: datetime | None = None
    recording_ref: str | None = None
    """Where the telephone system keeps the recording; the recording itself is never here."""
    campaign: str | None = None

    @property
    def ended_at(self) -> datetime:
        """When the last word was said."""
        return self.started_at + timedelta(seconds=self.ring_s + self.talk_s)

    @classmethod
    def of(
        cls,
        *,
        direction: Direction,
        started_at: datetime,
        result: CallResult,
        outcome: CallOutcome | None,
        ring_s: int,
        talk_s: int,
        notes: str | None,
        now: datetime,
        intent: IntentLevel | None = None,
        reject_reason: RejectReason | None = None,
        callback_at: datetime | None = None,
        recording_ref: str | None = None,
        campaign: str | None = None,
    ) -> Self:
        """A call from what was typed.

        Raises:
            InvalidField: a duration that cannot be, a call in the future, an outcome of a call
                that nobody answered, a reason or a call-back that does not belong to it.
        """
        if not 0 <= ring_s <= _LONGEST_CALL_S:
            raise InvalidField("ringSeconds", "Give seconds from 0 to one day.")
        if not 0 <= talk_s <= _LONGEST_CALL_S:
            raise InvalidField("talkSeconds", "Give seconds from 0 to one day.")
        if started_at > now:
            raise InvalidField("startedAt", "A call that is logged has begun: give its past time.")
        call = cls(
            direction=direction,
            started_at=started_at,
            result=result,
            outcome=outcome,
            ring_s=ring_s,
            talk_s=talk_s,
            notes=clean(notes, field="notes", at_most=NOTE_LETTERS),
            intent=intent,
            reject_reason=reject_reason,
            callback_at=callback_at,
            recording_ref=clean(recording_ref, field="recordingRef", at_most=NAME_LETTERS),
            campaign=key(campaign, field="campaign"),
        )
        _check_answer(call)
        return call


def _check_answer(call: Call) -> None:
    """What only a conversation can bring."""
    was_answered = call.result is CallResult.ANSWERED
    if call.outcome is not None and not was_answered:
        raise InvalidField("outcome", "Only an answered call has an outcome.")
    if call.intent is not None and not was_answered:
        raise InvalidField("intentLevel", "Only an answered call shows an intent.")
    if call.reject_reason is not None and (not was_answered or call.outcome is CallOutcome.SALE):
        raise InvalidField("rejectReason", _REFUSALS)
    waits = None if call.callback_at is None else call.callback_at - call.started_at
    if waits is not None and not timedelta(0) < waits <= _LONGEST_WAIT:
        raise InvalidField("callbackAt", "Give a time after the call and within a year.")
