"""What the acts on requests answer: done, or a problem that the caller can act on."""

from __future__ import annotations

from typing import Annotated

import strawberry

from cdp.api.field import given
from cdp.api.problems import Conflict, InvalidInput, NotAvailable, PurposeDenied

_CASE = "random id of a request"


@strawberry.type(description="The request stands. If the number is known, a code is on its way.")
class OpenRightsRequestDone:
    """Answered alike, whether we know the number or not."""

    case: strawberry.ID = given(_CASE, "The request.")


@strawberry.type(description="Whether the person is who she says. One answer to all that is wrong.")
class VerifyRequesterDone:
    """Answered alike for another code, a late one, one too many, and a number that is not known."""

    verified: bool = given("names nobody", "Whether the code, and the fact, were right.")


@strawberry.type(description="The plan is approved.")
class ApprovePlanDone:
    """Approved."""

    case: strawberry.ID = given(_CASE, "The request.")


@strawberry.type(description="The person is erased. Hand both over; the slip is kept nowhere.")
class ExecuteErasureDone:
    """Erased."""

    certificate: str = given("codes and counts, no person", "The signed certificate, to be kept.")
    slip: list[str] = given(
        "a pseudonym that nobody can compute any more",
        "How entries of the log name her: given once, to her alone.",
    )


OpenRightsRequestPayload = Annotated[
    OpenRightsRequestDone | InvalidInput | PurposeDenied | Conflict,
    strawberry.union("OpenRightsRequestPayload", description="What came of openRightsRequest."),
]

VerifyRequesterPayload = Annotated[
    VerifyRequesterDone | InvalidInput | PurposeDenied | Conflict,
    strawberry.union("VerifyRequesterPayload", description="What came of verifyRequester."),
]

ApprovePlanPayload = Annotated[
    ApprovePlanDone | InvalidInput | NotAvailable | PurposeDenied | Conflict,
    strawberry.union("ApprovePlanPayload", description="What came of approvePlan."),
]

ExecuteErasurePayload = Annotated[
    ExecuteErasureDone | InvalidInput | NotAvailable | PurposeDenied | Conflict,
    strawberry.union("ExecuteErasurePayload", description="What came of executeErasure."),
]
