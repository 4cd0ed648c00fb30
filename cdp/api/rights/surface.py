"""The root fields of requests."""

from __future__ import annotations

from typing import Annotated

import strawberry

from cdp.api.labels import opened
from cdp.api.rights.inputs import (
    ApprovePlanInput,
    ExecuteErasureInput,
    OpenRightsRequestInput,
    VerifyRequesterInput,
)
from cdp.api.rights.payloads import (
    ApprovePlanPayload,
    ExecuteErasurePayload,
    OpenRightsRequestPayload,
    VerifyRequesterPayload,
)
from cdp.api.rights.types import RightsRequest
from cdp.api.root import act, answer, given_as, question


@strawberry.type
class RightsQuery:
    """Questions about requests."""

    @question("A person's request: where it stands, what is planned, and the certificate.")
    def rights_request(
        self,
        info: strawberry.Info,
        id: Annotated[
            strawberry.ID,
            strawberry.argument(
                directives=opened("random id of a request"), description="The request."
            ),
        ],
    ) -> RightsRequest | None:
        """See `roots.rights_request`."""
        return answer(info)


@strawberry.type
class RightsMutation:
    """The acts on requests."""

    @act("A person asks for her rights: a one-time code goes to her number.")
    def open_rights_request(
        self,
        info: strawberry.Info,
        input: Annotated[OpenRightsRequestInput, given_as("The request.")],
    ) -> OpenRightsRequestPayload:
        """See `cdp.acts.open_rights_request`."""
        return answer(info)

    @act("Whether the person is who she says; if so, her plan is drawn up.")
    def verify_requester(
        self,
        info: strawberry.Info,
        input: Annotated[VerifyRequesterInput, given_as("What she says.")],
    ) -> VerifyRequesterPayload:
        """See `cdp.acts.verify_requester`."""
        return answer(info)

    @act("A second person approves a plan, by its hash.")
    def approve_plan(
        self,
        info: strawberry.Info,
        input: Annotated[ApprovePlanInput, given_as("The approval.")],
    ) -> ApprovePlanPayload:
        """See `cdp.acts.approve_plan`."""
        return answer(info)

    @act("Carry an approved plan out, or on. Sent again, it gives the same certificate.")
    def execute_erasure(
        self,
        info: strawberry.Info,
        input: Annotated[ExecuteErasureInput, given_as("The request.")],
    ) -> ExecuteErasurePayload:
        """See `cdp.acts.execute_erasure`."""
        return answer(info)
