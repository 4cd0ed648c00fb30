"""Generated from graphql/ by `make client`: change the documents, not this file."""

from datetime import datetime
from typing import Literal, Union

from pydantic import Field

from ..model import Model, Problem


class RestrictProcessing(Model):
    restrict_processing: Union[
        "RestrictProcessingRestrictProcessingConflict",
        "RestrictProcessingRestrictProcessingInvalidInput",
        "RestrictProcessingRestrictProcessingNotAvailable",
        "RestrictProcessingRestrictProcessingPurposeDenied",
        "RestrictProcessingRestrictProcessingRestrictProcessingDone",
    ] = Field(alias="restrictProcessing", discriminator="typename__")


class RestrictProcessingRestrictProcessingConflict(Problem):
    typename__: Literal["Conflict"] = Field(alias="__typename")


class RestrictProcessingRestrictProcessingInvalidInput(Problem):
    typename__: Literal["InvalidInput"] = Field(alias="__typename")


class RestrictProcessingRestrictProcessingNotAvailable(Problem):
    typename__: Literal["NotAvailable"] = Field(alias="__typename")


class RestrictProcessingRestrictProcessingPurposeDenied(Problem):
    typename__: Literal["PurposeDenied"] = Field(alias="__typename")


class RestrictProcessingRestrictProcessingRestrictProcessingDone(Model):
    typename__: Literal["RestrictProcessingDone"] = Field(alias="__typename")
    restricted_since: datetime = Field(alias="restrictedSince")
    was_restricted: bool = Field(alias="wasRestricted")


RestrictProcessing.model_rebuild()
