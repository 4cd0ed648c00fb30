"""What the rows of messages say: unreadable without a Grant."""

from __future__ import annotations

from datetime import datetime
from typing import Final
from uuid import UUID

from cdp.database.cells import PlacedFacts
from cdp.interactions.message import BounceKind, MessageState
from cdp.interactions.message_store import COLUMNS
from cdp.interactions.record import Direction
from cdp.vocabulary import Channel
from privacy.terms import DataCategory
from privacy.vault import ClearCell, GuardedCell

_RECORD: Final = DataCategory.CONTACT_CALL_RECORD

_at = COLUMNS.index


class MessageFacts(PlacedFacts):
    """One message: a row of `interactions.message_store.lateral`."""

    __slots__ = ()

    channel = GuardedCell(_at("channel"), _RECORD, Channel)
    direction = GuardedCell(_at("direction"), _RECORD, Direction)
    template = GuardedCell[str | None](_at("template"), _RECORD)
    state = GuardedCell(_at("state"), _RECORD, MessageState)
    bounce_kind = GuardedCell[BounceKind | None](_at("bounce_kind"), _RECORD, BounceKind)
    cost_minor = GuardedCell[int | None](_at("cost_minor"), _RECORD)
    currency = GuardedCell[str | None](_at("currency"), _RECORD)
    sent_at = GuardedCell[datetime](_at("sent_at"), _RECORD)
    campaign = GuardedCell[str | None](_at("campaign"), DataCategory.ACQUISITION_SOURCE)
    lead = ClearCell[UUID | None](_at("lead_id"))
    case = ClearCell[UUID | None](_at("case_id"))
    agent = GuardedCell[str](_at("agent"), DataCategory.STAFF_ACTIVITY)

    _order = _at("sent_at")
