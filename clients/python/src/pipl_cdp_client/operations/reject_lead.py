"""Generated from graphql/ by `make client`: change the documents, not this file."""

from typing import Literal, Union

from pydantic import Field

from ..model import Model, Problem


class RejectLead(Model):
    reject_lead: Union[
        "RejectLeadRejectLeadConflict",
        "RejectLeadRejectLeadInvalidInput",
        "RejectLeadRejectLeadNotAvailable",
        "RejectLeadRejectLeadPurposeDenied",
        "RejectLeadRejectLeadRejectLeadDone",
    ] = Field(alias="rejectLead", discriminator="typename__")


class RejectLeadRejectLeadConflict(Problem):
    typename__: Literal["Conflict"] = Field(alias="__typename")


class RejectLeadRejectLeadInvalidInput(Problem):
    typename__: Literal["InvalidInput"] = Field(alias="__typename")


class RejectLeadRejectLeadNotAvailable(Problem):
    typename__: Literal["NotAvailable"] = Field(alias="__typename")


class RejectLeadRejectLeadPurposeDenied(Problem):
    typename__: Literal["PurposeDenied"] = Field(alias="__typename")


class RejectLeadRejectLeadRejectLeadDone(Model):
    typename__: Literal["RejectLeadDone"] = Field(alias="__typename")
    lead_id: str = Field(alias="leadId")


RejectLead.model_rebuild()
