"""log_call: one call is filed under the person who answered, and all that follows from it.

Call, lead, number, consent and the next task stand in one transaction, or none of them does.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final
from uuid import UUID

from cdp.acts.call_effects import (
    PROMPT,
    Heard,
    called_by,
    file_consents,
    leads_of,
    mark_number,
    move_leads,
    plan_next,
)
from cdp.acts.coarse import hour_of
from cdp.acts.desk import Desk
from cdp.acts.ground import Ground
from cdp.acts.hold import hold
from cdp.acts.key_of_record import claim_key
from cdp.acts.made import Made, known
from cdp.acts.open_case import CaseWish, write_case
from cdp.acts.upsert_contact import allowed_source
from cdp.acts.whom import About
from cdp.acts.write import Change, Changed, Payload, change
from cdp.cases.record import CaseKind, Priority, ServiceCase
from cdp.cases.store import LOCK
from cdp.database.writer import Transaction
from cdp.errors import InvalidField, NobodyThere
from cdp.interactions.outcomes import CHANGES_OWNER, ConsentEffect, Effects, effects_of
from cdp.interactions.record import Call, CallResult, Channel, Direction
from cdp.interactions.store import WRITE_CALL
from cdp.sources.record import Source
from privacy.gate import Ask
from privacy.ledger.entry import LastingEffect
from privacy.ledger.words import Lasting
from privacy.policy import Policy
from privacy.terms import DataCategory
from privacy.writing import Writing


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class CallWish:
    """A call, whom it was with, what it was about, and the telephone system's number of it."""

    about: About
    source: Source
    call: Call
    lead: UUID | None = None
    case: UUID | None = None
    external_key: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Logged:
    """The call, the lead and the case that it was about, and the task that follows."""

    call: UUID
    lead: UUID | None
    task: UUID | None
    case: UUID | None


_MADE: Final[Made[Logged]] = Made(
    rows=lambda done: [done.call, done.lead, done.task, done.case],
    done=lambda rows: Logged(call=known(rows[0]), lead=rows[1], task=rows[2], case=rows[3]),
)


async def log_call(wish: CallWish, ask: Ask, ground: Ground, payload: Payload) -> Changed[Logged]:
    """File `wish` with its effects. Without a lead it is about the newest that is open.

    Raises: as `change`; NobodyThere also where the lead is not hers, or the caller who names one
    may not see the person.
    """
    named = {"lead": wish.lead, "case": wish.case}
    for field in (name for name, row in named.items() if row is not None):
        if wish.about.subject is None:
            # By number, the answer would tell whose it is.
            raise InvalidField(field, "Give the profile with it, not the number.")
    return await change(lambda policy: call_change(wish, ask, ground, payload, policy), ground)


def call_change(
    wish: CallWish, ask: Ask, ground: Ground, payload: Payload, policy: Policy
) -> Change[Logged]:
    """What filing `wish` asks for. Raises InvalidField."""
    source, call = allowed_source(wish.source, ask), wish.call
    effects = effects_of(call.direction, call.result, call.outcome)

    async def work(tx: Transaction, writing: Writing) -> Logged:
        await hold(tx, writing)
        desk = Desk(tx=tx, writing=writing, ground=ground, policy=policy)
        heard = Heard(
            row=ground.ids(),
            call=call,
            effects=effects,
            source=source,
            phone=wish.about.phone,
        )
        leads = await leads_of(desk, wish.lead)
        lead = leads[0] if leads else None
        case = await _case(desk, heard, wish)
        await _file(desk, heard, wish, lead=None if lead is None else lead.id, case=case)
        await move_leads(desk, heard, leads)
        await mark_number(desk, heard)
        await file_consents(desk, heard)
        return Logged(
            call=heard.row,
            lead=None if lead is None else lead.id,
            task=await plan_next(desk, heard, lead),
            case=case,
        )

    return Change(
        ask=replace(ask, writes=_writes(wish, effects)),
        about=replace(wish.about, seen_at=call.started_at, must_be_seen=_names_a_row(wish)),
        work=work,
        basis=source.legal_basis,
        made=_MADE,
        payload=payload,
        effect=_lasting(effects),
        is_hers=call.direction is Direction.INBOUND and call.result is CallResult.ANSWERED,
    )


def _names_a_row(wish: CallWish) -> bool:
    """Whether the answer tells of a row: then only whoever may see the person is told."""
    return wish.lead is not None or wish.case is not None


async def _case(desk: Desk, heard: Heard, wish: CallWish) -> UUID | None:
    """The case that the call is about: hers that it names, or the complaint that it makes.

    Raises:
        NobodyThere: the case that it names is not hers.
    """
    if wish.case is not None:
        if not await desk.tx.fetch(LOCK, subject_id=desk.writing.subject, id=wish.case):
            raise NobodyThere
        return wish.case
    now, call = desk.writing.ask.at, heard.call
    if not heard.effects.opens_case or now - call.ended_at > PROMPT:
        return None  # a complaint of long ago was answered, or stands among the cases
    complaint = ServiceCase.of(
        kind=CaseKind.COMPLAINT,
        opened_at=call.started_at,
        now=now,
        priority=Priority.HIGH,
        channel=Channel.PHONE,
        call=heard.row,
    )
    opened = CaseWish(about=wish.about, source=wish.source, case=complaint)
    return await write_case(desk.tx, desk.writing, desk.ground, opened)


async def _file(
    desk: Desk, heard: Heard, wish: CallWish, *, lead: UUID | None, case: UUID | None
) -> None:
    call, writing = heard.call, desk.writing
    await claim_key(
        desk.tx,
        writing,
        desk.ground,
        source=wish.source.key,
        kind="call",
        key=wish.external_key,
        row=heard.row,
    )
    sealed = writing.seal_row(
        "call",
        heard.row,
        {
            "notes": (call.notes, DataCategory.FREETEXT_CALL),
            "recording_ref": (call.recording_ref, DataCategory.CONTACT_CALL_CONTENT),
        },
    )
    await desk.tx.fetch(
        WRITE_CALL,
        subject_id=writing.subject,
        id=heard.row,
        source=wish.source.key,
        direction=call.direction.value,
        started_at=call.started_at,
        ring_s=call.ring_s,
        talk_s=call.talk_s,
        result=call.result.value,
        outcome=None if call.outcome is None else call.outcome.value,
        agent=writing.ask.actor.id,
        channel=Channel.PHONE.value,
        purpose=writing.ruling.purpose.value,
        intent_level=None if call.intent is None else call.intent.value,
        reject_reason=None if call.reject_reason is None else call.reject_reason.value,
        callback_at=call.callback_at,
        campaign=call.campaign,
        lead_id=lead,
        case_id=case,
        received_at=hour_of(writing.ask.at),
        ownership_id=await called_by(desk, heard),
        **sealed,
    )


def _lasting(effects: Effects) -> LastingEffect | None:
    """What a restore must do again: both questions of marketing by telephone are denied."""
    if effects.consent is not ConsentEffect.DENIES_MARKETING_CALLS:
        return None
    return LastingEffect(kind=Lasting.DO_NOT_CONTACT)


def _writes(wish: CallWish, effects: Effects) -> frozenset[DataCategory]:
    """The categories that the wish may write, whatever is known of the person."""
    call, number = wish.call, effects.number
    changes_owner = number in CHANGES_OWNER
    given = {
        DataCategory.CONTACT_CALL_RECORD: True,
        DataCategory.STAFF_ACTIVITY: True,
        DataCategory.ACQUISITION_SOURCE: True,
        DataCategory.CONTACT_PHONE: wish.about.phone is not None or changes_owner,
        DataCategory.CONTACT_CALL_OUTCOME: call.outcome is not None or call.intent is not None,
        DataCategory.CONTACT_CALL_CONTENT: call.recording_ref is not None,
        DataCategory.FREETEXT_CALL: call.notes is not None,
        DataCategory.DERIVED_STAGE: effects.lead is not None,
        DataCategory.SERVICE_CASE: effects.opens_case,
        DataCategory.CONSENT_RECORD: effects.consent is not ConsentEffect.NOTHING,
    }
    return frozenset(category for category, is_given in given.items() if is_given)
