"""The mutations. Each has run as an act before this is resolved; here its answer takes shape."""

from __future__ import annotations

from typing import Annotated, Any

import strawberry

from cdp.api.inputs import (
    CaptureLeadInput,
    LogCallInput,
    PlaceOrderInput,
    RecordConsentInput,
    RevealPhoneInput,
    UpsertContactInput,
    WithdrawConsentInput,
)
from cdp.api.labels import opened
from cdp.api.payloads import (
    CaptureLeadPayload,
    LogCallPayload,
    PlaceOrderPayload,
    RecordConsentPayload,
    RevealPhonePayload,
    UpsertContactPayload,
    WithdrawConsentPayload,
)

_PARTS = "its parts are classified"
_SHOWN = "its fields are classified"


def answer(info: strawberry.Info) -> Any:
    """The payload that the act made."""
    return info.root_value


def _act(description: str) -> Any:
    return strawberry.mutation(directives=opened(_SHOWN), description=description)


def _input(description: str) -> Any:
    return strawberry.argument(directives=opened(_PARTS), description=description)


@strawberry.type(description="Everything that can be changed. One act an operation.")
class Mutation:
    """Acts."""

    @_act("File what one source says of the person behind a number; makes her where needed.")
    def upsert_contact(
        self,
        info: strawberry.Info,
        input: Annotated[UpsertContactInput, _input("The contact.")],
    ) -> UpsertContactPayload:
        """See `cdp.acts.upsert_contact`."""
        return answer(info)

    @_act("File a person who asked to be contacted.")
    def capture_lead(
        self,
        info: strawberry.Info,
        input: Annotated[CaptureLeadInput, _input("The lead.")],
    ) -> CaptureLeadPayload:
        """See `cdp.acts.upsert_contact`."""
        return answer(info)

    @_act("File a call under the person whose number it was.")
    def log_call(
        self,
        info: strawberry.Info,
        input: Annotated[LogCallInput, _input("The call.")],
    ) -> LogCallPayload:
        """See `cdp.acts.log_call`."""
        return answer(info)

    @_act("File an order; its contract gives a basis to process (PIPL 13(1)(2)).")
    def place_order(
        self,
        info: strawberry.Info,
        input: Annotated[PlaceOrderInput, _input("The order.")],
    ) -> PlaceOrderPayload:
        """See `cdp.acts.place_order`."""
        return answer(info)

    @_act("File what a person said about consent. Binds on the next read.")
    def record_consent(
        self,
        info: strawberry.Info,
        input: Annotated[RecordConsentInput, _input("The statement.")],
    ) -> RecordConsentPayload:
        """See `cdp.acts.record_consent`."""
        return answer(info)

    @_act("Take a consent back. Binds on the next read, in every process.")
    def withdraw_consent(
        self,
        info: strawberry.Info,
        input: Annotated[WithdrawConsentInput, _input("The withdrawal.")],
    ) -> WithdrawConsentPayload:
        """See `cdp.acts.withdraw_consent`."""
        return answer(info)

    @_act("Show one full number: with a reason, on a task, after step-up.")
    def reveal_phone(
        self,
        info: strawberry.Info,
        input: Annotated[RevealPhoneInput, _input("The reveal.")],
    ) -> RevealPhonePayload:
        """See `cdp.acts.reveal_phone`."""
        return answer(info)
