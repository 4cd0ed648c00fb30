"""Generated from graphql/ by `make client`: change the documents, not this file."""

from typing import Literal, Optional, Union

from pydantic import Field

from ..model import Model, Problem


class DisputePhone(Model):
    dispute_phone: Union[
        "DisputePhoneDisputePhoneConflict",
        "DisputePhoneDisputePhoneDisputePhoneDone",
        "DisputePhoneDisputePhoneInvalidInput",
        "DisputePhoneDisputePhoneNotAvailable",
        "DisputePhoneDisputePhonePurposeDenied",
        "DisputePhoneDisputePhoneRateLimited",
    ] = Field(alias="disputePhone", discriminator="typename__")


class DisputePhoneDisputePhoneConflict(Problem):
    typename__: Literal["Conflict"] = Field(alias="__typename")


class DisputePhoneDisputePhoneDisputePhoneDone(Model):
    typename__: Literal["DisputePhoneDone"] = Field(alias="__typename")
    phone_id: str = Field(alias="phoneId")
    profile: Optional["DisputePhoneDisputePhoneDisputePhoneDoneProfile"]


class DisputePhoneDisputePhoneDisputePhoneDoneProfile(Model):
    id: str
    phones: list["DisputePhoneDisputePhoneDisputePhoneDoneProfilePhones"] | None


class DisputePhoneDisputePhoneDisputePhoneDoneProfilePhones(Model):
    id: str
    display: str | None


class DisputePhoneDisputePhoneInvalidInput(Problem):
    typename__: Literal["InvalidInput"] = Field(alias="__typename")


class DisputePhoneDisputePhoneNotAvailable(Problem):
    typename__: Literal["NotAvailable"] = Field(alias="__typename")


class DisputePhoneDisputePhonePurposeDenied(Problem):
    typename__: Literal["PurposeDenied"] = Field(alias="__typename")


class DisputePhoneDisputePhoneRateLimited(Problem):
    typename__: Literal["RateLimited"] = Field(alias="__typename")


DisputePhone.model_rebuild()
DisputePhoneDisputePhoneDisputePhoneDone.model_rebuild()
DisputePhoneDisputePhoneDisputePhoneDoneProfile.model_rebuild()
