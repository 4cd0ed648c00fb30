"""A call: how it went technically (result) and for the business (outcome)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum, unique
from typing import Final, Self

from cdp.errors import InvalidField
from cdp.text import NOTE_LETTERS, clean

_LONGEST_CALL_S: Final = 24 * 3600


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
    """One call. Durations in seconds; `notes` is free text and is sealed."""

    direction: Direction
    started_at: datetime
    result: CallResult
    outcome: CallOutcome | None
    ring_s: int
    talk_s: int
    notes: str | None

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
    ) -> Self:
        """A call from what was typed.

        Raises:
            InvalidField: a duration that cannot be, a call in the future, an outcome of a call
                that nobody answered.
        """
        if not 0 <= ring_s <= _LONGEST_CALL_S:
            raise InvalidField("ringSeconds", "Give seconds from 0 to one day.")
        if not 0 <= talk_s <= _LONGEST_CALL_S:
            raise InvalidField("talkSeconds", "Give seconds from 0 to one day.")
        if started_at > now:
            raise InvalidField("startedAt", "A call that is logged has begun: give its past time.")
        if outcome is not None and result is not CallResult.ANSWERED:
            raise InvalidField("outcome", "Only an answered call has an outcome.")
        return cls(
            direction=direction,
            started_at=started_at,
            result=result,
            outcome=outcome,
            ring_s=ring_s,
            talk_s=talk_s,
            notes=clean(notes, field="notes", at_most=NOTE_LETTERS),
        )
