"""What the rows of ownerships say: unreadable without a Grant."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from cdp.identity.record import NumberStatus
from privacy.terms import DataCategory, LineType
from privacy.vault import ClearCell, GuardedCell, KeyedFacts, SealedCell

_LINE: Final = DataCategory.CONTACT_CALL_RECORD


class OwnedNumber(KeyedFacts):
    """A number that a person answers: a row of `identity.store.lateral`."""

    __slots__ = ()

    e164 = SealedCell(2, "phone_ownership.e164", DataCategory.CONTACT_PHONE)
    status = GuardedCell(3, _LINE, NumberStatus)
    verified_at = GuardedCell[datetime | None](4, _LINE)
    country = ClearCell[str](5)
    region = ClearCell[str](6)
    line_type = ClearCell(7, LineType)
