"""The acts on leads."""

from __future__ import annotations

from typing import Annotated

import strawberry

from cdp.api.leads.inputs import CaptureLeadInput
from cdp.api.leads.payloads import CaptureLeadPayload
from cdp.api.root import act, answer, given_as


@strawberry.type
class LeadMutation:
    """The acts on leads."""

    @act("File a person who asked to be contacted.")
    def capture_lead(
        self,
        info: strawberry.Info,
        input: Annotated[CaptureLeadInput, given_as("The lead.")],
    ) -> CaptureLeadPayload:
        """See `cdp.acts.upsert_contact`."""
        return answer(info)
