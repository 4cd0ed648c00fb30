"""What the acts on contacts take."""

from __future__ import annotations

import strawberry

from cdp.api.parts import may, must, plain, plain_may
from cdp.api.scalars import PhoneNumber
from cdp.contacts.record import AddressKind, ContactKind, ContactRole, DayPart, Gender
from cdp.contacts.survivorship import ContactField
from cdp.vocabulary import Channel
from privacy.terms import DataCategory


@strawberry.input(description="A postal address in three parts, so that the city alone can show.")
class AddressInput:
    """Province, city, and the rest."""

    province: str | None = may(DataCategory.CONTACT_ADDRESS, "Province or municipality.")
    city: str | None = may(DataCategory.CONTACT_ADDRESS, "City.")
    street: str | None = may(DataCategory.CONTACT_ADDRESS, "District, street, house, room.")


@strawberry.input(description="A further address, for its use.")
class ContactAddressInput(AddressInput):
    """What it is for, and where it is."""

    kind: AddressKind = must(DataCategory.CONTACT_ADDRESS, "What it is for.")


@strawberry.input(description="A company that a person acts for. No person is in it.")
class OrganisationInput:
    """An organisation: the same name in the same region is the same one."""

    name: str = must(DataCategory.IDENTITY_NAME, "Its name.")
    industry: str | None = may(DataCategory.IDENTITY_NAME, "Its trade.")
    region: str | None = may(DataCategory.IDENTITY_NAME, "Where it sits.")


@strawberry.input(description="What is said of a person. What is left out stays as it was.")
class ContactDataInput:
    """The fields of a contact."""

    kind: ContactKind | None = may(DataCategory.DERIVED_STAGE, "For herself or for a company.")
    role: ContactRole | None = may(DataCategory.DERIVED_STAGE, "What she is to us.")
    name: str | None = may(DataCategory.IDENTITY_NAME, "The name; else it is made of its parts.")
    given_name: str | None = may(DataCategory.IDENTITY_NAME, "The given name.")
    family_name: str | None = may(DataCategory.IDENTITY_NAME, "The family name.")
    phonetic_name: str | None = may(DataCategory.IDENTITY_NAME, "How it is pronounced.")
    email: str | None = may(DataCategory.CONTACT_EMAIL, "The e-mail address.")
    address: AddressInput | None = may(DataCategory.CONTACT_ADDRESS, "The main postal address.")
    addresses: list[ContactAddressInput] | None = may(
        DataCategory.CONTACT_ADDRESS, "Further addresses, one for each use."
    )
    company: str | None = may(DataCategory.IDENTITY_NAME, "The company, as she says it.")
    title: str | None = may(DataCategory.IDENTITY_NAME, "What she does there.")
    organisation: OrganisationInput | None = may(
        DataCategory.IDENTITY_NAME, "The organisation that she acts for."
    )
    gender: Gender | None = may(DataCategory.DEMOGRAPHIC_BASIC, "As she says it herself.")
    birthday: str | None = may(DataCategory.DEMOGRAPHIC_BIRTHDATE, "YYYY-MM-DD.")
    locale: str | None = may(DataCategory.DEMOGRAPHIC_BASIC, "Her language, such as zh-CN.")
    preferred_channel: Channel | None = may(
        DataCategory.DEMOGRAPHIC_BASIC, "By what means she likes to be reached."
    )
    preferred_time: DayPart | None = may(
        DataCategory.DEMOGRAPHIC_BASIC, "When she likes to be reached."
    )


@strawberry.input(description="What one source says of the person behind a number.")
class UpsertContactInput(ContactDataInput):
    """A contact."""

    number: PhoneNumber = must(DataCategory.CONTACT_PHONE, "The number, in any usual form.")
    source: str = plain("name of a declared source", "Where it comes from: a declared source.")


@strawberry.input(
    description="What a person said when her data was read back to her: right, or how it is right."
)
class ConfirmContactDataInput:
    """Fields of a contact that stand, and what is put right by the word of a source."""

    source: str = plain("name of a declared source", "Who asked her: a declared source.")
    number: PhoneNumber | None = may(DataCategory.CONTACT_PHONE, "The number, in any usual form.")
    profile: strawberry.ID | None = plain_may("random id", "The profile.")
    contact: strawberry.ID | None = plain_may("random id", "The contact whose fields stand.")
    confirmed: list[ContactField] | None = plain_may(
        "names of fields", "Which of its fields she confirmed."
    )
    corrected: ContactDataInput | None = plain_may(
        "its parts are classified", "What she put right."
    )
