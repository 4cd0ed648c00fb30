"""Generated from graphql/ by `make client`: change the documents, not this file."""

from typing import Literal, Optional, Union

from pydantic import Field

from ..model import Model, Problem


class CaptureLead(Model):
    capture_lead: Union[
        "CaptureLeadCaptureLeadCaptureLeadDone",
        "CaptureLeadCaptureLeadConflict",
        "CaptureLeadCaptureLeadInvalidInput",
        "CaptureLeadCaptureLeadNotAvailable",
        "CaptureLeadCaptureLeadPurposeDenied",
        "CaptureLeadCaptureLeadRateLimited",
    ] = Field(alias="captureLead", discriminator="typename__")


class CaptureLeadCaptureLeadCaptureLeadDone(Model):
    typename__: Literal["CaptureLeadDone"] = Field(alias="__typename")
    contact_id: str = Field(alias="contactId")
    lead_id: str = Field(alias="leadId")
    profile: Optional["CaptureLeadCaptureLeadCaptureLeadDoneProfile"]


class CaptureLeadCaptureLeadCaptureLeadDoneProfile(Model):
    id: str
    name: str | None
    phones: list["CaptureLeadCaptureLeadCaptureLeadDoneProfilePhones"] | None


class CaptureLeadCaptureLeadCaptureLeadDoneProfilePhones(Model):
    display: str | None


class CaptureLeadCaptureLeadConflict(Problem):
    typename__: Literal["Conflict"] = Field(alias="__typename")


class CaptureLeadCaptureLeadInvalidInput(Problem):
    typename__: Literal["InvalidInput"] = Field(alias="__typename")


class CaptureLeadCaptureLeadNotAvailable(Problem):
    typename__: Literal["NotAvailable"] = Field(alias="__typename")


class CaptureLeadCaptureLeadPurposeDenied(Problem):
    typename__: Literal["PurposeDenied"] = Field(alias="__typename")


class CaptureLeadCaptureLeadRateLimited(Problem):
    typename__: Literal["RateLimited"] = Field(alias="__typename")


CaptureLead.model_rebuild()
CaptureLeadCaptureLeadCaptureLeadDone.model_rebuild()
CaptureLeadCaptureLeadCaptureLeadDoneProfile.model_rebuild()
