"""Provenance on the surface: why this value is here."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Final

import strawberry

from cdp.api.field import plain, shown, turn_of
from cdp.api.ids import Fact
from cdp.api.labels import opened
from cdp.contacts.provenance import Provenance as Facts
from cdp.contacts.survivorship import ContactField
from cdp.errors import InvalidField
from privacy.terms import DataCategory

_SOURCE: Final = DataCategory.ACQUISITION_SOURCE

OfField = Annotated[
    str,
    strawberry.argument(
        directives=opened("name of a field"),
        description="name, email, address, company, title, gender, birthday or locale.",
    ),
]


def field_of(name: str) -> ContactField:
    """The field of that name.

    Raises:
        InvalidField: there is none.
    """
    found = next((each for each in ContactField if each.column == name), None)
    if found is None:
        names = ", ".join(each.column for each in ContactField)
        raise InvalidField("field", f"Ask for one of these: {names}.")
    return found


@strawberry.type(description="Whose word a field is: shown where the field itself is shown.")
class Provenance:
    """One field's."""

    facts: strawberry.Private[Facts]

    @plain("name of a field", "The field.")
    def field(self) -> str:
        """The field's name."""
        return self.facts.field.column

    source: str | None = shown(Facts.source, "The declared source whose word it is.", at="facts")

    @plain("random id", "The contact that says so.")
    def contact_id(self, info: strawberry.Info) -> strawberry.ID:
        """The contact's id."""
        return turn_of(info).ids.fact(Fact.CONTACT, self.facts.subject, self.facts.contact)

    since: datetime | None = shown(Facts.since, "Since when it says so.", at="facts")
    verified: bool | None = shown(Facts.verified, "Whether the person confirmed it.", at="facts")
