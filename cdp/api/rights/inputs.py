"""What the acts on requests take."""

from __future__ import annotations

import strawberry

from cdp.api.parts import may, must, plain
from cdp.api.scalars import PhoneNumber
from privacy.rights.case import RequestType
from privacy.terms import DataCategory

_CASE = "random id of a request"


@strawberry.input(description="A person asks for her rights. A code goes to her number.")
class OpenRightsRequestInput:
    """A request."""

    type: RequestType = must(
        DataCategory.RIGHTS_CASE, "What she asks for: DELETE or RESTRICT, so far."
    )
    number: PhoneNumber = must(DataCategory.CONTACT_PHONE, "Her number, as she gives it.")


@strawberry.input(description="What the person says to show that she is who she says.")
class VerifyRequesterInput:
    """A code, and a fact where the number was not confirmed of late."""

    case: strawberry.ID = plain(_CASE, "The request.")
    code: str = must(DataCategory.RIGHTS_CASE, "The six digits that were sent to her number.")
    fact: str | None = may(
        DataCategory.CONTACT_EMAIL,
        "The number of an order of hers, or her e-mail address: ask for it each time.",
    )


@strawberry.input(description="A second person approves what she saw.")
class ApprovePlanInput:
    """An approval."""

    case: strawberry.ID = plain(_CASE, "The request.")
    plan: str = plain("hash of counts", "The hash of the plan that was looked at.")


@strawberry.input(description="An approved plan is carried out, or carried on with.")
class ExecuteErasureInput:
    """An erasure."""

    case: strawberry.ID = plain(_CASE, "The request.")
