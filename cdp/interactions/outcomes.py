"""What a call comes to: one row for each result and outcome, with its effects on four things.

    result or outcome ─► the lead ─ the number ─ consent ─ the next task, or a case

Pure, and total: `effects_of` answers for every call, and where nothing follows it says so. No row
gives a permission. docs/reference/outcomes.md shows the table; a test holds both equal.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum, unique
from types import MappingProxyType
from typing import Final

from cdp.interactions.record import CallOutcome, CallResult, Direction
from cdp.vocabulary import LeadEvent, RejectReason, TaskKind

RULE: Final = "call-outcomes"
"""The name under which a lead's receipt cites this table."""

RULE_VERSION: Final = 1
"""Raised with every change of a row."""


@unique
class NumberFinding(StrEnum):
    """What a call shows of the number."""

    NOTHING = "NOTHING"
    REACHES_HER = "REACHES_HER"
    IS_ANSWERED = "IS_ANSWERED"
    IS_POWERED_OFF = "IS_POWERED_OFF"
    IS_SUSPENDED = "IS_SUSPENDED"
    IS_UNALLOCATED = "IS_UNALLOCATED"
    IS_ANOTHER_S = "IS_ANOTHER_S"


@unique
class ConsentEffect(StrEnum):
    """What a call means for consent: it never gives one."""

    NOTHING = "NOTHING"
    DENIES_MARKETING_CALLS = "DENIES_MARKETING_CALLS"
    LAPSES = "LAPSES"


@dataclass(frozen=True, slots=True, kw_only=True)
class Next:
    """The task that follows: due after a while, or when the person asked to be called."""

    kind: TaskKind
    after: timedelta
    sla: timedelta | None = None
    at_callback: bool = False
    for_source_team: bool = False
    """The team of the call's source does it, not the lead's owner."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Effects:
    """One row. None means: nothing."""

    lead: LeadEvent | None = None
    reason: RejectReason | None = None
    """What the lead's receipt says where the agent gave no reason."""
    every_lead: bool = False
    """All that is open of her, not the lead of this call alone."""
    number: NumberFinding = NumberFinding.NOTHING
    consent: ConsentEffect = ConsentEffect.NOTHING
    next: Next | None = None
    opens_case: bool = False
    """Somebody must answer her: a complaint is filed with the call."""


NOTHING: Final = Effects()
"""What follows from a call that we missed, or gave up: nobody was tried and nothing was learnt."""

_DAY: Final = timedelta(days=1)
_RETRY: Final = Next(kind=TaskKind.RETRY, after=_DAY)
_CALLBACK: Final = Next(kind=TaskKind.CALLBACK, after=_DAY, sla=_DAY, at_callback=True)
_HAND_OFF: Final = Next(kind=TaskKind.FIRST_CALL, after=timedelta(0), sla=_DAY)
_VERIFY: Final = Next(kind=TaskKind.VERIFY_DATA, after=7 * _DAY, for_source_team=True)
_ATTEMPT: Final = Effects(lead=LeadEvent.ATTEMPTED, next=_RETRY)
_HER: Final = NumberFinding.REACHES_HER

RESULTS: Final[Mapping[CallResult, Effects]] = MappingProxyType(
    {
        CallResult.ANSWERED: Effects(lead=LeadEvent.CONNECTED, number=NumberFinding.IS_ANSWERED),
        CallResult.NO_ANSWER: _ATTEMPT,
        CallResult.BUSY: _ATTEMPT,
        CallResult.REJECTED: _ATTEMPT,
        CallResult.VOICEMAIL: _ATTEMPT,
        CallResult.POWERED_OFF: Effects(
            lead=LeadEvent.ATTEMPTED, number=NumberFinding.IS_POWERED_OFF, next=_RETRY
        ),
        CallResult.OUT_OF_COVERAGE: _ATTEMPT,
        CallResult.SUSPENDED: Effects(
            lead=LeadEvent.ATTEMPTED, number=NumberFinding.IS_SUSPENDED, next=_RETRY
        ),
        CallResult.UNALLOCATED: Effects(
            lead=LeadEvent.NUMBER_INVALID,
            every_lead=True,
            number=NumberFinding.IS_UNALLOCATED,
            next=_VERIFY,
        ),
        CallResult.NETWORK_FAILURE: Effects(next=_RETRY),
        CallResult.BLOCKED: Effects(lead=LeadEvent.ATTEMPTED),
        CallResult.ABANDONED: NOTHING,
        CallResult.CANCELLED: NOTHING,
    }
)
"""What the network said, where nobody said more."""

OUTCOMES: Final[Mapping[CallOutcome, Effects]] = MappingProxyType(
    {
        CallOutcome.INTERESTED: Effects(lead=LeadEvent.INTERESTED, number=_HER, next=_HAND_OFF),
        CallOutcome.CALLBACK_REQUESTED: Effects(
            lead=LeadEvent.CONNECTED, number=_HER, next=_CALLBACK
        ),
        CallOutcome.APPOINTMENT: Effects(lead=LeadEvent.APPOINTED, number=_HER, next=_CALLBACK),
        CallOutcome.SALE: Effects(
            lead=LeadEvent.SOLD,
            number=_HER,
            next=Next(kind=TaskKind.SATISFACTION, after=7 * _DAY),
        ),
        CallOutcome.INFO_SENT: Effects(lead=LeadEvent.CONNECTED, number=_HER),
        CallOutcome.NURTURE: Effects(
            lead=LeadEvent.POSTPONED,
            number=_HER,
            next=Next(kind=TaskKind.NURTURE, after=30 * _DAY, at_callback=True),
        ),
        CallOutcome.NOT_INTERESTED: Effects(lead=LeadEvent.DECLINED, number=_HER),
        CallOutcome.REFUSED: Effects(lead=LeadEvent.DECLINED, number=_HER),
        CallOutcome.WRONG_NUMBER: Effects(
            lead=LeadEvent.PERSON_WRONG,
            every_lead=True,
            number=NumberFinding.IS_ANOTHER_S,
            consent=ConsentEffect.LAPSES,
            next=_VERIFY,
        ),
        CallOutcome.WRONG_PERSON: Effects(
            lead=LeadEvent.PERSON_WRONG, number=NumberFinding.IS_ANSWERED, next=_VERIFY
        ),
        CallOutcome.THIRD_PARTY_ANSWERED: Effects(
            lead=LeadEvent.ATTEMPTED, number=NumberFinding.IS_ANSWERED, next=_RETRY
        ),
        CallOutcome.LANGUAGE_BARRIER: Effects(
            lead=LeadEvent.CONNECTED, number=NumberFinding.IS_ANSWERED, next=_RETRY
        ),
        CallOutcome.ALREADY_CUSTOMER: Effects(
            lead=LeadEvent.DECLINED, reason=RejectReason.ALREADY_CUSTOMER, number=_HER
        ),
        CallOutcome.COMPLAINT: Effects(lead=LeadEvent.COMPLAINED, number=_HER, opens_case=True),
        CallOutcome.DO_NOT_CALL: Effects(
            lead=LeadEvent.BARRED,
            reason=RejectReason.DO_NOT_CALL,
            every_lead=True,
            number=_HER,
            consent=ConsentEffect.DENIES_MARKETING_CALLS,
        ),
        CallOutcome.DECEASED_OR_CLOSED: Effects(
            lead=LeadEvent.BARRED,
            reason=RejectReason.OTHER,
            every_lead=True,
            number=NumberFinding.IS_ANSWERED,
            next=_VERIFY,
        ),
    }
)
"""What the person said: it counts instead of the network's word."""


CHANGES_OWNER: Final = frozenset({NumberFinding.IS_ANOTHER_S, NumberFinding.IS_UNALLOCATED})
"""After these nobody, or somebody else, answers the number."""


def effects_of(direction: Direction, result: CallResult, outcome: CallOutcome | None) -> Effects:
    """What follows from a call. A call that we missed shows nothing of the person or her number."""
    if outcome is not None and result is CallResult.ANSWERED:
        return OUTCOMES[outcome]
    if direction is Direction.INBOUND and result is not CallResult.ANSWERED:
        return NOTHING
    return RESULTS[result]
