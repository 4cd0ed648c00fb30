"""The acts on contacts."""

from __future__ import annotations

from typing import Annotated

import strawberry

from cdp.api.contacts.inputs import UpsertContactInput
from cdp.api.contacts.payloads import UpsertContactPayload
from cdp.api.root import act, answer, given_as


@strawberry.type
class ContactMutation:
    """The acts on contacts."""

    @act("File what one source says of the person behind a number; makes her where needed.")
    def upsert_contact(
        self,
        info: strawberry.Info,
        input: Annotated[UpsertContactInput, given_as("The contact.")],
    ) -> UpsertContactPayload:
        """See `cdp.acts.upsert_contact`."""
        return answer(info)
