"""What disputePhone takes."""

from __future__ import annotations

from datetime import datetime

import strawberry

from cdp.api.parts import may, must, plain
from cdp.identity.record import PhoneDisputeReason, PhoneSettlement
from privacy.terms import DataCategory


@strawberry.input(description="A number whose owner is doubtful, or is doubtful no longer.")
class DisputePhoneInput:
    """A dispute, or its end."""

    profile: strawberry.ID = plain("random id", "Whose number it is taken to be.")
    phone: strawberry.ID = plain("random id", "The number, as MaskedPhone names it.")
    reason: PhoneDisputeReason = must(DataCategory.CONTACT_PHONE, "What is known of it.")
    settled: PhoneSettlement | None = may(
        DataCategory.CONTACT_PHONE, "How the doubt ends; left out, it begins."
    )
    since: datetime | None = may(
        DataCategory.CONTACT_PHONE, "Until when it was hers; left out, until now."
    )
