"""What revealPhone answers: the number, or a problem to act on."""

from __future__ import annotations

from typing import Annotated

import strawberry

from cdp.api.field import held, turn_of
from cdp.api.problems import (
    InvalidInput,
    NotAvailable,
    PurposeDenied,
    RateLimited,
    StepUpRequired,
)
from privacy.terms import DataCategory
from privacy.vault import Sealed


@strawberry.type(description="One full number. Show it, dial it, forget it.")
class RevealPhoneDone:
    """The only place of the whole surface where a full number stands."""

    sealed: strawberry.Private[Sealed]

    @held(DataCategory.CONTACT_PHONE, "The full number, E.164, an extension after `;ext=`.")
    def number(self, info: strawberry.Info) -> str | None:
        """The number."""
        return turn_of(info).text("RevealPhoneDone.number", DataCategory.CONTACT_PHONE, self.sealed)


RevealPhonePayload = Annotated[
    RevealPhoneDone | InvalidInput | NotAvailable | PurposeDenied | StepUpRequired | RateLimited,
    strawberry.union("RevealPhonePayload", description="What came of revealPhone."),
]
