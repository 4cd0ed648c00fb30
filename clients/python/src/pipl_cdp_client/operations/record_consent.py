"""Generated from graphql/ by `make client`: change the documents, not this file."""

from datetime import datetime
from typing import Literal, Union

from pydantic import Field

from ..model import Model, Problem


class RecordConsent(Model):
    record_consent: Union[
        "RecordConsentRecordConsentConflict",
        "RecordConsentRecordConsentInvalidInput",
        "RecordConsentRecordConsentNotAvailable",
        "RecordConsentRecordConsentPurposeDenied",
        "RecordConsentRecordConsentRateLimited",
        "RecordConsentRecordConsentRecordConsentDone",
    ] = Field(alias="recordConsent", discriminator="typename__")


class RecordConsentRecordConsentConflict(Problem):
    typename__: Literal["Conflict"] = Field(alias="__typename")


class RecordConsentRecordConsentInvalidInput(Problem):
    typename__: Literal["InvalidInput"] = Field(alias="__typename")


class RecordConsentRecordConsentNotAvailable(Problem):
    typename__: Literal["NotAvailable"] = Field(alias="__typename")


class RecordConsentRecordConsentPurposeDenied(Problem):
    typename__: Literal["PurposeDenied"] = Field(alias="__typename")


class RecordConsentRecordConsentRateLimited(Problem):
    typename__: Literal["RateLimited"] = Field(alias="__typename")


class RecordConsentRecordConsentRecordConsentDone(Model):
    typename__: Literal["RecordConsentDone"] = Field(alias="__typename")
    consent_id: str = Field(alias="consentId")
    recorded_at: datetime = Field(alias="recordedAt")


RecordConsent.model_rebuild()
