"""What mutations answer: done, or a problem that the caller can act on."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

import strawberry

from cdp.api.field import given, held, turn_of
from cdp.api.problems import Conflict, InvalidInput, NotAvailable, PurposeDenied, StepUpRequired
from cdp.api.profile import Profile
from privacy.terms import DataCategory
from privacy.vault import Sealed

_SHOWN = "its fields are classified"
_PROFILE = "The person, as far as this purpose shows her; null where it does not."


@strawberry.type(description="The contact is filed.")
class UpsertContactDone:
    """Filed."""

    contact_id: strawberry.ID = given("random id", "The contact.")
    profile: Profile | None = given(_SHOWN, _PROFILE)


@strawberry.type(description="The person is filed as somebody who asked to be contacted.")
class CaptureLeadDone:
    """Filed."""

    contact_id: strawberry.ID = given("random id", "The contact.")
    profile: Profile | None = given(_SHOWN, _PROFILE)


@strawberry.type(description="The call is filed.")
class LogCallDone:
    """Filed."""

    call_id: strawberry.ID = given("random id", "The call.")
    profile: Profile | None = given(_SHOWN, _PROFILE)


@strawberry.type(description="The order is filed.")
class PlaceOrderDone:
    """Filed."""

    order_id: strawberry.ID = given("random id", "The order.")
    profile: Profile | None = given(_SHOWN, _PROFILE)


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


@strawberry.type(description="One full number. Show it, dial it, forget it.")
class RevealPhoneDone:
    """The only place of the whole surface where a full number stands."""

    sealed: strawberry.Private[Sealed]

    @held(DataCategory.CONTACT_PHONE, "The full number, E.164, an extension after `;ext=`.")
    def number(self, info: strawberry.Info) -> str | None:
        """The number."""
        return turn_of(info).text("RevealPhoneDone.number", DataCategory.CONTACT_PHONE, self.sealed)


UpsertContactPayload = Annotated[
    UpsertContactDone | InvalidInput | NotAvailable | PurposeDenied | Conflict,
    strawberry.union("UpsertContactPayload", description="What came of upsertContact."),
]
CaptureLeadPayload = Annotated[
    CaptureLeadDone | InvalidInput | NotAvailable | PurposeDenied | Conflict,
    strawberry.union("CaptureLeadPayload", description="What came of captureLead."),
]
LogCallPayload = Annotated[
    LogCallDone | InvalidInput | NotAvailable | PurposeDenied | Conflict,
    strawberry.union("LogCallPayload", description="What came of logCall."),
]
PlaceOrderPayload = Annotated[
    PlaceOrderDone | InvalidInput | NotAvailable | PurposeDenied | Conflict,
    strawberry.union("PlaceOrderPayload", description="What came of placeOrder."),
]
RecordConsentPayload = Annotated[
    RecordConsentDone | InvalidInput | NotAvailable | PurposeDenied | Conflict,
    strawberry.union("RecordConsentPayload", description="What came of recordConsent."),
]
WithdrawConsentPayload = Annotated[
    WithdrawConsentDone | InvalidInput | NotAvailable | PurposeDenied | Conflict,
    strawberry.union("WithdrawConsentPayload", description="What came of withdrawConsent."),
]
RevealPhonePayload = Annotated[
    RevealPhoneDone | InvalidInput | NotAvailable | PurposeDenied | StepUpRequired,
    strawberry.union("RevealPhonePayload", description="What came of revealPhone."),
]
