"""The roots of leads: questions to pages, inputs to acts, acts to payloads."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import strawberry

from cdp.acts.capture_lead import LeadWish, capture_lead
from cdp.acts.claim_lead import claim_lead
from cdp.acts.coarse import HOUR, hour_of
from cdp.acts.hand_off_lead import HandOffWish, hand_off_lead
from cdp.acts.on_lead import LeadOf
from cdp.acts.qualify_lead import QualifyWish, qualify_lead
from cdp.acts.reject_lead import RejectWish, reject_lead
from cdp.acts.return_to_pool import ReturnWish, return_to_pool
from cdp.api import wishes
from cdp.api.asking import Asking, Root, made_id, shown
from cdp.api.contacts.roots import contact_wish
from cdp.api.ids import Fact
from cdp.api.leads import payloads
from cdp.api.leads.inputs import (
    CaptureLeadInput,
    ClaimLeadInput,
    HandOffLeadInput,
    LeadFilter,
    NeedInput,
    QualifyLeadInput,
    RejectLeadInput,
    ReturnToPoolInput,
)
from cdp.api.leads.types import LeadConnection
from cdp.api.reading import Filters, conditions, page, rows_across
from cdp.api.rows import Owned
from cdp.contacts.record import Contact
from cdp.leads.facts import LeadFacts
from cdp.leads.record import COMMON_POOL, Lead, Learned
from cdp.text import NAME_LETTERS, NOTE_LETTERS, clean
from privacy.terms import DataCategory

_STAGE: Final = DataCategory.DERIVED_STAGE


async def leads(asking: Asking) -> LeadConnection:
    """`Query.leads`."""
    return await _listed(asking, "leads", _filters(asking.arguments.get("filter")))


async def lead_pool(asking: Asking) -> LeadConnection:
    """`Query.leadPool`."""
    return await _listed(asking, "leadPool", conditions(pool=(COMMON_POOL, _STAGE)))


async def _listed(asking: Asking, listing: str, filters: Filters) -> LeadConnection:
    rows = await page(asking, listing, _STAGE, filters)
    owners = [Owned(LeadFacts.of(row.cells), row.person, row.place) for row in rows]
    return LeadConnection(of=rows_across(asking, listing, owners))


def _filters(given: LeadFilter | None) -> Filters:
    if given is None:
        return {}
    source = DataCategory.ACQUISITION_SOURCE
    return conditions(
        mine=(given.mine or None, _STAGE),
        qualification=(given.qualification, _STAGE),
        status=(given.status, _STAGE),
        source=(given.source, source),
        campaign=(given.campaign, source),
        product=(given.product, source),
    )


async def do_capture_lead(asking: Asking) -> object:
    """`Mutation.captureLead`."""
    given: CaptureLeadInput = asking.arguments["input"]
    contact = Contact.of(name=given.name, email=given.email, company=given.company)
    named = contact_wish(asking.ground.sources, given.source, given.number, contact)
    captured_at = wishes.utc_or_none(given.captured_at, field="capturedAt")
    lead = Lead.of(
        captured_at=captured_at or hour_of(asking.ask.at) - HOUR,
        now=asking.ask.at,
        campaign=given.campaign,
        tracking_link=given.tracking_link,
        product=given.product,
        intent=given.intent_level,
        learned=_learned(given.need),
    )
    wish = LeadWish(
        phone=named.phone,
        source=named.source,
        contact=contact,
        lead=lead,
        external_key=clean(given.external_key, field="externalKey", at_most=NAME_LETTERS),
    )
    changed = await capture_lead(wish, asking.ask, asking.ground, asking.payload)
    return payloads.CaptureLeadDone(
        contact_id=asking.ids.fact(Fact.CONTACT, changed.subject, changed.done.contact),
        lead_id=asking.ids.fact(Fact.LEAD, changed.subject, changed.done.lead),
        profile=shown(asking, changed),
    )


async def do_qualify_lead(asking: Asking) -> object:
    """`Mutation.qualifyLead`."""
    given: QualifyLeadInput = asking.arguments["input"]
    wish = QualifyWish(
        whose=_whose(asking, given.profile, given.lead),
        to=given.to,
        evidence=_evidence(given.evidence),
        intent=given.intent_level,
        order=asking.ids.row_or_none(Fact.ORDER, given.order, field="order"),
    )
    changed = await qualify_lead(wish, asking.ask, asking.ground, asking.payload)
    return payloads.QualifyLeadDone(
        lead_id=made_id(asking, Fact.LEAD, changed), profile=shown(asking, changed)
    )


async def do_reject_lead(asking: Asking) -> object:
    """`Mutation.rejectLead`."""
    given: RejectLeadInput = asking.arguments["input"]
    wish = RejectWish(
        whose=_whose(asking, given.profile, given.lead),
        reason=given.reason,
        abandoned_at=given.abandon_node,
        invalid=given.invalid,
        evidence=_evidence(given.evidence),
    )
    changed = await reject_lead(wish, asking.ask, asking.ground, asking.payload)
    return payloads.RejectLeadDone(
        lead_id=made_id(asking, Fact.LEAD, changed), profile=shown(asking, changed)
    )


async def do_return_to_pool(asking: Asking) -> object:
    """`Mutation.returnToPool`."""
    given: ReturnToPoolInput = asking.arguments["input"]
    wish = ReturnWish(
        whose=_whose(asking, given.profile, given.lead),
        reason=given.reason,
        learned=_learned(given.learned),
        intent=given.intent_level,
        evidence=_evidence(given.evidence),
    )
    changed = await return_to_pool(wish, asking.ask, asking.ground, asking.payload)
    return payloads.ReturnToPoolDone(
        lead_id=made_id(asking, Fact.LEAD, changed), profile=shown(asking, changed)
    )


async def do_claim_lead(asking: Asking) -> object:
    """`Mutation.claimLead`."""
    given: ClaimLeadInput = asking.arguments["input"]
    whose = _whose(asking, given.profile, given.lead)
    changed = await claim_lead(whose, asking.ask, asking.ground, asking.payload)
    return payloads.ClaimLeadDone(
        lead_id=made_id(asking, Fact.LEAD, changed), profile=shown(asking, changed)
    )


async def do_hand_off_lead(asking: Asking) -> object:
    """`Mutation.handOffLead`."""
    given: HandOffLeadInput = asking.arguments["input"]
    wish = HandOffWish(
        whose=_whose(asking, given.profile, given.lead),
        to=given.to,
        context=clean(given.context, field="context", at_most=NOTE_LETTERS),
    )
    changed = await hand_off_lead(wish, asking.ask, asking.ground, asking.payload)
    return payloads.HandOffLeadDone(
        lead_id=made_id(asking, Fact.LEAD, changed), profile=shown(asking, changed)
    )


def _whose(asking: Asking, profile: strawberry.ID, lead: strawberry.ID) -> LeadOf:
    return LeadOf(
        subject=asking.ids.profile(profile),
        lead=asking.ids.row(Fact.LEAD, lead, field="lead"),
        row_of=asking.ids.whose(lead),
    )


def _evidence(text: str | None) -> str | None:
    return clean(text, field="evidence", at_most=NOTE_LETTERS)


def _learned(given: NeedInput | None) -> Learned:
    if given is None:
        return Learned()
    return Learned.of(
        form=given.form,
        pain_point=given.pain_point,
        need=given.need,
        budget_range=given.budget_range,
        authority=given.authority,
        timeline=given.timeline,
    )


ROOTS: Final[Mapping[str, Root]] = {
    "leads": leads,
    "leadPool": lead_pool,
    "captureLead": do_capture_lead,
    "qualifyLead": do_qualify_lead,
    "rejectLead": do_reject_lead,
    "returnToPool": do_return_to_pool,
    "claimLead": do_claim_lead,
    "handOffLead": do_hand_off_lead,
}
"""The root fields of this room."""
