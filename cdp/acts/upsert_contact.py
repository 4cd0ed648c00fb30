"""upsert_contact: what one source says of a person is filed under her number."""

from __future__ import annotations

from dataclasses import dataclass, replace
from uuid import UUID

from cdp.acts.coarse import hour_of
from cdp.acts.ground import Ground
from cdp.acts.person import Raced
from cdp.acts.write import About, Change, Changed, Payload, change
from cdp.contacts.record import Contact, ContactRole
from cdp.contacts.store import EXISTING, WRITE
from cdp.database.writer import Transaction
from cdp.errors import ConstraintViolated, InvalidField
from cdp.sources.record import Source
from privacy.gate import Ask
from privacy.phone import Phone
from privacy.terms import DataCategory
from privacy.writing import Writing


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class ContactWish:
    """One source's word on the person behind a number."""

    phone: Phone
    source: Source
    contact: Contact


async def upsert_contact(
    wish: ContactWish, ask: Ask, ground: Ground, payload: Payload
) -> Changed[UUID]:
    """File `wish`; what the source said before and does not say now stays. The contact's id.

    Raises: as `change`.
    """
    return await change(lambda _: contact_change(wish, ask, ground, payload), ground)


def contact_change(wish: ContactWish, ask: Ask, ground: Ground, payload: Payload) -> Change[UUID]:
    """What filing `wish` asks for. Raises InvalidField."""
    source = allowed_source(wish.source, ask)

    async def work(tx: Transaction, writing: Writing) -> UUID:
        return await file_contact(tx, writing, ground, source, wish.contact)

    return Change(
        ask=replace(ask, writes=contact_writes(wish.contact)),
        about=About(phone=wish.phone),
        work=work,
        basis=source.legal_basis,
        payload=payload,
    )


async def file_contact(
    tx: Transaction, writing: Writing, ground: Ground, source: Source, contact: Contact
) -> UUID:
    """The contact that `source` has of this person, new or renewed.

    Raises:
        Raced: the same source wrote its first contact a moment ago.
    """
    known = await tx.fetch(EXISTING, subject_id=writing.subject, source=source.key)
    row: UUID = known[0]["id"] if known else ground.ids()
    address = None if contact.address is None else contact.address.stored()
    sealed = writing.seal_row(
        "contact",
        row,
        {
            "name": (contact.name, DataCategory.IDENTITY_NAME),
            "email": (contact.email, DataCategory.CONTACT_EMAIL),
            "address": (address, DataCategory.CONTACT_ADDRESS),
            "company": (contact.company, DataCategory.IDENTITY_NAME),
        },
    )
    try:
        await tx.fetch(
            WRITE,
            subject_id=writing.subject,
            id=row,
            source=source.key,
            role=(contact.role or ContactRole.PROSPECT).value,
            said_role=None if contact.role is None else contact.role.value,
            notice_version=source.notice_version,
            occurred_at=hour_of(writing.ask.at),
            received_at=hour_of(writing.ask.at),
            **sealed,
        )
    except ConstraintViolated:
        raise Raced from None
    return row


def allowed_source(source: Source, ask: Ask) -> Source:
    """`source`, where it declares the purpose in force.

    Raises:
        InvalidField: it does not.
    """
    if ask.purpose is not None and ask.purpose not in source.purposes:
        raise InvalidField("source", "This source is not declared for this purpose.")
    return source


def contact_writes(contact: Contact) -> frozenset[DataCategory]:
    """The categories that a contact under its number holds a value of."""
    given = {
        DataCategory.CONTACT_PHONE: True,
        DataCategory.ACQUISITION_SOURCE: True,
        DataCategory.DERIVED_STAGE: contact.role is not None,
        DataCategory.IDENTITY_NAME: contact.name is not None or contact.company is not None,
        DataCategory.CONTACT_EMAIL: contact.email is not None,
        DataCategory.CONTACT_ADDRESS: contact.address is not None,
    }
    return frozenset(category for category, is_given in given.items() if is_given)
