"""MaskedPhone: the only shape in which answers show a number."""

from __future__ import annotations

from datetime import datetime

import strawberry

from cdp.api.field import held, plain, turn_of
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

    @plain("random id of an ownership", "Names the number without saying it.")
    def id(self, info: strawberry.Info) -> strawberry.ID:
        """The ownership's id."""
        return turn_of(info).ids.of(Fact.NUMBER, self.number)

    @held(_PHONE, "The masked number, such as 138****8000.")
    def display(self, info: strawberry.Info) -> str | None:
        """The number under its mask: a reveal has a payload of its own."""
        return turn_of(info).text("MaskedPhone.display", _PHONE, self.number.e164)

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

    @held(_LINE, "What calls have shown of the line.")
    def status(self, info: strawberry.Info) -> NumberStatus | None:
        """The status of the line."""
        return turn_of(info).fact("MaskedPhone.status", self.number.status)

    @held(_LINE, "When the number was last proven to reach this person.")
    def verified_at(self, info: strawberry.Info) -> datetime | None:
        """When it was verified."""
        return turn_of(info).fact("MaskedPhone.verifiedAt", self.number.verified_at)
