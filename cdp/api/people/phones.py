"""MaskedPhone: the only shape in which answers show a number."""

from __future__ import annotations

from datetime import datetime

import strawberry

from cdp.api.field import named, plain, shown
from cdp.api.ids import Fact
from cdp.identity.facts import OwnedNumber
from cdp.identity.record import NumberStatus
from privacy.terms import DataCategory, LineType

_PHONE = DataCategory.CONTACT_PHONE
_LINE = DataCategory.CONTACT_CALL_RECORD


@strawberry.type(description="A number as it may be shown: masked, with its allocation facts.")
class MaskedPhone:
    """A number that a person answers."""

    number: strawberry.Private[OwnedNumber]

    id: strawberry.ID = named(
        Fact.NUMBER,
        "Names the number without saying it.",
        at="number",
        reason="random id of an ownership",
    )
    display: str | None = shown(
        OwnedNumber.e164, "The masked number, such as 138****8000.", at="number"
    )

    @plain("allocation fact of a number", "Country, ISO 3166-1 alpha-2.")
    def country(self) -> str | None:
        """Where the number is allocated."""
        return self.number.country or None

    @plain("allocation fact of a number", "Province or area of the allocation.")
    def region(self) -> str | None:
        """Where within the country."""
        return self.number.region or None

    @plain("allocation fact of a number", "Kind of line, by allocation.")
    def line_type(self) -> LineType | None:
        """The kind of line."""
        return self.number.line_type

    status: NumberStatus | None = shown(
        OwnedNumber.status, "What calls have shown of the line.", at="number"
    )
    verified_at: datetime | None = shown(
        OwnedNumber.verified_at,
        "When the number was last proven to reach this person.",
        at="number",
    )
