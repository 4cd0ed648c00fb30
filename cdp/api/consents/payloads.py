"""What the acts on consent answer: done, or a problem to act on."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

import strawberry

from cdp.api.field import given
from cdp.api.problems import Conflict, InvalidInput, NotAvailable, PurposeDenied, RateLimited


@strawberry.type(description="The statement is filed and binds.")
class RecordConsentDone:
    """Filed."""

    consent_id: strawberry.ID = given("random id", "The event.")
    recorded_at: datetime = given("time of a row", "When it was filed.")


@strawberry.type(description="The withdrawal is filed and binds on the next read.")
class WithdrawConsentDone:
    """Filed."""

    consent_id: strawberry.ID = given("random id", "The event.")
    recorded_at: datetime = given("time of a row", "When it was filed.")


RecordConsentPayload = Annotated[
    RecordConsentDone | InvalidInput | NotAvailable | PurposeDenied | Conflict | RateLimited,
    strawberry.union("RecordConsentPayload", description="What came of recordConsent."),
]
WithdrawConsentPayload = Annotated[
    WithdrawConsentDone | InvalidInput | NotAvailable | PurposeDenied | Conflict,
    strawberry.union("WithdrawConsentPayload", description="What came of withdrawConsent."),
]
