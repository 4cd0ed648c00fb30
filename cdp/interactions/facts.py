"""What the rows of calls say: unreadable without a Grant."""

from __future__ import annotations

from datetime import datetime
from typing import Final
from uuid import UUID

from cdp.database.cells import PlacedFacts
from cdp.interactions.record import CallOutcome, CallResult, Channel, Direction
from cdp.interactions.store import COLUMNS
from cdp.vocabulary import IntentLevel, RejectReason
from privacy.terms import DataCategory
from privacy.vault import ClearCell, GuardedCell, SealedCell

_RECORD: Final = DataCategory.CONTACT_CALL_RECORD
_SAID: Final = DataCategory.CONTACT_CALL_OUTCOME
_CONTENT: Final = DataCategory.CONTACT_CALL_CONTENT

_at = COLUMNS.index


class CallFacts(PlacedFacts):
    """One call: a row of `interactions.store.lateral`."""

    __slots__ = ()

    direction = GuardedCell(_at("direction"), _RECORD, Direction)
    started_at = GuardedCell[datetime](_at("started_at"), _RECORD)
    ring_s = GuardedCell[int](_at("ring_s"), _RECORD)
    talk_s = GuardedCell[int](_at("talk_s"), _RECORD)
    result = GuardedCell(_at("result"), _RECORD, CallResult)
    outcome = GuardedCell[CallOutcome | None](_at("outcome"), _SAID, CallOutcome)
    notes = SealedCell(_at("notes"), "call.notes", DataCategory.FREETEXT_CALL)
    agent = GuardedCell[str](_at("agent"), DataCategory.STAFF_ACTIVITY)
    channel = GuardedCell(_at("channel"), _RECORD, Channel)
    intent = GuardedCell[IntentLevel | None](_at("intent_level"), _SAID, IntentLevel)
    reject_reason = GuardedCell[RejectReason | None](_at("reject_reason"), _SAID, RejectReason)
    callback_at = GuardedCell[datetime | None](_at("callback_at"), _RECORD)
    recording_ref = SealedCell(_at("recording_ref"), "call.recording_ref", _CONTENT)
    campaign = GuardedCell[str | None](_at("campaign"), DataCategory.ACQUISITION_SOURCE)
    lead = ClearCell[UUID | None](_at("lead_id"))
    case = ClearCell[UUID | None](_at("case_id"))

    _order = _at("started_at")
