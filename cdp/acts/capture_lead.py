"""capture_lead: somebody asked to be contacted; her interest is a lead, beside her contact.

A known person is never new, and a repeated lead is never refused: it points at the earlier one.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from cdp.acts.coarse import HOUR, hour_of
from cdp.acts.contact_row import write_contact
from cdp.acts.desk import Desk
from cdp.acts.ground import Ground
from cdp.acts.hold import hold
from cdp.acts.key_of_record import claim_key
from cdp.acts.lead_stage import file_beginning
from cdp.acts.made import Made, known
from cdp.acts.upsert_contact import allowed_source, contact_writes
from cdp.acts.whom import About
from cdp.acts.write import Change, Changed, Payload, change
from cdp.contacts.record import Contact, ContactRole
from cdp.contacts.store import NEVER_A_LEAD
from cdp.database.writer import Transaction
from cdp.errors import InvalidField, NobodyThere
from cdp.leads.qualification import Stage
from cdp.leads.record import COMMON_POOL, REPEATED, Lead, LeadStatus
from cdp.leads.store import EARLIER, WRITE
from cdp.sources.record import Source
from privacy.gate import Ask
from privacy.phone import Phone
from privacy.policy import Policy
from privacy.store.subjects import EXTEND_CONTRACT
from privacy.terms import DataCategory, LegalBasis
from privacy.writing import Writing


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class LeadWish:
    """A lead, what its source says of the person, and the source's own number of it."""

    phone: Phone
    source: Source
    contact: Contact
    lead: Lead
    external_key: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Captured:
    """The rows that were filed."""

    lead: UUID
    contact: UUID


_MADE: Final[Made[Captured]] = Made(
    rows=lambda done: [done.lead, done.contact],
    done=lambda rows: Captured(lead=known(rows[0]), contact=known(rows[1])),
)


async def capture_lead(
    wish: LeadWish, ask: Ask, ground: Ground, payload: Payload
) -> Changed[Captured]:
    """File `wish`: contact, lead and its first receipt in one transaction.

    A source that declares a contract step opens one.

    Raises: as `change`, and InvalidField or NobodyThere where the person cannot be a lead.
    """
    return await change(lambda policy: lead_change(wish, ask, ground, payload, policy), ground)


def lead_change(
    wish: LeadWish, ask: Ask, ground: Ground, payload: Payload, policy: Policy
) -> Change[Captured]:
    """What filing `wish` asks for. Raises InvalidField."""
    if wish.contact.role not in {None, ContactRole.PROSPECT}:
        raise InvalidField("role", "A lead is a prospect: staff, suppliers and bots are not.")
    allowed_source(wish.source, ask)
    until = ask.at + timedelta(days=policy.lead_contract_days)

    async def work(tx: Transaction, writing: Writing) -> Captured:
        await hold(tx, writing)
        if await tx.fetch(NEVER_A_LEAD, subject_id=writing.subject):
            # As whoever is restricted: a word of its own would tell by a number who is staff here.
            raise NobodyThere
        contact = await write_contact(tx, writing, ground, source=wish.source, contact=wish.contact)
        if wish.source.legal_basis is LegalBasis.CONTRACT:
            await tx.fetch(EXTEND_CONTRACT, subject=writing.subject, until=until)
        return Captured(
            lead=await _file(Desk(tx=tx, writing=writing, ground=ground, policy=policy), wish),
            contact=contact,
        )

    return Change(
        ask=replace(ask, writes=_writes(wish)),
        about=About(phone=wish.phone, seen_at=_asked_at(wish, ask)),
        work=work,
        basis=wish.source.legal_basis,
        made=_MADE,
        payload=payload,
    )


def _asked_at(wish: LeadWish, ask: Ask) -> datetime | None:
    """When she asked, where that is longer ago than its coarse time can tell; else now."""
    asked_at = wish.lead.captured_at
    return asked_at if asked_at < hour_of(ask.at) - HOUR else None


async def _file(desk: Desk, wish: LeadWish) -> UUID:
    tx, writing, ground = desk.tx, desk.writing, desk.ground
    lead, source, row = wish.lead, wish.source, ground.ids()
    await claim_key(
        tx, writing, ground, source=source.key, kind="lead", key=wish.external_key, row=row
    )
    stage = Stage(qualification=lead.first_qualification, status=LeadStatus.NEW)
    sealed = writing.seal_row(
        "lead",
        row,
        {name: (text, DataCategory.FREETEXT_FORM) for name, text in lead.learned.texts().items()},
    )
    await tx.fetch(
        WRITE,
        **_UNSET,
        subject_id=writing.subject,
        id=row,
        source=source.key,
        campaign=lead.campaign,
        tracking_link=lead.tracking_link,
        product=lead.product,
        captured_at=lead.captured_at,
        intent_level=None if lead.intent is None else lead.intent.value,
        qualification=stage.qualification.value,
        status=stage.status.value,
        pool=COMMON_POOL,
        paused=False,
        agent=writing.ask.actor.id,
        duplicate_of=await _repeated(tx, writing, lead),
        notice_version=source.notice_version,
        received_at=hour_of(writing.ask.at),
        ownership_id=writing.came_by,
        **sealed,
    )
    await file_beginning(desk, row, stage, lead.captured_at)
    return row


async def _repeated(tx: Transaction, writing: Writing, lead: Lead) -> UUID | None:
    """The lead that this one repeats."""
    rows = await tx.fetch(
        EARLIER,
        subject_id=writing.subject,
        since=lead.captured_at - REPEATED.window,
        captured_at=lead.captured_at,
        product=lead.product,
        campaign=lead.campaign,
    )
    return rows[0]["id"] if rows else None


_UNSET = dict.fromkeys(
    (
        *("reject_reason", "abandon_node", "invalid", "cool_down_until", "sla_due_at"),
        *("first_response_at", "owner", "last_owner", "returned_at", "fit_score"),
        *("engagement_score", "converted_order", "price_minor", "currency", "acceptance"),
    )
)
"""What a lead does not have yet when it is captured."""


def _writes(wish: LeadWish) -> frozenset[DataCategory]:
    """The categories that the wish holds a value of."""
    given = {
        DataCategory.DERIVED_STAGE: True,
        DataCategory.STAFF_ACTIVITY: True,
        DataCategory.FREETEXT_FORM: not wish.lead.learned.is_empty,
        DataCategory.CONTACT_CALL_OUTCOME: wish.lead.intent is not None,
    }
    return contact_writes(wish.contact) | {kind for kind, is_given in given.items() if is_given}
