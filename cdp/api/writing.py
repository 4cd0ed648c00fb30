"""The roots of mutations: input to act, act to payload, and what stopped it as data."""

from __future__ import annotations

from dataclasses import replace
from typing import TypeVar
from uuid import UUID

import strawberry

from cdp.acts.capture_lead import LeadWish, capture_lead
from cdp.acts.coarse import HOUR, hour_of
from cdp.acts.log_call import CallWish, log_call
from cdp.acts.place_order import OrderWish, place_order
from cdp.acts.record_consent import ConsentWish, record_consent
from cdp.acts.reveal_phone import reveal_phone
from cdp.acts.upsert_contact import upsert_contact
from cdp.acts.write import Changed
from cdp.api import payloads, wishes
from cdp.api.asking import Asking, id_of
from cdp.api.inputs import (
    CaptureLeadInput,
    LogCallInput,
    PlaceOrderInput,
    RecordConsentInput,
    RevealPhoneInput,
    UpsertContactInput,
    WithdrawConsentInput,
)
from cdp.api.profile import Profile
from cdp.contacts.record import Contact
from cdp.interactions.record import Call
from cdp.leads.record import Lead
from cdp.orders.record import Order
from cdp.text import NAME_LETTERS, clean
from privacy.ledger.words import REFERENCE
from privacy.terms import Action, ConsentKind, ConsentState, DataCategory

T = TypeVar("T")

_PHONE = frozenset({DataCategory.CONTACT_PHONE})


async def do_upsert_contact(asking: Asking) -> object:
    """`Mutation.upsertContact`."""
    given: UpsertContactInput = asking.arguments["input"]
    contact = Contact.of(
        name=given.name,
        email=given.email,
        address=wishes.address(given.address),
        company=given.company,
        role=given.role,
    )
    wish = wishes.contact_wish(asking.ground.sources, given.source, given.number, contact)
    changed = await upsert_contact(wish, asking.ask, asking.ground, asking.payload)
    return payloads.UpsertContactDone(contact_id=_id(changed.done), profile=_shown(asking, changed))


async def do_capture_lead(asking: Asking) -> object:
    """`Mutation.captureLead`."""
    given: CaptureLeadInput = asking.arguments["input"]
    contact = Contact.of(name=given.name, email=given.email, company=given.company)
    named = wishes.contact_wish(asking.ground.sources, given.source, given.number, contact)
    wish = LeadWish(
        phone=named.phone,
        source=named.source,
        contact=contact,
        lead=Lead.of(captured_at=hour_of(asking.ask.at) - HOUR, now=asking.ask.at),
    )
    changed = await capture_lead(wish, asking.ask, asking.ground, asking.payload)
    return payloads.CaptureLeadDone(
        contact_id=_id(changed.done.contact), profile=_shown(asking, changed)
    )


async def do_log_call(asking: Asking) -> object:
    """`Mutation.logCall`."""
    given: LogCallInput = asking.arguments["input"]
    source = asking.ground.sources.named(given.source)
    call = Call.of(
        direction=given.direction,
        started_at=wishes.utc(given.started_at, field="startedAt"),
        result=given.result,
        outcome=given.outcome,
        ring_s=given.ring_seconds or 0,
        talk_s=given.talk_seconds or 0,
        notes=given.notes,
        now=asking.ask.at,
    )
    wish = CallWish(
        about=wishes.about(given.number, given.profile, country=source.default_country),
        source=source,
        call=call,
        external_key=clean(given.external_key, field="externalKey", at_most=NAME_LETTERS),
    )
    changed = await log_call(wish, asking.ask, asking.ground, asking.payload)
    return payloads.LogCallDone(call_id=_id(changed.done.call), profile=_shown(asking, changed))


async def do_place_order(asking: Asking) -> object:
    """`Mutation.placeOrder`."""
    given: PlaceOrderInput = asking.arguments["input"]
    source = asking.ground.sources.named(given.source)
    order = Order.of(
        status=given.status,
        currency=given.currency,
        lines=[wishes.line(line, n) for n, line in enumerate(given.lines)],
        placed_at=wishes.utc(given.placed_at, field="placedAt"),
        external_no=given.external_no,
        now=asking.ask.at,
    )
    wish = OrderWish(
        about=wishes.about(given.number, given.profile, country=source.default_country),
        source=source,
        order=order,
    )
    changed = await place_order(wish, asking.ask, asking.ground, asking.payload)
    return payloads.PlaceOrderDone(order_id=_id(changed.done), profile=_shown(asking, changed))


async def do_record_consent(asking: Asking) -> object:
    """`Mutation.recordConsent`."""
    given: RecordConsentInput = asking.arguments["input"]
    changed = await record_consent(
        ConsentWish(
            about=wishes.about(given.number, given.profile),
            purpose=given.purpose,
            state=ConsentState.GIVEN if given.given else ConsentState.REFUSED,
            method=given.method,
            said_at=wishes.utc(given.said_at or asking.ask.at, field="saidAt"),
            kind=given.kind or ConsentKind.GENERAL,
            language=given.language or "zh",
            evidence=wishes.evidence(given.evidence),
        ),
        asking.ask,
        asking.ground,
        asking.payload,
    )
    return payloads.RecordConsentDone(consent_id=_id(changed.done), recorded_at=asking.ask.at)


async def do_withdraw_consent(asking: Asking) -> object:
    """`Mutation.withdrawConsent`."""
    given: WithdrawConsentInput = asking.arguments["input"]
    changed = await record_consent(
        ConsentWish(
            about=wishes.about(given.number, given.profile),
            purpose=given.purpose,
            state=ConsentState.WITHDRAWN,
            method=given.method,
            said_at=wishes.utc(given.said_at or asking.ask.at, field="saidAt"),
        ),
        asking.ask,
        asking.ground,
        asking.payload,
    )
    return payloads.WithdrawConsentDone(consent_id=_id(changed.done), recorded_at=asking.ask.at)


async def do_reveal_phone(asking: Asking) -> object:
    """`Mutation.revealPhone`."""
    given: RevealPhoneInput = asking.arguments["input"]
    # A reference that is none counts as none: the gate refuses, and the refusal is written down.
    reference = given.case_ref if REFERENCE.fullmatch(given.case_ref) else ""
    ask = replace(
        asking.ask,
        action=Action.REVEAL,
        categories=_PHONE,
        case_ref=reference,
        reason=given.reason,
    )
    revealing = await asking.stack.enter_async_context(
        reveal_phone(id_of(given.profile, field="profile"), ask, asking.ground, asking.payload)
    )
    asking.turn.grant = revealing.grant
    return payloads.RevealPhoneDone(sealed=revealing.number)


def _shown(asking: Asking, changed: Changed[T]) -> Profile | None:
    """The person that the payload shows, under the grant of the outcome's leaf."""
    if changed.grant is None or changed.person is None:
        return None
    asking.turn.grant = changed.grant
    asking.stack.callback(changed.grant.close)
    return Profile(person=changed.person)


def _id(row: UUID) -> strawberry.ID:
    return strawberry.ID(str(row))
