"""The act on messages."""

from __future__ import annotations

from typing import Annotated

import strawberry

from cdp.api.messages.inputs import LogMessageInput
from cdp.api.messages.payloads import LogMessagePayload
from cdp.api.root import act, answer, given_as


@strawberry.type
class MessageMutation:
    """The act on messages."""

    @act("File a message to or from a person, or how much further it came. Never its text.")
    def log_message(
        self,
        info: strawberry.Info,
        input: Annotated[LogMessageInput, given_as("The message.")],
    ) -> LogMessagePayload:
        """See `cdp.acts.log_message`."""
        return answer(info)
