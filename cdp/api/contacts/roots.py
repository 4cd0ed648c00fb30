"""The roots of contacts: input to act, act to payload."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from cdp.acts.upsert_contact import ContactWish, upsert_contact
from cdp.api.asking import Asking, Root, made_id, shown
from cdp.api.contacts.inputs import AddressInput, UpsertContactInput
from cdp.api.contacts.payloads import UpsertContactDone
from cdp.api.scalars import PhoneNumber
from cdp.contacts.record import Address, Contact
from cdp.identity.number import number_of
from cdp.sources.record import Sources


async def do_upsert_contact(asking: Asking) -> object:
    """`Mutation.upsertContact`."""
    given: UpsertContactInput = asking.arguments["input"]
    contact = Contact.of(
        name=given.name,
        email=given.email,
        address=address(given.address),
        company=given.company,
        role=given.role,
    )
    wish = contact_wish(asking.ground.sources, given.source, given.number, contact)
    changed = await upsert_contact(wish, asking.ask, asking.ground, asking.payload)
    return UpsertContactDone(contact_id=made_id(changed.done), profile=shown(asking, changed))


def contact_wish(
    sources: Sources, source: str, number: PhoneNumber, contact: Contact
) -> ContactWish:
    """A contact under its number. Raises InvalidField."""
    named = sources.named(source)
    phone = number_of(number.typed(), field="number", default_country=named.default_country)
    return ContactWish(phone=phone, source=named, contact=contact)


def address(given: AddressInput | None) -> Address | None:
    """An address; None where no part of one was given. Raises InvalidField."""
    if given is None:
        return None
    parts = Address.of(given.province, given.city, given.street, "address")
    return parts if parts.province or parts.city or parts.street else None


ROOTS: Final[Mapping[str, Root]] = {
    "upsertContact": do_upsert_contact,
}
"""The root fields of this room."""
