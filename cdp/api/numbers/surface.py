"""The acts on numbers."""

from __future__ import annotations

from typing import Annotated

import strawberry

from cdp.api.numbers.inputs import DisputePhoneInput
from cdp.api.numbers.payloads import DisputePhonePayload
from cdp.api.root import act, answer, given_as


@strawberry.type
class NumberMutation:
    """The acts on numbers."""

    @act(
        "Say that it is doubtful whose a number is, or settle it. Nobody is found by it meanwhile."
    )
    def dispute_phone(
        self,
        info: strawberry.Info,
        input: Annotated[DisputePhoneInput, given_as("The number.")],
    ) -> DisputePhonePayload:
        """See `cdp.acts.dispute_phone`."""
        return answer(info)
