"""confirm_contact_data: after an interaction a person's data is read back to her, and put right.

What she confirms of a contact is marked with the time. What she corrects is filed as the word of
the source that asked her, and is confirmed by that.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from uuid import UUID

from cdp.acts.coarse import hour_of
from cdp.acts.contact_row import said_by, write_contact
from cdp.acts.ground import Ground
from cdp.acts.made import ONE_ROW
from cdp.acts.match_tokens import confirm_tokens
from cdp.acts.upsert_contact import allowed_source
from cdp.acts.whom import About
from cdp.acts.write import Change, Changed, Payload, change
from cdp.contacts.record import Contact
from cdp.contacts.store import CONFIRM
from cdp.contacts.survivorship import CATEGORY, ContactField
from cdp.database.writer import Transaction
from cdp.errors import InvalidField, NobodyThere
from cdp.sources.record import Source
from privacy.gate import Ask
from privacy.terms import DataCategory
from privacy.writing import Writing


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Confirming:
    """What a person said of her data. `fields` stand as `contact` gives them, `corrected` not."""

    about: About
    source: Source
    contact: UUID | None
    fields: frozenset[ContactField]
    corrected: Contact


async def confirm_contact_data(
    wish: Confirming, ask: Ask, ground: Ground, payload: Payload
) -> Changed[UUID]:
    """File `wish`. The id of the contact that was corrected, or else confirmed.

    Raises: as `change`, and InvalidField where nothing is confirmed.
    """
    source = allowed_source(wish.source, ask)
    if bool(wish.fields) != (wish.contact is not None):
        raise InvalidField("contact", "Name the contact whose fields are confirmed, and them.")
    said = said_by(wish.corrected)
    if not wish.fields and not said:
        raise InvalidField("confirmed", "Say what is confirmed, or what is corrected.")

    async def work(tx: Transaction, writing: Writing) -> UUID:
        at = hour_of(writing.ask.at)
        row = wish.contact
        if row is not None:
            chosen = {f"is_{field.column}": field in wish.fields for field in ContactField}
            confirmed = await tx.fetch(
                CONFIRM, subject_id=writing.subject, id=row, confirmed_at=at, **chosen
            )
            if not confirmed:
                raise NobodyThere
            await confirm_tokens(tx, subject=writing.subject, row=row, fields=wish.fields)
        if said or row is None:
            row = await write_contact(
                tx, writing, ground, source=source, contact=wish.corrected, confirmed_at=at
            )
        return row

    marks = frozenset(CATEGORY[field] for field in wish.fields)
    wanted = Change(
        ask=replace(ask, writes=said | marks | {DataCategory.ACQUISITION_SOURCE}),
        about=replace(wish.about, makes=False, must_be_seen=True),
        work=work,
        made=ONE_ROW,
        payload=payload,
        basis=source.legal_basis,
    )
    return await change(lambda _: wanted, ground)
