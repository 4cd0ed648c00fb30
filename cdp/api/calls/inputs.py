"""What logCall takes."""

from __future__ import annotations

from datetime import datetime

import strawberry

from cdp.api.parts import may, must, plain, plain_may
from cdp.api.scalars import PhoneNumber
from cdp.interactions.record import CallOutcome, CallResult, Direction
from cdp.vocabulary import IntentLevel, RejectReason
from privacy.terms import DataCategory


@strawberry.input(description="One call. Give the number, or the profile, and not both.")
class LogCallInput:
    """A call."""

    source: str = plain("name of a declared source", "Where it comes from: a declared source.")
    direction: Direction = must(DataCategory.CONTACT_CALL_RECORD, "Who dialled.")
    started_at: datetime = must(DataCategory.CONTACT_CALL_RECORD, "When it began.")
    result: CallResult = must(DataCategory.CONTACT_CALL_RECORD, "What the network said.")
    number: PhoneNumber | None = may(DataCategory.CONTACT_PHONE, "The number, in any usual form.")
    profile: strawberry.ID | None = plain_may("random id", "The profile.")
    outcome: CallOutcome | None = may(DataCategory.CONTACT_CALL_OUTCOME, "What she said.")
    ring_seconds: int | None = may(DataCategory.CONTACT_CALL_RECORD, "Seconds of ringing.")
    talk_seconds: int | None = may(DataCategory.CONTACT_CALL_RECORD, "Seconds of talking.")
    notes: str | None = may(DataCategory.FREETEXT_CALL, "What the agent noted.")
    intent_level: IntentLevel | None = may(
        DataCategory.CONTACT_CALL_OUTCOME, "How ready she is to buy."
    )
    reject_reason: RejectReason | None = may(
        DataCategory.CONTACT_CALL_OUTCOME, "Why she does not buy."
    )
    callback_at: datetime | None = may(
        DataCategory.CONTACT_CALL_RECORD, "When she wants to be called."
    )
    recording_ref: str | None = may(
        DataCategory.CONTACT_CALL_CONTENT, "Where the telephone system keeps the recording."
    )
    campaign: str | None = may(DataCategory.ACQUISITION_SOURCE, "The campaign's key.")
    lead: strawberry.ID | None = plain_may(
        "random id", "The lead that it was about, with its profile; left out: her newest."
    )
    case: strawberry.ID | None = plain_may(
        "random id", "The case that it was about, with its profile."
    )
    external_key: str | None = may(
        DataCategory.CONTACT_CALL_RECORD, "The call's number in the telephone system: filed once."
    )
