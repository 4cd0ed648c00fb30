"""What the questions and acts on cases and satisfaction take."""

from __future__ import annotations

from datetime import datetime

import strawberry

from cdp.api.parts import may, must, plain, plain_may
from cdp.api.scalars import PhoneNumber
from cdp.cases.record import CaseKind, CaseStatus, Priority, RootCause
from cdp.cases.satisfaction import SatisfactionKind
from cdp.vocabulary import Channel
from privacy.terms import DataCategory

_CASE = DataCategory.SERVICE_CASE
_FEEDBACK = DataCategory.SERVICE_FEEDBACK
_TEXT = DataCategory.FREETEXT_CALL


@strawberry.input(description="One case. Give the number, or the profile, and not both.")
class OpenCaseInput:
    """A case: PRIVACY_REQUEST also where somebody asks how we got her number."""

    source: str = plain("name of a declared source", "Where it comes from: a declared source.")
    kind: CaseKind = must(_CASE, "What it is about.")
    number: PhoneNumber | None = may(DataCategory.CONTACT_PHONE, "The line that she called from.")
    profile: strawberry.ID | None = plain_may("random id", "The profile.")
    subject_line: str | None = may(_TEXT, "What she asks, in a line.")
    priority: Priority | None = may(_CASE, "NORMAL unless said otherwise.")
    channel: Channel | None = may(_CASE, "By what means she came.")
    opened_at: datetime | None = may(_CASE, "When she asked; else now.")
    sla_at: datetime | None = may(_CASE, "When it is due; else by its priority.")
    product: str | None = may(_CASE, "The product that it is about.")
    order: strawberry.ID | None = plain_may("random id", "The order that it is about.")
    call: strawberry.ID | None = plain_may("random id", "The call in which it came up.")
    external_key: str | None = may(_CASE, "The case's number at the source: filed once.")


@strawberry.input(
    description="A step of a case. Solving it says why it came to be and what was done."
)
class ResolveCaseInput:
    """A step: RESOLVED, unless another one is named."""

    case: strawberry.ID = plain("random id", "The case.")
    profile: strawberry.ID = plain("random id", "Whose it is.")
    status: CaseStatus | None = may(_CASE, "RESOLVED unless said otherwise.")
    at: datetime | None = may(_CASE, "When the step was taken; else now.")
    root_cause: RootCause | None = may(_CASE, "Why it came to be; said when it is solved.")
    resolution: str | None = may(_TEXT, "What was done; said when it is solved.")


@strawberry.input(description="How somebody liked a case, an order or a call.")
class RecordSatisfactionInput:
    """A score: CSAT 1 to 5, NPS 0 to 10, CES 1 to 7."""

    source: str = plain("name of a declared source", "Where it comes from: a declared source.")
    kind: SatisfactionKind = must(_FEEDBACK, "The scale.")
    score: int = must(_FEEDBACK, "The score; the greater the better.")
    number: PhoneNumber | None = may(DataCategory.CONTACT_PHONE, "The number, in any usual form.")
    profile: strawberry.ID | None = plain_may("random id", "The profile.")
    answered_at: datetime | None = may(_FEEDBACK, "When she answered; else now.")
    comment: str | None = may(_TEXT, "What she said besides.")
    case: strawberry.ID | None = plain_may("random id", "The case that she judged.")
    order: strawberry.ID | None = plain_may("random id", "The order that she judged.")
    call: strawberry.ID | None = plain_may("random id", "The call that she judged.")


@strawberry.input(description="Which cases. All that is given must hold.")
class ServiceCaseFilter:
    """A filter: comparing a fact reads it, so each needs the whole of its category."""

    status: CaseStatus | None = may(_CASE, "Where it stands.")
    is_open: bool | None = may(_CASE, "Whether somebody still works on it.")
    kind: CaseKind | None = may(_CASE, "What it is about.")
    priority: Priority | None = may(_CASE, "How soon it is due.")
    product: str | None = may(_CASE, "The product that it is about.")
    opened_since: datetime | None = may(_CASE, "Opened at or after.")
    opened_until: datetime | None = may(_CASE, "Opened before.")
