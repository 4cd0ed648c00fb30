"""Generated from graphql/ by `make client`: change the documents, not this file."""

from datetime import datetime
from typing import Literal, Union

from pydantic import Field

from ..model import Model, Problem


class OfficerRestrictProcessing(Model):
    restrict_processing: Union[
        "OfficerRestrictProcessingRestrictProcessingConflict",
        "OfficerRestrictProcessingRestrictProcessingInvalidInput",
        "OfficerRestrictProcessingRestrictProcessingNotAvailable",
        "OfficerRestrictProcessingRestrictProcessingPurposeDenied",
        "OfficerRestrictProcessingRestrictProcessingRestrictProcessingDone",
    ] = Field(alias="restrictProcessing", discriminator="typename__")


class OfficerRestrictProcessingRestrictProcessingConflict(Problem):
    typename__: Literal["Conflict"] = Field(alias="__typename")


class OfficerRestrictProcessingRestrictProcessingInvalidInput(Problem):
    typename__: Literal["InvalidInput"] = Field(alias="__typename")


class OfficerRestrictProcessingRestrictProcessingNotAvailable(Problem):
    typename__: Literal["NotAvailable"] = Field(alias="__typename")


class OfficerRestrictProcessingRestrictProcessingPurposeDenied(Problem):
    typename__: Literal["PurposeDenied"] = Field(alias="__typename")


class OfficerRestrictProcessingRestrictProcessingRestrictProcessingDone(Model):
    typename__: Literal["RestrictProcessingDone"] = Field(alias="__typename")
    restricted_since: datetime = Field(alias="restrictedSince")
    was_restricted: bool = Field(alias="wasRestricted")


OfficerRestrictProcessing.model_rebuild()
