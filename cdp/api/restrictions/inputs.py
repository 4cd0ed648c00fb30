"""What the acts on restrictions take."""

from __future__ import annotations

import strawberry

from cdp.api.parts import must, plain, plain_may
from privacy.rights.restriction import RestrictionReason
from privacy.terms import DataCategory

_CASE = DataCategory.RIGHTS_CASE
_REFERENCE = "a reference, which names nobody"


@strawberry.input(description="Whose data nobody may process any more, but for exempt purposes.")
class RestrictProcessingInput:
    """By her profile, or by her own request, once she is verified. Source: PIPL 44, 47(2)."""

    reason: RestrictionReason = must(_CASE, "Why.")
    citation: str = must(_CASE, "On which article: a law and its article, such as PIPL 47(2).")
    case_ref: str = plain(_REFERENCE, "Your case or ticket, such as TKT-1042.")
    profile: strawberry.ID | None = plain_may("random id", "Her profile.")
    case: strawberry.ID | None = plain_may(
        "random id of a request", "Her own request of the type RESTRICT."
    )


@strawberry.input(description="Whose restriction is lifted.")
class ReleaseRestrictionInput:
    """By her profile, under a case."""

    profile: strawberry.ID = plain("random id", "Her profile.")
    case_ref: str = plain(_REFERENCE, "Your case or ticket, such as TKT-1042.")
