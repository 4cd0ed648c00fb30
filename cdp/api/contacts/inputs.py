"""What upsertContact takes."""

from __future__ import annotations

import strawberry

from cdp.api.parts import may, must, plain
from cdp.api.scalars import PhoneNumber
from cdp.contacts.record import ContactRole
from privacy.terms import DataCategory


@strawberry.input(description="A postal address in three parts, so that the city alone can show.")
class AddressInput:
    """Province, city, and the rest."""

    province: str | None = may(DataCategory.CONTACT_ADDRESS, "Province or municipality.")
    city: str | None = may(DataCategory.CONTACT_ADDRESS, "City.")
    street: str | None = may(DataCategory.CONTACT_ADDRESS, "District, street, house, room.")


@strawberry.input(description="What one source says of the person behind a number.")
class UpsertContactInput:
    """A contact."""

    number: PhoneNumber = must(DataCategory.CONTACT_PHONE, "The number, in any usual form.")
    source: str = plain("name of a declared source", "Where it comes from: a declared source.")
    name: str | None = may(DataCategory.IDENTITY_NAME, "The name.")
    email: str | None = may(DataCategory.CONTACT_EMAIL, "The e-mail address.")
    address: AddressInput | None = may(DataCategory.CONTACT_ADDRESS, "The postal address.")
    company: str | None = may(DataCategory.IDENTITY_NAME, "The company that she acts for.")
    role: ContactRole | None = may(DataCategory.DERIVED_STAGE, "What she is to us.")
