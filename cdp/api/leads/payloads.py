"""What the acts on leads answer: done, or a problem to act on."""

from __future__ import annotations

from typing import Annotated

import strawberry

from cdp.api.field import given
from cdp.api.people.profile import Profile
from cdp.api.problems import Conflict, InvalidInput, NotAvailable, PurposeDenied, RateLimited

_SHOWN = "its fields are classified"
_PROFILE = "The person, as far as this purpose shows her; null where it does not."


@strawberry.type(description="The person is filed as somebody who asked to be contacted.")
class CaptureLeadDone:
    """Filed."""

    contact_id: strawberry.ID = given("random id", "The contact.")
    lead_id: strawberry.ID = given("random id", "The lead.")
    profile: Profile | None = given(_SHOWN, _PROFILE)


@strawberry.type(description="The lead has come further.")
class QualifyLeadDone:
    """Filed."""

    lead_id: strawberry.ID = given("random id", "The lead.")
    profile: Profile | None = given(_SHOWN, _PROFILE)


@strawberry.type(description="The lead has ended.")
class RejectLeadDone:
    """Filed."""

    lead_id: strawberry.ID = given("random id", "The lead.")
    profile: Profile | None = given(_SHOWN, _PROFILE)


@strawberry.type(description="The lead is back in its pool, with all that is known of it.")
class ReturnToPoolDone:
    """Filed."""

    lead_id: strawberry.ID = given("random id", "The lead.")
    profile: Profile | None = given(_SHOWN, _PROFILE)


@strawberry.type(description="The lead is the caller's.")
class ClaimLeadDone:
    """Filed."""

    lead_id: strawberry.ID = given("random id", "The lead.")
    profile: Profile | None = given(_SHOWN, _PROFILE)


@strawberry.type(description="The lead is the colleague's, and so is a task to answer it in time.")
class HandOffLeadDone:
    """Filed."""

    lead_id: strawberry.ID = given("random id", "The lead.")
    profile: Profile | None = given(_SHOWN, _PROFILE)


CaptureLeadPayload = Annotated[
    CaptureLeadDone | InvalidInput | NotAvailable | PurposeDenied | Conflict | RateLimited,
    strawberry.union("CaptureLeadPayload", description="What came of captureLead."),
]
QualifyLeadPayload = Annotated[
    QualifyLeadDone | InvalidInput | NotAvailable | PurposeDenied | Conflict,
    strawberry.union("QualifyLeadPayload", description="What came of qualifyLead."),
]
RejectLeadPayload = Annotated[
    RejectLeadDone | InvalidInput | NotAvailable | PurposeDenied | Conflict,
    strawberry.union("RejectLeadPayload", description="What came of rejectLead."),
]
ReturnToPoolPayload = Annotated[
    ReturnToPoolDone | InvalidInput | NotAvailable | PurposeDenied | Conflict,
    strawberry.union("ReturnToPoolPayload", description="What came of returnToPool."),
]
ClaimLeadPayload = Annotated[
    ClaimLeadDone | InvalidInput | NotAvailable | PurposeDenied | Conflict,
    strawberry.union("ClaimLeadPayload", description="What came of claimLead."),
]
HandOffLeadPayload = Annotated[
    HandOffLeadDone | InvalidInput | NotAvailable | PurposeDenied | Conflict,
    strawberry.union("HandOffLeadPayload", description="What came of handOffLead."),
]
