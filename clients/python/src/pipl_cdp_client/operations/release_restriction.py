"""Generated from graphql/ by `make client`: change the documents, not this file."""

from typing import Literal, Union

from pydantic import Field

from ..model import Model, Problem


class ReleaseRestriction(Model):
    release_restriction: Union[
        "ReleaseRestrictionReleaseRestrictionConflict",
        "ReleaseRestrictionReleaseRestrictionInvalidInput",
        "ReleaseRestrictionReleaseRestrictionNotAvailable",
        "ReleaseRestrictionReleaseRestrictionPurposeDenied",
        "ReleaseRestrictionReleaseRestrictionReleaseRestrictionDone",
    ] = Field(alias="releaseRestriction", discriminator="typename__")


class ReleaseRestrictionReleaseRestrictionConflict(Problem):
    typename__: Literal["Conflict"] = Field(alias="__typename")


class ReleaseRestrictionReleaseRestrictionInvalidInput(Problem):
    typename__: Literal["InvalidInput"] = Field(alias="__typename")


class ReleaseRestrictionReleaseRestrictionNotAvailable(Problem):
    typename__: Literal["NotAvailable"] = Field(alias="__typename")


class ReleaseRestrictionReleaseRestrictionPurposeDenied(Problem):
    typename__: Literal["PurposeDenied"] = Field(alias="__typename")


class ReleaseRestrictionReleaseRestrictionReleaseRestrictionDone(Model):
    typename__: Literal["ReleaseRestrictionDone"] = Field(alias="__typename")
    disputed_numbers: int = Field(alias="disputedNumbers")


ReleaseRestriction.model_rebuild()
