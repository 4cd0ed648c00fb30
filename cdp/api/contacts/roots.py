"""The roots of contacts: input to act, act to payload."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Final

from cdp.acts.confirm_contact_data import Confirming, confirm_contact_data
from cdp.acts.upsert_contact import ContactWish, upsert_contact
from cdp.api import wishes
from cdp.api.asking import Asking, Root, made_id, shown
from cdp.api.contacts.inputs import (
    AddressInput,
    ConfirmContactDataInput,
    ContactAddressInput,
    ContactDataInput,
    OrganisationInput,
    UpsertContactInput,
)
from cdp.api.contacts.payloads import ConfirmContactDataDone, UpsertContactDone
from cdp.api.ids import Fact
from cdp.api.scalars import PhoneNumber
from cdp.contacts.organisation import Organisation
from cdp.contacts.record import Address, AddressKind, Birthday, Contact
from cdp.errors import InvalidField
from cdp.identity.number import number_of
from cdp.sources.record import Sources

_DATE: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", re.ASCII)


async def do_upsert_contact(asking: Asking) -> object:
    """`Mutation.upsertContact`."""
    given: UpsertContactInput = asking.arguments["input"]
    said = contact(given, now=asking.ask.at)
    wish = contact_wish(asking.ground.sources, given.source, given.number, said)
    changed = await upsert_contact(wish, asking.ask, asking.ground, asking.payload)
    return UpsertContactDone(
        contact_id=made_id(asking, Fact.CONTACT, changed), profile=shown(asking, changed)
    )


async def do_confirm_contact_data(asking: Asking) -> object:
    """`Mutation.confirmContactData`."""
    given: ConfirmContactDataInput = asking.arguments["input"]
    source = asking.ground.sources.named(given.source)
    wish = Confirming(
        about=wishes.about(
            asking.ids,
            given.number,
            given.profile,
            country=source.default_country,
            rows=(given.contact,),
        ),
        source=source,
        contact=asking.ids.row_or_none(Fact.CONTACT, given.contact, field="contact"),
        fields=frozenset(given.confirmed or ()),
        corrected=contact(given.corrected or ContactDataInput(), now=asking.ask.at),
    )
    changed = await confirm_contact_data(wish, asking.ask, asking.ground, asking.payload)
    return ConfirmContactDataDone(
        contact_id=made_id(asking, Fact.CONTACT, changed), profile=shown(asking, changed)
    )


def contact(given: ContactDataInput, *, now: datetime) -> Contact:
    """A contact of what is given. Raises InvalidField."""
    return Contact.of(
        name=given.name,
        given_name=given.given_name,
        family_name=given.family_name,
        phonetic_name=given.phonetic_name,
        email=given.email,
        address=address(given.address),
        addresses=_addresses(given.addresses or ()),
        company=given.company,
        title=given.title,
        organisation=_organisation(given.organisation),
        kind=given.kind,
        role=given.role,
        gender=given.gender,
        birthday=_birthday(given.birthday, now=now),
        locale=given.locale,
        preferred_channel=given.preferred_channel,
        preferred_time=given.preferred_time,
    )


def _birthday(text: str | None, *, now: datetime) -> Birthday | None:
    if text is None:
        return None
    if not _DATE.fullmatch(text):
        raise InvalidField("birthday", "Give a past date as YYYY-MM-DD, from 1900 on.")
    try:
        day = date.fromisoformat(text)
    except ValueError:
        raise InvalidField("birthday", "Give a day that the calendar has.") from None
    return Birthday.of(day, now=now)


def _organisation(given: OrganisationInput | None) -> Organisation | None:
    if given is None:
        return None
    return Organisation.of(name=given.name, industry=given.industry, region=given.region)


def _addresses(given: Sequence[ContactAddressInput]) -> dict[AddressKind, Address]:
    found: dict[AddressKind, Address] = {}
    for n, each in enumerate(given):
        if each.kind in found:
            raise InvalidField(f"addresses.{n}.kind", "Give one address for each use.")
        parts = Address.of(each.province, each.city, each.street, f"addresses.{n}")
        if not (parts.province or parts.city or parts.street):
            raise InvalidField(f"addresses.{n}", "Give at least one part of the address.")
        found[each.kind] = parts
    return found


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
    "confirmContactData": do_confirm_contact_data,
}
"""The root fields of this room."""
