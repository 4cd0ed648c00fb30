"""A lead is one expression of interest. A person may have many; a contact alone is none."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum, unique
from typing import Final, Self

from cdp.errors import InvalidField
from cdp.text import NAME_LETTERS, NOTE_LETTERS, clean, key
from cdp.vocabulary import IntentLevel

_LONG_NUMBER: Final = re.compile(r"\d(?:\W?\d){6}")


@unique
class Qualification(StrEnum):
    """How far interest has come. NURTURE and RECYCLED wait; the last two and WON have ended."""

    RAW = "RAW"
    INQUIRY = "INQUIRY"
    MQL = "MQL"
    SAL = "SAL"
    SQL = "SQL"
    OPPORTUNITY = "OPPORTUNITY"
    WON = "WON"
    NURTURE = "NURTURE"
    RECYCLED = "RECYCLED"
    DISQUALIFIED = "DISQUALIFIED"
    LOST = "LOST"


@unique
class LeadStatus(StrEnum):
    """Where the work on a lead stands."""

    NEW = "NEW"
    ASSIGNED = "ASSIGNED"
    ATTEMPTED = "ATTEMPTED"
    CONNECTED = "CONNECTED"
    WORKING = "WORKING"
    APPOINTMENT = "APPOINTMENT"
    BAD_TIMING = "BAD_TIMING"
    UNQUALIFIED = "UNQUALIFIED"
    CLOSED = "CLOSED"


@unique
class AbandonNode(StrEnum):
    """At which step somebody who wanted to buy gave up."""

    FORM = "FORM"
    QUOTE = "QUOTE"
    NEGOTIATION = "NEGOTIATION"
    CONTRACT = "CONTRACT"
    PAYMENT = "PAYMENT"
    DELIVERY = "DELIVERY"


@unique
class LeadInvalid(StrEnum):
    """Why a lead is none: what a bought lead is not paid for."""

    INVALID_NUMBER = "INVALID_NUMBER"
    UNREACHABLE = "UNREACHABLE"
    DUPLICATE = "DUPLICATE"
    WRONG_PERSON = "WRONG_PERSON"
    OUT_OF_CRITERIA = "OUT_OF_CRITERIA"
    NO_CONSENT_PROOF = "NO_CONSENT_PROOF"
    FRAUD_OR_BOT = "FRAUD_OR_BOT"


@unique
class PplState(StrEnum):
    """Where the price of a bought lead stands."""

    PENDING = "PENDING"
    ACCEPTED = "ACCEPTED"
    REJECTED = "REJECTED"
    DISPUTED = "DISPUTED"
    PAYABLE = "PAYABLE"
    PAID = "PAID"
    REFUNDED = "REFUNDED"


@dataclass(frozen=True, slots=True, kw_only=True)
class RepeatRule:
    """When a lead repeats an earlier one of the same person."""

    window_days: int

    @property
    def window(self) -> timedelta:
        """How long an earlier lead counts."""
        return timedelta(days=self.window_days)


REPEATED: Final = RepeatRule(window_days=30)
"""Within this time of an earlier lead of the same person, for the same product, or by the same
campaign, or where neither lead names any, a lead points at the earlier one. It is never refused."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PoolRule:
    """How leads are taken out of a pool and come back."""

    claim_limit: int
    cool_down_days: int
    sla_hours: int


POOL: Final = PoolRule(claim_limit=50, cool_down_days=7, sla_hours=24)
"""One owner holds at most so many open leads; whoever returned a lead waits before taking it
again; a lead that was claimed or handed over is answered within so many hours."""

COMMON_POOL: Final = "common"
"""Where a lead lies that nobody owns."""


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Learned:
    """What a person said of her need, in her words or an agent's. All of it is free text."""

    form: str | None = None
    pain_point: str | None = None
    need: str | None = None
    budget_range: str | None = None
    authority: str | None = None
    timeline: str | None = None

    @classmethod
    def of(
        cls,
        *,
        form: str | None = None,
        pain_point: str | None = None,
        need: str | None = None,
        budget_range: str | None = None,
        authority: str | None = None,
        timeline: str | None = None,
    ) -> Self:
        """From what was typed.

        Raises:
            InvalidField: a part is too long or unprintable.
        """
        return cls(
            form=clean(form, field="form", at_most=NOTE_LETTERS),
            pain_point=clean(pain_point, field="painPoint", at_most=NOTE_LETTERS),
            need=clean(need, field="need", at_most=NOTE_LETTERS),
            budget_range=clean(budget_range, field="budgetRange", at_most=NAME_LETTERS),
            authority=clean(authority, field="authority", at_most=NAME_LETTERS),
            timeline=clean(timeline, field="timeline", at_most=NAME_LETTERS),
        )

    def texts(self) -> dict[str, str | None]:
        """The parts by the name of their column."""
        return {name: getattr(self, name) for name in self.__slots__}

    @property
    def is_empty(self) -> bool:
        """Whether nothing was said."""
        return not any(self.texts().values())


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Lead:
    """One expression of interest, and by which way it came."""

    captured_at: datetime
    campaign: str | None
    tracking_link: str | None
    product: str | None
    intent: IntentLevel | None
    learned: Learned

    @classmethod
    def of(
        cls,
        *,
        captured_at: datetime,
        now: datetime,
        campaign: str | None = None,
        tracking_link: str | None = None,
        product: str | None = None,
        intent: IntentLevel | None = None,
        learned: Learned | None = None,
    ) -> Self:
        """A lead from what was typed.

        Raises:
            InvalidField: a lead of the future, or a word that holds a number or an address.
        """
        if captured_at > now:
            raise InvalidField("capturedAt", "A lead that is filed was captured: give its time.")
        return cls(
            captured_at=captured_at,
            campaign=key(campaign, field="campaign"),
            tracking_link=key(tracking_link, field="trackingLink"),
            product=_product(product),
            intent=intent,
            learned=learned or Learned(),
        )

    @property
    def first_qualification(self) -> Qualification:
        """Where it begins: who says what she wants inquires, whoever left a number alone is raw."""
        is_inquiry = self.intent is not None or self.product is not None
        return (
            Qualification.INQUIRY if is_inquiry or not self.learned.is_empty else Qualification.RAW
        )


def _product(text: str | None) -> str | None:
    product = clean(text, field="product", at_most=NAME_LETTERS)
    if product is not None and _LONG_NUMBER.search(product):
        raise InvalidField("product", "Name the product without long numbers.")
    return product
