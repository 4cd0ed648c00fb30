"""Contacts on the surface: what each source says of a person."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Final

import strawberry

from cdp.api.field import given, held, named, plain, shown, turn_of
from cdp.api.ids import Fact, Record
from cdp.api.node import Node
from cdp.api.rows import Connection, InList, edges_of
from cdp.contacts.facts import AddressFacts, ContactFacts
from cdp.contacts.record import (
    AddressKind,
    ContactKind,
    ContactRole,
    DayPart,
    Gender,
    address_line,
)
from cdp.plan.writing.reading import Over
from cdp.vocabulary import Channel
from privacy.terms import DataCategory
from privacy.vault import Readable

LIST: Final = "contacts"
"""The list of a person; its cursors fit no other."""


def _confirmed(cell: Readable[ContactFacts, datetime | None], of: str) -> Any:
    """When the person confirmed a field: of the field's own category."""
    return shown(cell, f"When she confirmed the {of}; null where she did not.", at="contact")


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
    address: str | None = shown(
        AddressFacts.address,
        "The postal address, or the city alone.",
        at="facts",
        then=address_line,
    )


@strawberry.type(description="What one source says of a person.")
class Contact(Node):
    """One contact."""

    contact: strawberry.Private[ContactFacts]

    id: strawberry.ID = named(Fact.CONTACT, "Names the contact.", at="contact")
    source: str | None = shown(ContactFacts.source, "The source that says it.", at="contact")
    role: ContactRole | None = shown(ContactFacts.role, "What the person is to us.", at="contact")
    name: str | None = shown(ContactFacts.name, "The name.", at="contact")
    email: str | None = shown(ContactFacts.email, "The e-mail address.", at="contact")
    address: str | None = shown(
        ContactFacts.address,
        "The postal address, or the city alone.",
        at="contact",
        then=address_line,
    )
    company: str | None = shown(
        ContactFacts.company, "The company that the person acts for.", at="contact"
    )
    kind: ContactKind | None = shown(
        ContactFacts.kind, "Whether she stands for herself or acts for a company.", at="contact"
    )
    given_name: str | None = shown(ContactFacts.given_name, "The given name.", at="contact")
    family_name: str | None = shown(ContactFacts.family_name, "The family name.", at="contact")
    phonetic_name: str | None = shown(
        ContactFacts.phonetic_name, "How the name is pronounced.", at="contact"
    )
    title: str | None = shown(ContactFacts.title, "What she does at the company.", at="contact")

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

    name_confirmed_at: datetime | None = _confirmed(ContactFacts.name_confirmed_at, "name")
    email_confirmed_at: datetime | None = _confirmed(ContactFacts.email_confirmed_at, "email")
    address_confirmed_at: datetime | None = _confirmed(ContactFacts.address_confirmed_at, "address")
    company_confirmed_at: datetime | None = _confirmed(ContactFacts.company_confirmed_at, "company")
    title_confirmed_at: datetime | None = _confirmed(ContactFacts.title_confirmed_at, "title")
    gender_confirmed_at: datetime | None = _confirmed(ContactFacts.gender_confirmed_at, "gender")
    birthday_confirmed_at: datetime | None = _confirmed(
        ContactFacts.birthday_confirmed_at, "birthday"
    )
    locale_confirmed_at: datetime | None = _confirmed(ContactFacts.locale_confirmed_at, "locale")

    @plain("version of a row", "Counts how often the contact was said or confirmed.")
    def version(self) -> int:
        """The version."""
        return self.contact.version

    @plain("time of a row", "When the source said it.")
    def occurred_at(self) -> datetime:
        """The time."""
        return self.contact.occurred_at


@strawberry.type(description="A contact in a list.")
class ContactEdge(InList):
    """Relay's edge."""

    node: Contact = given("its fields are classified", "The contact.")


@strawberry.type(description="Contacts, newest first.")
class ContactConnection(Connection):
    """Relay's connection."""

    edges: list[ContactEdge] = edges_of(ContactEdge, Over(Contact, "contact"), "The contacts.")
