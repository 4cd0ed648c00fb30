"""Generated from graphql/ by `make client`: change the documents, not this file."""

from typing import Literal, Union

from pydantic import Field

from ..model import Model, Problem


class HandOffLead(Model):
    hand_off_lead: Union[
        "HandOffLeadHandOffLeadConflict",
        "HandOffLeadHandOffLeadHandOffLeadDone",
        "HandOffLeadHandOffLeadInvalidInput",
        "HandOffLeadHandOffLeadNotAvailable",
        "HandOffLeadHandOffLeadPurposeDenied",
    ] = Field(alias="handOffLead", discriminator="typename__")


class HandOffLeadHandOffLeadConflict(Problem):
    typename__: Literal["Conflict"] = Field(alias="__typename")


class HandOffLeadHandOffLeadHandOffLeadDone(Model):
    typename__: Literal["HandOffLeadDone"] = Field(alias="__typename")
    lead_id: str = Field(alias="leadId")


class HandOffLeadHandOffLeadInvalidInput(Problem):
    typename__: Literal["InvalidInput"] = Field(alias="__typename")


class HandOffLeadHandOffLeadNotAvailable(Problem):
    typename__: Literal["NotAvailable"] = Field(alias="__typename")


class HandOffLeadHandOffLeadPurposeDenied(Problem):
    typename__: Literal["PurposeDenied"] = Field(alias="__typename")


HandOffLead.model_rebuild()
