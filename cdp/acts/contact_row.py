"""The row of a contact: what one source says of a person, written or renewed."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from cdp.acts.coarse import hour_of
from cdp.acts.ground import Ground
from cdp.acts.match_tokens import write_contact_tokens, write_tokens
from cdp.acts.person import Raced
from cdp.contacts.hanging import ADDRESSES, ORGANISATION, WRITE_ADDRESS
from cdp.contacts.organisation import Organisation
from cdp.contacts.record import Contact, ContactRole
from cdp.contacts.store import EXISTING, WRITE
from cdp.contacts.survivorship import ContactField
from cdp.database.writer import Transaction
from cdp.errors import ConstraintViolated
from cdp.identity.matching.tokens import said_of_place
from cdp.sources.record import Source
from privacy.terms import DataCategory
from privacy.writing import Writing

_NAME = DataCategory.IDENTITY_NAME


def said_by(contact: Contact) -> frozenset[DataCategory]:
    """The categories that `contact` holds a value of."""
    names = (contact.name, contact.phonetic_name, contact.company, contact.title)
    basics = (contact.gender, contact.locale, contact.preferred_channel, contact.preferred_time)
    given = {
        DataCategory.DERIVED_STAGE: contact.role is not None or contact.kind is not None,
        _NAME: any(name is not None for name in (*names, contact.organisation)),
        DataCategory.CONTACT_EMAIL: contact.email is not None,
        DataCategory.CONTACT_ADDRESS: contact.address is not None or bool(contact.addresses),
        DataCategory.DEMOGRAPHIC_BASIC: any(basic is not None for basic in basics),
        DataCategory.DEMOGRAPHIC_BIRTHDATE: contact.birthday is not None,
    }
    return frozenset(category for category, is_given in given.items() if is_given)


async def write_contact(
    tx: Transaction,
    writing: Writing,
    ground: Ground,
    *,
    source: Source,
    contact: Contact,
    confirmed_at: datetime | None = None,
) -> UUID:
    """File what `source` says; what it said before and does not say now stays. The contact's id.

    `confirmed_at`: when the person confirmed what is said now; None where she did not.

    Raises:
        Raced: the same source wrote its first contact a moment ago.
    """
    known = await tx.fetch(EXISTING, subject_id=writing.subject, source=source.key)
    row: UUID = known[0]["id"] if known else ground.ids()
    organisation = await _organisation(tx, ground, contact.organisation)
    try:
        await tx.fetch(
            WRITE,
            subject_id=writing.subject,
            id=row,
            source=source.key,
            notice_version=source.notice_version,
            organisation_id=organisation,
            occurred_at=hour_of(writing.ask.at),
            received_at=hour_of(writing.ask.at),
            ownership_id=writing.came_by,
            **_words(contact),
            **_marks(contact, confirmed_at),
            **_sealed(writing, row, contact),
        )
        await _write_addresses(tx, writing, ground, row, contact)
        await write_contact_tokens(
            tx,
            ground,
            subject=writing.subject,
            row=row,
            contact=contact,
            at=hour_of(writing.ask.at),
            confirmed=confirmed_at is not None,
            is_new=not known,
        )
    except ConstraintViolated:
        raise Raced from None
    return row


def _marks(contact: Contact, at: datetime | None) -> dict[str, datetime | None]:
    """When each field was confirmed: what is not said is not confirmed either."""
    return {
        field.confirmed: at if getattr(contact, field.column) is not None else None
        for field in ContactField
    }


def _words(contact: Contact) -> dict[str, object]:
    """What stands clear: words of closed lists, and the day of birth without its year."""
    day = None if contact.birthday is None else contact.birthday.day
    words = {
        "kind": contact.kind,
        "said_role": contact.role,
        "gender": contact.gender,
        "preferred_channel": contact.preferred_channel,
        "preferred_time": contact.preferred_time,
    }
    return {
        **{name: None if word is None else word.value for name, word in words.items()},
        "role": (contact.role or ContactRole.PROSPECT).value,
        "locale": contact.locale,
        "birth_month": None if day is None else day.month,
        "birth_day": None if day is None else day.day,
    }


def _sealed(writing: Writing, row: UUID, contact: Contact) -> dict[str, bytes | None]:
    address = None if contact.address is None else contact.address.stored()
    birthday = None if contact.birthday is None else contact.birthday.day.isoformat()
    return writing.seal_row(
        "contact",
        row,
        {
            "name": (contact.name, _NAME),
            "given_name": (contact.given_name, _NAME),
            "family_name": (contact.family_name, _NAME),
            "phonetic_name": (contact.phonetic_name, _NAME),
            "email": (contact.email, DataCategory.CONTACT_EMAIL),
            "address": (address, DataCategory.CONTACT_ADDRESS),
            "company": (contact.company, _NAME),
            "title": (contact.title, _NAME),
            "birthday": (birthday, DataCategory.DEMOGRAPHIC_BIRTHDATE),
        },
    )


async def _organisation(
    tx: Transaction, ground: Ground, organisation: Organisation | None
) -> UUID | None:
    if organisation is None:
        return None
    [row] = await tx.fetch(
        ORGANISATION,
        id=ground.ids(),
        name=organisation.name,
        industry=organisation.industry,
        region=organisation.region or "",
    )
    found: UUID = row["id"]
    return found


async def _write_addresses(
    tx: Transaction, writing: Writing, ground: Ground, contact: UUID, said: Contact
) -> None:
    if not said.addresses:
        return
    known = {
        row["kind"]: row["id"]
        for row in await tx.fetch(ADDRESSES, subject_id=writing.subject, contact_id=contact)
    }
    for kind, address in sorted(said.addresses.items()):
        row = known.get(kind.value) or ground.ids()
        sealed = writing.seal_row(
            "contact_address", row, {"address": (address.stored(), DataCategory.CONTACT_ADDRESS)}
        )
        await tx.fetch(
            WRITE_ADDRESS,
            subject_id=writing.subject,
            id=row,
            contact_id=contact,
            kind=kind.value,
            received_at=hour_of(writing.ask.at),
            **sealed,
        )
        await write_tokens(
            tx,
            ground,
            subject=writing.subject,
            row=row,
            said=said_of_place(address),
            at=hour_of(writing.ask.at),
        )
