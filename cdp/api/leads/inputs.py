"""What the acts on leads take."""

from __future__ import annotations

from datetime import datetime

import strawberry

from cdp.api.parts import may, must, plain, plain_may
from cdp.api.scalars import PhoneNumber
from cdp.leads.record import AbandonNode, LeadInvalid, LeadStatus, Qualification
from cdp.vocabulary import IntentLevel, RejectReason
from privacy.terms import DataCategory

_SOURCE = DataCategory.ACQUISITION_SOURCE
_STAGE = DataCategory.DERIVED_STAGE
_FORM = DataCategory.FREETEXT_FORM


@strawberry.input(description="What a person said of her need.")
class NeedInput:
    """Free text, in her words or an agent's."""

    form: str | None = may(_FORM, "What she wrote into the form.")
    pain_point: str | None = may(_FORM, "What troubles her.")
    need: str | None = may(_FORM, "What she needs.")
    budget_range: str | None = may(_FORM, "What she would spend.")
    authority: str | None = may(_FORM, "Who decides.")
    timeline: str | None = may(_FORM, "By when she wants it.")


@strawberry.input(description="A person who asked to be contacted, and what for.")
class CaptureLeadInput:
    """A lead."""

    number: PhoneNumber = must(DataCategory.CONTACT_PHONE, "The number, in any usual form.")
    source: str = plain("name of a declared source", "Where it comes from: a declared source.")
    name: str | None = may(DataCategory.IDENTITY_NAME, "The name.")
    email: str | None = may(DataCategory.CONTACT_EMAIL, "The e-mail address.")
    company: str | None = may(DataCategory.IDENTITY_NAME, "The company that she acts for.")
    captured_at: datetime | None = may(
        _SOURCE, "When she asked. Left out: the hour in which it is filed."
    )
    campaign: str | None = may(_SOURCE, "The key of the campaign that brought her.")
    tracking_link: str | None = may(_SOURCE, "The key of the tracking link that brought her.")
    product: str | None = may(_SOURCE, "What it is about.")
    intent_level: IntentLevel | None = may(
        DataCategory.CONTACT_CALL_OUTCOME, "How ready she is to buy."
    )
    need: NeedInput | None = may(_FORM, "What she said of her need.")
    external_key: str | None = may(_SOURCE, "The lead's number at its source: filed once.")


@strawberry.input(description="How far a lead has come, and what shows it.")
class QualifyLeadInput:
    """A qualification."""

    profile: strawberry.ID = plain("random id", "The profile.")
    lead: strawberry.ID = plain("random id", "The lead.")
    to: Qualification = must(_STAGE, "MQL, SAL, SQL, OPPORTUNITY or WON.")
    evidence: str = must(_FORM, "What shows it.")
    intent_level: IntentLevel | None = may(
        DataCategory.CONTACT_CALL_OUTCOME, "How ready she is to buy."
    )
    order: strawberry.ID | None = plain_may("random id", "The order that it became.")


@strawberry.input(description="Why nothing will come of a lead.")
class RejectLeadInput:
    """A rejection."""

    profile: strawberry.ID = plain("random id", "The profile.")
    lead: strawberry.ID = plain("random id", "The lead.")
    reason: RejectReason = must(_STAGE, "Why.")
    abandon_node: AbandonNode | None = may(_STAGE, "At which step she gave up.")
    invalid: LeadInvalid | None = may(_STAGE, "Why it never was a lead.")
    evidence: str | None = may(_FORM, "What shows it.")


@strawberry.input(description="Why a lead goes back to its pool, and what was learnt of it.")
class ReturnToPoolInput:
    """A return."""

    profile: strawberry.ID = plain("random id", "The profile.")
    lead: strawberry.ID = plain("random id", "The lead.")
    reason: RejectReason = must(_STAGE, "Why.")
    learned: NeedInput | None = may(_FORM, "What was learnt; what is left out stays.")
    intent_level: IntentLevel | None = may(
        DataCategory.CONTACT_CALL_OUTCOME, "How ready she is to buy."
    )
    evidence: str | None = may(_FORM, "What shows it.")


@strawberry.input(description="A lead that the caller takes.")
class ClaimLeadInput:
    """A claim."""

    profile: strawberry.ID = plain("random id", "The profile.")
    lead: strawberry.ID = plain("random id", "The lead.")


@strawberry.input(description="A lead that goes to a colleague.")
class HandOffLeadInput:
    """A hand-off."""

    profile: strawberry.ID = plain("random id", "The profile.")
    lead: strawberry.ID = plain("random id", "The lead.")
    to: str = must(DataCategory.STAFF_ACTIVITY, "The colleague, as the access ledger writes her.")
    context: str = must(_FORM, "What she must know.")


@strawberry.input(description="Which leads. All that is given must hold.")
class LeadFilter:
    """A filter: comparing a fact reads it, so each needs the whole of its category."""

    mine: bool | None = plain_may("about the caller", "Those alone that the caller owns.")
    qualification: Qualification | None = may(_STAGE, "How far they have come.")
    status: LeadStatus | None = may(_STAGE, "Where the work stands.")
    source: str | None = may(_SOURCE, "The declared source.")
    campaign: str | None = may(_SOURCE, "The campaign.")
    product: str | None = may(_SOURCE, "The product.")
