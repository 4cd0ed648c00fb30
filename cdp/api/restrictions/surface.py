"""The root fields of restrictions."""

from __future__ import annotations

from typing import Annotated

import strawberry

from cdp.api.restrictions.inputs import ReleaseRestrictionInput, RestrictProcessingInput
from cdp.api.restrictions.payloads import ReleaseRestrictionPayload, RestrictProcessingPayload
from cdp.api.root import act, answer, given_as


@strawberry.type
class RestrictionMutation:
    """The acts on restrictions."""

    @act("Stop the processing of a person's data, but for exempt purposes. Binds on the next read.")
    def restrict_processing(
        self,
        info: strawberry.Info,
        input: Annotated[RestrictProcessingInput, given_as("Whose, and why.")],
    ) -> RestrictProcessingPayload:
        """See `cdp.acts.restrict_processing`."""
        return answer(info)

    @act("Lift a restriction: what was withheld comes back as it was, or in dispute.")
    def release_restriction(
        self,
        info: strawberry.Info,
        input: Annotated[ReleaseRestrictionInput, given_as("Whose.")],
    ) -> ReleaseRestrictionPayload:
        """See `cdp.acts.release_restriction`."""
        return answer(info)
