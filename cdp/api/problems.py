"""Problems: what a caller can act on, as data beside the answer."""

from __future__ import annotations

import strawberry

from cdp.api.field import given
from privacy.terms import ReasonCode


@strawberry.interface(description="Why a mutation did nothing, and what to do.")
class Problem:
    """Code, advice, and the place of the input that it is about. No value is ever repeated."""

    code: ReasonCode = given("word of a closed list", "The stable reason code.")
    message: str = given("text of ours", "What to do.")
    path: list[str] | None = given("names of input fields", "The input field, from `input` down.")


@strawberry.type(description="A value of the input cannot be filed.")
class InvalidInput(Problem):
    """Names the field and its form."""


@strawberry.type(description="There is nobody here for this purpose; never whether there ever was.")
class NotAvailable(Problem):
    """Absent and forbidden look alike."""


@strawberry.type(description="The policy does not allow this purpose, role or category.")
class PurposeDenied(Problem):
    """The caller's side of a refusal: purpose, role, category, reference."""


@strawberry.type(description="The record was filed before, or another writer came first.")
class Conflict(Problem):
    """Read again, or leave it."""


@strawberry.type(description="Authenticate anew, more strongly (RFC 9470), and send this again.")
class StepUpRequired(Problem):
    """What the token would have to say."""

    acr_values: list[str] = given("words of the policy", "Acceptable classes, preferred first.")
    max_age_seconds: int = given("number of the policy", "Most seconds since authentication.")


@strawberry.type(description="As many look-ups or reveals were asked for as may be, for now.")
class RateLimited(Problem):
    """When to send it again."""

    retry_after_seconds: int = given("length of a wait", "Seconds until it may be sent again.")
