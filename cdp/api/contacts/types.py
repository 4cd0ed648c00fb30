"""Contacts on the surface: what each source says of a person."""

from __future__ import annotations

from datetime import datetime
from typing import Final

import strawberry

from cdp.api.field import given, held, plain, turn_of
from cdp.api.page import PageInfo, page_info
from cdp.api.turn import Turn
from cdp.contacts.facts import ContactFacts
from cdp.contacts.record import ContactRole, address_line
from privacy.terms import DataCategory

LIST: Final = "contacts"
"""The list of a person; its cursors fit no other."""


@strawberry.type(description="What one source says of a person.")
class Contact:
    """One contact."""

    contact: strawberry.Private[ContactFacts]

    @plain("random id", "Names the contact.")
    def id(self) -> strawberry.ID:
        """Our id."""
        return strawberry.ID(str(self.contact.id))

    @held(DataCategory.ACQUISITION_SOURCE, "The source that says it.")
    def source(self, info: strawberry.Info) -> str | None:
        """The source's key."""
        return turn_of(info).fact("Contact.source", self.contact.source)

    @held(DataCategory.DERIVED_STAGE, "What the person is to us.")
    def role(self, info: strawberry.Info) -> ContactRole | None:
        """The role."""
        return turn_of(info).fact("Contact.role", self.contact.role)

    @held(DataCategory.IDENTITY_NAME, "The name.")
    def name(self, info: strawberry.Info) -> str | None:
        """The name."""
        return turn_of(info).text("Contact.name", DataCategory.IDENTITY_NAME, self.contact.name)

    @held(DataCategory.CONTACT_EMAIL, "The e-mail address.")
    def email(self, info: strawberry.Info) -> str | None:
        """The e-mail address."""
        return turn_of(info).text("Contact.email", DataCategory.CONTACT_EMAIL, self.contact.email)

    @held(DataCategory.CONTACT_ADDRESS, "The postal address, or the city alone.")
    def address(self, info: strawberry.Info) -> str | None:
        """The address in one line."""
        stored = turn_of(info).text(
            "Contact.address", DataCategory.CONTACT_ADDRESS, self.contact.address
        )
        return None if stored is None else address_line(stored)

    @held(DataCategory.IDENTITY_NAME, "The company that the person acts for.")
    def company(self, info: strawberry.Info) -> str | None:
        """The company."""
        return turn_of(info).text(
            "Contact.company", DataCategory.IDENTITY_NAME, self.contact.company
        )

    @plain("time of a row", "When the source said it.")
    def occurred_at(self) -> datetime:
        """The time."""
        return self.contact.occurred_at


@strawberry.type(description="A contact in a list.")
class ContactEdge:
    """Relay's edge."""

    cursor: str = given("place in a list, unreadable", "Go on after here.")
    node: Contact = given("its fields are classified", "The contact.")


@strawberry.type(description="Contacts, newest first.")
class ContactConnection:
    """Relay's connection."""

    edges: list[ContactEdge] = given("its nodes' fields are classified", "The contacts.")
    page_info: PageInfo = given("says only whether more follow", "Whether more follow.")


def contact_connection(
    turn: Turn, contacts: tuple[ContactFacts, ...], first: int, *, listing: str = LIST
) -> ContactConnection:
    """The first `first` of `contacts`."""
    return ContactConnection(
        edges=[
            ContactEdge(cursor=turn.cursors.cursor(listing, each.place), node=Contact(contact=each))
            for each in contacts[:first]
        ],
        page_info=page_info(turn, listing, [each.place for each in contacts], first),
    )
