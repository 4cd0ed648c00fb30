"""Generated from graphql/ by `make client`: change the documents, not this file."""

from typing import Literal, Union

from pydantic import Field

from ..model import Model, Problem


class QualifyLead(Model):
    qualify_lead: Union[
        "QualifyLeadQualifyLeadConflict",
        "QualifyLeadQualifyLeadInvalidInput",
        "QualifyLeadQualifyLeadNotAvailable",
        "QualifyLeadQualifyLeadPurposeDenied",
        "QualifyLeadQualifyLeadQualifyLeadDone",
    ] = Field(alias="qualifyLead", discriminator="typename__")


class QualifyLeadQualifyLeadConflict(Problem):
    typename__: Literal["Conflict"] = Field(alias="__typename")


class QualifyLeadQualifyLeadInvalidInput(Problem):
    typename__: Literal["InvalidInput"] = Field(alias="__typename")


class QualifyLeadQualifyLeadNotAvailable(Problem):
    typename__: Literal["NotAvailable"] = Field(alias="__typename")


class QualifyLeadQualifyLeadPurposeDenied(Problem):
    typename__: Literal["PurposeDenied"] = Field(alias="__typename")


class QualifyLeadQualifyLeadQualifyLeadDone(Model):
    typename__: Literal["QualifyLeadDone"] = Field(alias="__typename")
    lead_id: str = Field(alias="leadId")


QualifyLead.model_rebuild()
