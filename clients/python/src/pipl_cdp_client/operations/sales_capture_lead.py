"""Generated from graphql/ by `make client`: change the documents, not this file."""

from typing import Literal, Optional, Union

from pydantic import Field

from ..model import Model, Problem


class SalesCaptureLead(Model):
    capture_lead: Union[
        "SalesCaptureLeadCaptureLeadCaptureLeadDone",
        "SalesCaptureLeadCaptureLeadConflict",
        "SalesCaptureLeadCaptureLeadInvalidInput",
        "SalesCaptureLeadCaptureLeadNotAvailable",
        "SalesCaptureLeadCaptureLeadPurposeDenied",
        "SalesCaptureLeadCaptureLeadRateLimited",
    ] = Field(alias="captureLead", discriminator="typename__")


class SalesCaptureLeadCaptureLeadCaptureLeadDone(Model):
    typename__: Literal["CaptureLeadDone"] = Field(alias="__typename")
    contact_id: str = Field(alias="contactId")
    lead_id: str = Field(alias="leadId")
    profile: Optional["SalesCaptureLeadCaptureLeadCaptureLeadDoneProfile"]


class SalesCaptureLeadCaptureLeadCaptureLeadDoneProfile(Model):
    id: str
    name: str | None


class SalesCaptureLeadCaptureLeadConflict(Problem):
    typename__: Literal["Conflict"] = Field(alias="__typename")


class SalesCaptureLeadCaptureLeadInvalidInput(Problem):
    typename__: Literal["InvalidInput"] = Field(alias="__typename")


class SalesCaptureLeadCaptureLeadNotAvailable(Problem):
    typename__: Literal["NotAvailable"] = Field(alias="__typename")


class SalesCaptureLeadCaptureLeadPurposeDenied(Problem):
    typename__: Literal["PurposeDenied"] = Field(alias="__typename")


class SalesCaptureLeadCaptureLeadRateLimited(Problem):
    typename__: Literal["RateLimited"] = Field(alias="__typename")


SalesCaptureLead.model_rebuild()
SalesCaptureLeadCaptureLeadCaptureLeadDone.model_rebuild()
