"""The acts on calls."""

from __future__ import annotations

from typing import Annotated

import strawberry

from cdp.api.calls.inputs import LogCallInput
from cdp.api.calls.payloads import LogCallPayload
from cdp.api.root import act, answer, given_as


@strawberry.type
class CallMutation:
    """The acts on calls."""

    @act("File a call under the person whose number it was.")
    def log_call(
        self,
        info: strawberry.Info,
        input: Annotated[LogCallInput, given_as("The call.")],
    ) -> LogCallPayload:
        """See `cdp.acts.log_call`."""
        return answer(info)
