"""The root fields of consents."""

from __future__ import annotations

from typing import Annotated

import strawberry

from cdp.api.consents.inputs import RecordConsentInput, WithdrawConsentInput
from cdp.api.consents.payloads import RecordConsentPayload, WithdrawConsentPayload
from cdp.api.consents.types import ConsentState
from cdp.api.field import held, turn_of
from cdp.api.root import ProfileId, act, answer, given_as
from privacy.terms import DataCategory


@strawberry.type
class ConsentQuery:
    """Questions about consent."""

    @held(
        DataCategory.CONSENT_RECORD,
        "Where a person's consents stand; null where nobody may be shown.",
    )
    def consents(self, info: strawberry.Info, profile: ProfileId) -> list[ConsentState] | None:
        """See `roots.consents`."""
        shown = turn_of(info).shows("Query.consents", DataCategory.CONSENT_RECORD)
        return answer(info) if shown else None


@strawberry.type
class ConsentMutation:
    """Acts on consent."""

    @act("File what a person said about consent. Binds on the next read.")
    def record_consent(
        self,
        info: strawberry.Info,
        input: Annotated[RecordConsentInput, given_as("The statement.")],
    ) -> RecordConsentPayload:
        """See `cdp.acts.record_consent`."""
        return answer(info)

    @act("Take a consent back. Binds on the next read, in every process.")
    def withdraw_consent(
        self,
        info: strawberry.Info,
        input: Annotated[WithdrawConsentInput, given_as("The withdrawal.")],
    ) -> WithdrawConsentPayload:
        """See `cdp.acts.record_consent`."""
        return answer(info)
