"""The acts on contacts."""

from __future__ import annotations

from typing import Annotated

import strawberry

from cdp.api.contacts.inputs import ConfirmContactDataInput, UpsertContactInput
from cdp.api.contacts.payloads import ConfirmContactDataPayload, UpsertContactPayload
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

    @act("Mark what a person confirmed of her data, and file what she put right.")
    def confirm_contact_data(
        self,
        info: strawberry.Info,
        input: Annotated[ConfirmContactDataInput, given_as("What she said.")],
    ) -> ConfirmContactDataPayload:
        """See `cdp.acts.confirm_contact_data`."""
        return answer(info)
