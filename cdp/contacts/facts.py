"""What the rows of contacts say: unreadable without a Grant."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Self, TypeVar
from uuid import UUID

from cdp.contacts.record import AddressKind, ContactKind, ContactRole, DayPart, Gender
from cdp.contacts.store import COLUMNS
from cdp.contacts.survivorship import CATEGORY, ContactField
from cdp.database.cells import Cells, sealed
from cdp.database.listing import Place
from cdp.vocabulary import Channel
from privacy.terms import DataCategory as Category
from privacy.vault.sealed import Guarded, Sealed

T = TypeVar("T")
W = TypeVar("W", bound=StrEnum)


@dataclass(frozen=True, slots=True, kw_only=True)
class OrganisationFacts:
    """The organisation that a contact acts for. No person is in it."""

    id: UUID
    name: str
    industry: str | None
    region: str

    @classmethod
    def of(cls, cells: Cells) -> Self:
        """From a row of ORGANISATION_COLUMNS."""
        row, name, industry, region = cells
        return cls(id=row, name=name, industry=industry, region=region)


@dataclass(frozen=True, slots=True, kw_only=True)
class AddressFacts:
    """A further address."""

    kind: Guarded[AddressKind]
    address: Sealed | None

    @classmethod
    def of(cls, cells: Cells) -> Self:
        """From a row of ADDRESS_COLUMNS."""
        subject, _, kind, address = cells
        placing = Category.CONTACT_ADDRESS
        return cls(
            kind=Guarded(AddressKind(kind), subject=subject, category=placing),
            address=sealed(address, cells, "contact_address.address", placing),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactFacts:
    """What one source says of a person."""

    subject: UUID
    id: UUID
    source: Guarded[str]
    kind: Guarded[ContactKind | None]
    role: Guarded[ContactRole]
    name: Sealed | None
    given_name: Sealed | None
    family_name: Sealed | None
    phonetic_name: Sealed | None
    email: Sealed | None
    address: Sealed | None
    addresses: tuple[AddressFacts, ...]
    company: Sealed | None
    title: Sealed | None
    organisation: Guarded[OrganisationFacts | None]
    gender: Guarded[Gender | None]
    birthday: Sealed | None
    locale: Guarded[str | None]
    preferred_channel: Guarded[Channel | None]
    preferred_time: Guarded[DayPart | None]
    confirmed_at: Mapping[ContactField, Guarded[datetime | None]]
    occurred_at: datetime
    version: int
    place: Place

    @classmethod
    def of(cls, cells: Cells) -> Self:
        """From a row of `contacts.store.lateral`."""
        subject, (organisation, addresses) = cells[0], cells[len(COLUMNS) :]
        cell = dict(zip(COLUMNS, cells, strict=False))

        def text(column: str, category: Category) -> Sealed | None:
            return sealed(cell[column], cells, f"contact.{column}", category)

        def fact(value: T, category: Category) -> Guarded[T]:
            return Guarded(value, subject=subject, category=category)

        def word(column: str, kind: type[W], category: Category) -> Guarded[W | None]:
            value = cell[column]
            return fact(None if value is None else kind(value), category)

        basic = Category.DEMOGRAPHIC_BASIC
        acting_for = None if organisation is None else OrganisationFacts.of(organisation)
        return cls(
            subject=subject,
            id=cell["id"],
            source=fact(cell["source"], Category.ACQUISITION_SOURCE),
            kind=word("kind", ContactKind, Category.DERIVED_STAGE),
            role=fact(ContactRole(cell["role"]), Category.DERIVED_STAGE),
            name=text("name", Category.IDENTITY_NAME),
            given_name=text("given_name", Category.IDENTITY_NAME),
            family_name=text("family_name", Category.IDENTITY_NAME),
            phonetic_name=text("phonetic_name", Category.IDENTITY_NAME),
            email=text("email", Category.CONTACT_EMAIL),
            address=text("address", Category.CONTACT_ADDRESS),
            addresses=tuple(AddressFacts.of(address) for address in addresses),
            company=text("company", Category.IDENTITY_NAME),
            title=text("title", Category.IDENTITY_NAME),
            organisation=fact(acting_for, Category.IDENTITY_NAME),
            gender=word("gender", Gender, basic),
            birthday=text("birthday", Category.DEMOGRAPHIC_BIRTHDATE),
            locale=fact(cell["locale"], basic),
            preferred_channel=word("preferred_channel", Channel, basic),
            preferred_time=word("preferred_time", DayPart, basic),
            confirmed_at={
                field: fact(cell[field.confirmed], CATEGORY[field]) for field in ContactField
            },
            occurred_at=cell["occurred_at"],
            version=cell["version"],
            place=Place(at=cell["n"], id=cell["id"]),
        )
