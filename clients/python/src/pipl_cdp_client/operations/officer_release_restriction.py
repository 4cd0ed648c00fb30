"""Generated from graphql/ by `make client`: change the documents, not this file."""

from typing import Literal, Union

from pydantic import Field

from ..model import Model, Problem


class OfficerReleaseRestriction(Model):
    release_restriction: Union[
        "OfficerReleaseRestrictionReleaseRestrictionConflict",
        "OfficerReleaseRestrictionReleaseRestrictionInvalidInput",
        "OfficerReleaseRestrictionReleaseRestrictionNotAvailable",
        "OfficerReleaseRestrictionReleaseRestrictionPurposeDenied",
        "OfficerReleaseRestrictionReleaseRestrictionReleaseRestrictionDone",
    ] = Field(alias="releaseRestriction", discriminator="typename__")


class OfficerReleaseRestrictionReleaseRestrictionConflict(Problem):
    typename__: Literal["Conflict"] = Field(alias="__typename")


class OfficerReleaseRestrictionReleaseRestrictionInvalidInput(Problem):
    typename__: Literal["InvalidInput"] = Field(alias="__typename")


class OfficerReleaseRestrictionReleaseRestrictionNotAvailable(Problem):
    typename__: Literal["NotAvailable"] = Field(alias="__typename")


class OfficerReleaseRestrictionReleaseRestrictionPurposeDenied(Problem):
    typename__: Literal["PurposeDenied"] = Field(alias="__typename")


class OfficerReleaseRestrictionReleaseRestrictionReleaseRestrictionDone(Model):
    typename__: Literal["ReleaseRestrictionDone"] = Field(alias="__typename")
    disputed_numbers: int = Field(alias="disputedNumbers")


OfficerReleaseRestriction.model_rebuild()
