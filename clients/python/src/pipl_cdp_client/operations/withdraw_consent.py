"""Generated from graphql/ by `make client`: change the documents, not this file."""

from datetime import datetime
from typing import Literal, Union

from pydantic import Field

from ..model import Model, Problem


class WithdrawConsent(Model):
    withdraw_consent: Union[
        "WithdrawConsentWithdrawConsentConflict",
        "WithdrawConsentWithdrawConsentInvalidInput",
        "WithdrawConsentWithdrawConsentNotAvailable",
        "WithdrawConsentWithdrawConsentPurposeDenied",
        "WithdrawConsentWithdrawConsentWithdrawConsentDone",
    ] = Field(alias="withdrawConsent", discriminator="typename__")


class WithdrawConsentWithdrawConsentConflict(Problem):
    typename__: Literal["Conflict"] = Field(alias="__typename")


class WithdrawConsentWithdrawConsentInvalidInput(Problem):
    typename__: Literal["InvalidInput"] = Field(alias="__typename")


class WithdrawConsentWithdrawConsentNotAvailable(Problem):
    typename__: Literal["NotAvailable"] = Field(alias="__typename")


class WithdrawConsentWithdrawConsentPurposeDenied(Problem):
    typename__: Literal["PurposeDenied"] = Field(alias="__typename")


class WithdrawConsentWithdrawConsentWithdrawConsentDone(Model):
    typename__: Literal["WithdrawConsentDone"] = Field(alias="__typename")
    consent_id: str = Field(alias="consentId")
    recorded_at: datetime = Field(alias="recordedAt")


WithdrawConsent.model_rebuild()
