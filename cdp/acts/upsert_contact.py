"""upsert_contact: what one source says of a person is filed under her number."""

from __future__ import annotations

from dataclasses import dataclass, replace
from uuid import UUID

from cdp.acts.contact_row import said_by, write_contact
from cdp.acts.ground import Ground
from cdp.acts.made import ONE_ROW
from cdp.acts.whom import About
from cdp.acts.write import Change, Changed, Payload, change
from cdp.contacts.record import Contact
from cdp.database.writer import Transaction
from cdp.errors import InvalidField
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
        return await write_contact(tx, writing, ground, source=source, contact=wish.contact)

    return Change(
        ask=replace(ask, writes=contact_writes(wish.contact)),
        about=About(phone=wish.phone),
        work=work,
        basis=source.legal_basis,
        made=ONE_ROW,
        payload=payload,
    )


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
    return said_by(contact) | {DataCategory.CONTACT_PHONE, DataCategory.ACQUISITION_SOURCE}
