"""Generated from graphql/ by `make client`: change the documents, not this file."""

from datetime import datetime
from typing import Literal, Union

from pydantic import Field

from ..model import Model, Problem


class SalesConsent(Model):
    record_consent: Union[
        "SalesConsentRecordConsentConflict",
        "SalesConsentRecordConsentInvalidInput",
        "SalesConsentRecordConsentNotAvailable",
        "SalesConsentRecordConsentPurposeDenied",
        "SalesConsentRecordConsentRateLimited",
        "SalesConsentRecordConsentRecordConsentDone",
    ] = Field(alias="recordConsent", discriminator="typename__")


class SalesConsentRecordConsentConflict(Problem):
    typename__: Literal["Conflict"] = Field(alias="__typename")


class SalesConsentRecordConsentInvalidInput(Problem):
    typename__: Literal["InvalidInput"] = Field(alias="__typename")


class SalesConsentRecordConsentNotAvailable(Problem):
    typename__: Literal["NotAvailable"] = Field(alias="__typename")


class SalesConsentRecordConsentPurposeDenied(Problem):
    typename__: Literal["PurposeDenied"] = Field(alias="__typename")


class SalesConsentRecordConsentRateLimited(Problem):
    typename__: Literal["RateLimited"] = Field(alias="__typename")


class SalesConsentRecordConsentRecordConsentDone(Model):
    typename__: Literal["RecordConsentDone"] = Field(alias="__typename")
    consent_id: str = Field(alias="consentId")
    recorded_at: datetime = Field(alias="recordedAt")


SalesConsent.model_rebuild()
