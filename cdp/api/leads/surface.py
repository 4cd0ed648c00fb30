"""The root fields of leads."""

from __future__ import annotations

from typing import Annotated

import strawberry

from cdp.api.labels import opened
from cdp.api.leads.inputs import (
    CaptureLeadInput,
    ClaimLeadInput,
    HandOffLeadInput,
    LeadFilter,
    QualifyLeadInput,
    RejectLeadInput,
    ReturnToPoolInput,
)
from cdp.api.leads.payloads import (
    CaptureLeadPayload,
    ClaimLeadPayload,
    HandOffLeadPayload,
    QualifyLeadPayload,
    RejectLeadPayload,
    ReturnToPoolPayload,
)
from cdp.api.leads.types import LeadConnection
from cdp.api.root import After, First, act, answer, given_as, question


@strawberry.type
class LeadQuery:
    """Questions about leads."""

    @question("Leads of everybody whom this purpose reaches, newest first.")
    def leads(
        self,
        info: strawberry.Info,
        first: First,
        after: After = None,
        filter: Annotated[
            LeadFilter | None,
            strawberry.argument(
                directives=opened("its parts are classified"), description="Which."
            ),
        ] = None,
    ) -> LeadConnection | None:
        """See `roots.leads`."""
        return answer(info)

    @question("Leads that nobody owns and anybody may claim, newest first.")
    def lead_pool(
        self, info: strawberry.Info, first: First, after: After = None
    ) -> LeadConnection | None:
        """See `roots.lead_pool`."""
        return answer(info)


@strawberry.type
class LeadMutation:
    """The acts on leads."""

    @act("File a person who asked to be contacted, and what for. A repeated lead is kept.")
    def capture_lead(
        self,
        info: strawberry.Info,
        input: Annotated[CaptureLeadInput, given_as("The lead.")],
    ) -> CaptureLeadPayload:
        """See `cdp.acts.capture_lead`."""
        return answer(info)

    @act("Say how far a lead has come. What shows it stands in a receipt.")
    def qualify_lead(
        self,
        info: strawberry.Info,
        input: Annotated[QualifyLeadInput, given_as("The qualification.")],
    ) -> QualifyLeadPayload:
        """See `cdp.acts.qualify_lead`."""
        return answer(info)

    @act("End a lead of which nothing will come.")
    def reject_lead(
        self,
        info: strawberry.Info,
        input: Annotated[RejectLeadInput, given_as("The rejection.")],
    ) -> RejectLeadPayload:
        """See `cdp.acts.reject_lead`."""
        return answer(info)

    @act("Give a lead back to its pool, with what was learnt of it.")
    def return_to_pool(
        self,
        info: strawberry.Info,
        input: Annotated[ReturnToPoolInput, given_as("The return.")],
    ) -> ReturnToPoolPayload:
        """See `cdp.acts.return_to_pool`."""
        return answer(info)

    @act("Take a lead out of its pool. Of two who try, one gets it.")
    def claim_lead(
        self,
        info: strawberry.Info,
        input: Annotated[ClaimLeadInput, given_as("The claim.")],
    ) -> ClaimLeadPayload:
        """See `cdp.acts.claim_lead`."""
        return answer(info)

    @act("Give a lead to a colleague, with what she must know and a limit.")
    def hand_off_lead(
        self,
        info: strawberry.Info,
        input: Annotated[HandOffLeadInput, given_as("The hand-off.")],
    ) -> HandOffLeadPayload:
        """See `cdp.acts.hand_off_lead`."""
        return answer(info)
