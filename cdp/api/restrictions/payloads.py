"""What the acts on restrictions answer: done, or a problem to act on."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

import strawberry

from cdp.api.field import given
from cdp.api.problems import Conflict, InvalidInput, NotAvailable, PurposeDenied


@strawberry.type(
    description="Nobody processes her data but for exempt purposes. Binds on the next read."
)
class RestrictProcessingDone:
    """Restricted; sent again, it changes nothing and says so."""

    restricted_since: datetime = given("time of a row", "Since when, to the hour.")
    was_restricted: bool = given("state of a case", "She was before, and nothing changed.")


@strawberry.type(description="The restriction is lifted; what was withheld is back.")
class ReleaseRestrictionDone:
    """Lifted."""

    disputed_numbers: int = given(
        "a count of numbers", "How many of her numbers are in dispute: another has them by now."
    )


RestrictProcessingPayload = Annotated[
    RestrictProcessingDone | InvalidInput | NotAvailable | PurposeDenied | Conflict,
    strawberry.union("RestrictProcessingPayload", description="What came of restrictProcessing."),
]

ReleaseRestrictionPayload = Annotated[
    ReleaseRestrictionDone | InvalidInput | NotAvailable | PurposeDenied | Conflict,
    strawberry.union("ReleaseRestrictionPayload", description="What came of releaseRestriction."),
]
