"""What mutations take. Every personal part is a variable: a document never holds one."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import strawberry

from cdp.api.labels import opened, personal
from cdp.api.scalars import PhoneNumber
from cdp.contacts.record import ContactRole
from cdp.interactions.record import CallOutcome, CallResult, Direction
from cdp.orders.record import OrderStatus
from privacy.terms import ConsentKind, ConsentMethod, DataCategory, Purpose


def _may(category: DataCategory, description: str) -> Any:
    """A personal part that may be left out."""
    return strawberry.field(default=None, directives=personal(category), description=description)


def _must(category: DataCategory, description: str) -> Any:
    """A personal part."""
    return strawberry.field(directives=personal(category), description=description)


def _plain(reason: str, description: str) -> Any:
    """A part in which nobody is."""
    return strawberry.field(directives=opened(reason), description=description)


def _plain_may(reason: str, description: str) -> Any:
    """A part in which nobody is, and which may be left out."""
    return strawberry.field(default=None, directives=opened(reason), description=description)


@strawberry.input(description="A postal address in three parts, so that the city alone can show.")
class AddressInput:
    """Province, city, and the rest."""

    province: str | None = _may(DataCategory.CONTACT_ADDRESS, "Province or municipality.")
    city: str | None = _may(DataCategory.CONTACT_ADDRESS, "City.")
    street: str | None = _may(DataCategory.CONTACT_ADDRESS, "District, street, house, room.")


@strawberry.input(description="What one source says of the person behind a number.")
class UpsertContactInput:
    """A contact."""

    number: PhoneNumber = _must(DataCategory.CONTACT_PHONE, "The number, in any usual form.")
    source: str = _plain("name of a declared source", "Where it comes from: a declared source.")
    name: str | None = _may(DataCategory.IDENTITY_NAME, "The name.")
    email: str | None = _may(DataCategory.CONTACT_EMAIL, "The e-mail address.")
    address: AddressInput | None = _may(DataCategory.CONTACT_ADDRESS, "The postal address.")
    company: str | None = _may(DataCategory.IDENTITY_NAME, "The company that she acts for.")
    role: ContactRole | None = _may(DataCategory.DERIVED_STAGE, "What she is to us.")


@strawberry.input(description="A person who asked to be contacted.")
class CaptureLeadInput:
    """A lead, as far as a contact with its source goes."""

    number: PhoneNumber = _must(DataCategory.CONTACT_PHONE, "The number, in any usual form.")
    source: str = _plain("name of a declared source", "Where it comes from: a declared source.")
    name: str | None = _may(DataCategory.IDENTITY_NAME, "The name.")
    email: str | None = _may(DataCategory.CONTACT_EMAIL, "The e-mail address.")
    company: str | None = _may(DataCategory.IDENTITY_NAME, "The company that she acts for.")


@strawberry.input(description="One call. Give the number, or the profile, and not both.")
class LogCallInput:
    """A call."""

    source: str = _plain("name of a declared source", "Where it comes from: a declared source.")
    direction: Direction = _must(DataCategory.CONTACT_CALL_RECORD, "Who dialled.")
    started_at: datetime = _must(DataCategory.CONTACT_CALL_RECORD, "When it began.")
    result: CallResult = _must(DataCategory.CONTACT_CALL_RECORD, "What the network said.")
    number: PhoneNumber | None = _may(DataCategory.CONTACT_PHONE, "The number, in any usual form.")
    profile: strawberry.ID | None = _plain_may("random id", "The profile.")
    outcome: CallOutcome | None = _may(DataCategory.CONTACT_CALL_OUTCOME, "What she said.")
    ring_seconds: int | None = _may(DataCategory.CONTACT_CALL_RECORD, "Seconds of ringing.")
    talk_seconds: int | None = _may(DataCategory.CONTACT_CALL_RECORD, "Seconds of talking.")
    notes: str | None = _may(DataCategory.FREETEXT_CALL, "What the agent noted.")
    external_key: str | None = _may(
        DataCategory.CONTACT_CALL_RECORD, "The call's number in the telephone system: filed once."
    )


@strawberry.input(description="One product of an order.")
class OrderLineInput:
    """A line."""

    product: str = _must(DataCategory.COMMERCIAL_ORDER, "What was ordered.")
    quantity: int = _must(DataCategory.COMMERCIAL_ORDER, "How many.")
    unit_minor: str = _must(
        DataCategory.COMMERCIAL_ORDER, "Price of one in minor units (fen), as a decimal string."
    )


@strawberry.input(description="One order. Give the number, or the profile, and not both.")
class PlaceOrderInput:
    """An order."""

    source: str = _plain("name of a declared source", "Where it comes from: a declared source.")
    status: OrderStatus = _must(DataCategory.COMMERCIAL_ORDER, "Where it stands.")
    currency: str = _must(DataCategory.COMMERCIAL_ORDER, "ISO 4217 code.")
    placed_at: datetime = _must(DataCategory.COMMERCIAL_ORDER, "When it was placed.")
    lines: list[OrderLineInput] = _must(DataCategory.COMMERCIAL_ORDER, "What was ordered.")
    number: PhoneNumber | None = _may(DataCategory.CONTACT_PHONE, "The number, in any usual form.")
    profile: strawberry.ID | None = _plain_may("random id", "The profile.")
    external_no: str | None = _may(
        DataCategory.COMMERCIAL_ORDER, "The order's number where it comes from: filed once."
    )


@strawberry.input(description="What a person said about one question of consent.")
class RecordConsentInput:
    """A statement, given or refused."""

    purpose: Purpose = _must(DataCategory.CONSENT_RECORD, "The purpose that she was asked about.")
    given: bool = _must(DataCategory.CONSENT_RECORD, "True: given. False: refused.")
    method: ConsentMethod = _must(DataCategory.CONSENT_RECORD, "Where it was taken.")
    number: PhoneNumber | None = _may(DataCategory.CONTACT_PHONE, "Her number, in any usual form.")
    profile: strawberry.ID | None = _plain_may("random id", "Her profile.")
    kind: ConsentKind | None = _may(DataCategory.CONSENT_RECORD, "GENERAL unless said otherwise.")
    language: str | None = _may(
        DataCategory.CONSENT_RECORD, "Language of the notice that she was read: zh or en."
    )
    said_at: datetime | None = _may(DataCategory.CONSENT_RECORD, "When she said it; else now.")
    evidence: str | None = _may(
        DataCategory.CONSENT_RECORD, "Where the proof lies, such as a recording's reference."
    )


@strawberry.input(description="A consent is taken back. It binds on the next read.")
class WithdrawConsentInput:
    """A withdrawal, as easy as giving. Source: PIPL 15."""

    purpose: Purpose = _must(DataCategory.CONSENT_RECORD, "The purpose that she withdraws from.")
    method: ConsentMethod = _must(DataCategory.CONSENT_RECORD, "Where it was said.")
    number: PhoneNumber | None = _may(DataCategory.CONTACT_PHONE, "Her number, in any usual form.")
    profile: strawberry.ID | None = _plain_may("random id", "Her profile.")
    said_at: datetime | None = _may(DataCategory.CONSENT_RECORD, "When she said it; else now.")


@strawberry.input(description="One full number, for a stated reason.")
class RevealPhoneInput:
    """A reveal."""

    profile: strawberry.ID = _plain("random id", "Whose number it is.")
    reason: str = _plain("a word of the agent's, kept nowhere", "Why the mask does not do.")
    case_ref: str = _plain("reference of a task or case", "The task or case, such as TKT-1042.")
