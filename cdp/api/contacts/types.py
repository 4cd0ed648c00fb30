"""Contacts on the surface: what each source says of a person."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Final

import strawberry

from cdp.api.field import given, held, named, plain, shown, turn_of
from cdp.api.ids import Fact, Record
from cdp.api.node import Node
from cdp.api.page import InList, PageInfo, page_info
from cdp.contacts.facts import AddressFacts, ContactFacts
from cdp.contacts.record import (
    AddressKind,
    ContactKind,
    ContactRole,
    DayPart,
    Gender,
    address_line,
)
from cdp.contacts.survivorship import CATEGORY, ContactField
from cdp.vocabulary import Channel
from privacy.terms import DataCategory
from privacy.vault import Sealed

LIST: Final = "contacts"
"""The list of a person; its cursors fit no other."""


def _confirmed(field: ContactField) -> Any:
    """When the person confirmed `field`: of the field's own category."""
    words = field.column.title()
    coordinate = f"Contact.{words[0].lower()}{words[1:]}ConfirmedAt"

    def at(self: Contact, info: strawberry.Info) -> datetime | None:
        return turn_of(info).fact(coordinate, self.contact.confirmed_at[field])

    said = f"When she confirmed the {field.column}; null where she did not."
    return held(CATEGORY[field], said)(at)


@strawberry.type(description="A company that people act for. No person is in it.")
class Organisation:
    """An organisation."""

    id: strawberry.ID = given("random id", "Names the organisation.")
    name: str = given("an organisation, no person", "Its name.")
    industry: str | None = given("an organisation, no person", "Its trade.")
    region: str | None = given("an organisation, no person", "Where it sits.")


@strawberry.type(description="A further address of a contact.")
class ContactAddress:
    """One address."""

    facts: strawberry.Private[AddressFacts]

    kind: AddressKind | None = shown(AddressFacts.kind, "What it is for.", at="facts")

    @held(DataCategory.CONTACT_ADDRESS, "The postal address, or the city alone.")
    def address(self, info: strawberry.Info) -> str | None:
        """The address in one line."""
        stored = turn_of(info).text(
            "ContactAddress.address", DataCategory.CONTACT_ADDRESS, self.facts.address
        )
        return None if stored is None else address_line(stored)


@strawberry.type(description="What one source says of a person.")
class Contact(Node):
    """One contact."""

    contact: strawberry.Private[ContactFacts]

    id: strawberry.ID = named(Fact.CONTACT, "Names the contact.", at="contact")
    source: str | None = shown(ContactFacts.source, "The source that says it.", at="contact")
    role: ContactRole | None = shown(ContactFacts.role, "What the person is to us.", at="contact")
    name: str | None = shown(ContactFacts.name, "The name.", at="contact")
    email: str | None = shown(ContactFacts.email, "The e-mail address.", at="contact")

    @held(DataCategory.CONTACT_ADDRESS, "The postal address, or the city alone.")
    def address(self, info: strawberry.Info) -> str | None:
        """The address in one line."""
        stored = turn_of(info).text(
            "Contact.address", DataCategory.CONTACT_ADDRESS, self.contact.address
        )
        return None if stored is None else address_line(stored)

    company: str | None = shown(
        ContactFacts.company, "The company that the person acts for.", at="contact"
    )
    kind: ContactKind | None = shown(
        ContactFacts.kind, "Whether she stands for herself or acts for a company.", at="contact"
    )

    @held(DataCategory.IDENTITY_NAME, "The given name.")
    def given_name(self, info: strawberry.Info) -> str | None:
        """The given name."""
        return self._name(info, "givenName", self.contact.given_name)

    @held(DataCategory.IDENTITY_NAME, "The family name.")
    def family_name(self, info: strawberry.Info) -> str | None:
        """The family name."""
        return self._name(info, "familyName", self.contact.family_name)

    @held(DataCategory.IDENTITY_NAME, "How the name is pronounced.")
    def phonetic_name(self, info: strawberry.Info) -> str | None:
        """The sound of the name."""
        return self._name(info, "phoneticName", self.contact.phonetic_name)

    @held(DataCategory.IDENTITY_NAME, "What she does at the company.")
    def title(self, info: strawberry.Info) -> str | None:
        """The title."""
        return self._name(info, "title", self.contact.title)

    @held(DataCategory.IDENTITY_NAME, "The organisation that she acts for.")
    def organisation(self, info: strawberry.Info) -> Organisation | None:
        """The organisation."""
        found = turn_of(info).fact("Contact.organisation", self.contact.organisation)
        if found is None:
            return None
        return Organisation(
            id=turn_of(info).ids.record(Record.ORGANISATION, found.id),
            name=found.name,
            industry=found.industry,
            region=found.region or None,
        )

    @held(DataCategory.CONTACT_ADDRESS, "Further addresses, each for its use.")
    def addresses(self, info: strawberry.Info) -> list[ContactAddress] | None:
        """The addresses."""
        if not turn_of(info).shows("Contact.addresses", DataCategory.CONTACT_ADDRESS):
            return None
        return [ContactAddress(facts=each) for each in self.contact.addresses]

    gender: Gender | None = shown(ContactFacts.gender, "As she says it herself.", at="contact")
    birthday: str | None = shown(
        ContactFacts.birthday, "The day of birth, YYYY-MM-DD, or the year alone.", at="contact"
    )
    locale: str | None = shown(ContactFacts.locale, "Her language, such as zh-CN.", at="contact")
    preferred_channel: Channel | None = shown(
        ContactFacts.preferred_channel, "By what means she likes to be reached.", at="contact"
    )
    preferred_time: DayPart | None = shown(
        ContactFacts.preferred_time, "When she likes to be reached.", at="contact"
    )

    name_confirmed_at = _confirmed(ContactField.NAME)
    email_confirmed_at = _confirmed(ContactField.EMAIL)
    address_confirmed_at = _confirmed(ContactField.ADDRESS)
    company_confirmed_at = _confirmed(ContactField.COMPANY)
    title_confirmed_at = _confirmed(ContactField.TITLE)
    gender_confirmed_at = _confirmed(ContactField.GENDER)
    birthday_confirmed_at = _confirmed(ContactField.BIRTHDAY)
    locale_confirmed_at = _confirmed(ContactField.LOCALE)

    @plain("version of a row", "Counts how often the contact was said or confirmed.")
    def version(self) -> int:
        """The version."""
        return self.contact.version

    def _name(self, info: strawberry.Info, field: str, sealed: Sealed | None) -> str | None:
        return turn_of(info).text(f"Contact.{field}", DataCategory.IDENTITY_NAME, sealed)

    @plain("time of a row", "When the source said it.")
    def occurred_at(self) -> datetime:
        """The time."""
        return self.contact.occurred_at


@strawberry.type(description="A contact in a list.")
class ContactEdge(InList):
    """Relay's edge."""

    node: Contact = given("its fields are classified", "The contact.")


@strawberry.type(description="Contacts, newest first.")
class ContactConnection:
    """Relay's connection."""

    edges: list[ContactEdge] = given("its nodes' fields are classified", "The contacts.")
    page_info: PageInfo = given("says only whether more follow", "Whether more follow.")


def contact_connection(
    contacts: tuple[ContactFacts, ...],
    first: int,
    after: str | None,
    *,
    listing: str = LIST,
) -> ContactConnection:
    """The first `first` of `contacts`."""
    return ContactConnection(
        edges=[
            ContactEdge(listing=listing, row=each, node=Contact(contact=each))
            for each in contacts[:first]
        ],
        page_info=page_info(listing, contacts, first, after),
    )
