"""Generated from graphql/ by `make client`: change the documents, not this file."""

from typing import Literal, Union

from pydantic import Field

from ..model import Model, Problem


class ClaimLead(Model):
    claim_lead: Union[
        "ClaimLeadClaimLeadClaimLeadDone",
        "ClaimLeadClaimLeadConflict",
        "ClaimLeadClaimLeadInvalidInput",
        "ClaimLeadClaimLeadNotAvailable",
        "ClaimLeadClaimLeadPurposeDenied",
    ] = Field(alias="claimLead", discriminator="typename__")


class ClaimLeadClaimLeadClaimLeadDone(Model):
    typename__: Literal["ClaimLeadDone"] = Field(alias="__typename")
    lead_id: str = Field(alias="leadId")


class ClaimLeadClaimLeadConflict(Problem):
    typename__: Literal["Conflict"] = Field(alias="__typename")


class ClaimLeadClaimLeadInvalidInput(Problem):
    typename__: Literal["InvalidInput"] = Field(alias="__typename")


class ClaimLeadClaimLeadNotAvailable(Problem):
    typename__: Literal["NotAvailable"] = Field(alias="__typename")


class ClaimLeadClaimLeadPurposeDenied(Problem):
    typename__: Literal["PurposeDenied"] = Field(alias="__typename")


ClaimLead.model_rebuild()
