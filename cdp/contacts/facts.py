"""What the rows of contacts say: unreadable without a Grant."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final, Self
from uuid import UUID

from cdp.contacts.record import AddressKind, ContactKind, ContactRole, DayPart, Gender
from cdp.contacts.store import ADDRESS_COLUMNS, COLUMNS
from cdp.contacts.survivorship import CATEGORY, ContactField
from cdp.database.cells import Cells, PlacedFacts
from cdp.vocabulary import Channel
from privacy.terms import DataCategory
from privacy.vault import ClearCell, Guarded, GuardedCell, KeyedFacts, RowsCell, SealedCell

_NAME: Final = DataCategory.IDENTITY_NAME
_BASIC: Final = DataCategory.DEMOGRAPHIC_BASIC
_BIRTH: Final = DataCategory.DEMOGRAPHIC_BIRTHDATE
_ADDRESS: Final = DataCategory.CONTACT_ADDRESS
_STAGE: Final = DataCategory.DERIVED_STAGE

_placed = ADDRESS_COLUMNS.index
_at = (*COLUMNS, "organisation", "addresses").index


def _text(column: str, category: DataCategory) -> SealedCell:
    return SealedCell(_at(column), f"contact.{column}", category)


def _confirmed(field: ContactField) -> GuardedCell[datetime | None]:
    """When she confirmed `field`: of the field's own category."""
    return GuardedCell(_at(field.confirmed), CATEGORY[field])


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


class AddressFacts(KeyedFacts):
    """A further address: a row of ADDRESS_COLUMNS."""

    __slots__ = ()

    kind = GuardedCell(_placed("kind"), _ADDRESS, AddressKind)
    address = SealedCell(_placed("address"), "contact_address.address", _ADDRESS)


class ContactFacts(PlacedFacts):
    """What one source says of a person: a row of `contacts.store.lateral`."""

    __slots__ = ()

    source = GuardedCell[str](_at("source"), DataCategory.ACQUISITION_SOURCE)
    kind = GuardedCell[ContactKind | None](_at("kind"), _STAGE, ContactKind)
    role = GuardedCell(_at("role"), _STAGE, ContactRole)
    name = _text("name", _NAME)
    given_name = _text("given_name", _NAME)
    family_name = _text("family_name", _NAME)
    phonetic_name = _text("phonetic_name", _NAME)
    email = _text("email", DataCategory.CONTACT_EMAIL)
    address = _text("address", _ADDRESS)
    addresses = RowsCell(_at("addresses"), AddressFacts)
    company = _text("company", _NAME)
    title = _text("title", _NAME)
    organisation = GuardedCell[OrganisationFacts | None](
        _at("organisation"), _NAME, OrganisationFacts.of
    )
    gender = GuardedCell[Gender | None](_at("gender"), _BASIC, Gender)
    birthday = _text("birthday", _BIRTH)
    locale = GuardedCell[str | None](_at("locale"), _BASIC)
    preferred_channel = GuardedCell[Channel | None](_at("preferred_channel"), _BASIC, Channel)
    preferred_time = GuardedCell[DayPart | None](_at("preferred_time"), _BASIC, DayPart)
    name_confirmed_at = _confirmed(ContactField.NAME)
    email_confirmed_at = _confirmed(ContactField.EMAIL)
    address_confirmed_at = _confirmed(ContactField.ADDRESS)
    company_confirmed_at = _confirmed(ContactField.COMPANY)
    title_confirmed_at = _confirmed(ContactField.TITLE)
    gender_confirmed_at = _confirmed(ContactField.GENDER)
    birthday_confirmed_at = _confirmed(ContactField.BIRTHDAY)
    locale_confirmed_at = _confirmed(ContactField.LOCALE)
    occurred_at = ClearCell[datetime](_at("occurred_at"))
    version = ClearCell[int](_at("version"))

    _order = _at("n")

    @property
    def confirmed_at(self) -> Mapping[ContactField, Guarded[datetime | None]]:
        """When she confirmed each field."""
        return {field: getattr(self, field.confirmed) for field in ContactField}
