"""Generated from graphql/ by `make client`: change the documents, not this file."""

from typing import Literal, Union

from pydantic import Field

from ..model import Model, Problem


class SplitProfile(Model):
    split_profile: Union[
        "SplitProfileSplitProfileConflict",
        "SplitProfileSplitProfileInvalidInput",
        "SplitProfileSplitProfileNotAvailable",
        "SplitProfileSplitProfilePurposeDenied",
        "SplitProfileSplitProfileSplitProfileDone",
    ] = Field(alias="splitProfile", discriminator="typename__")


class SplitProfileSplitProfileConflict(Problem):
    typename__: Literal["Conflict"] = Field(alias="__typename")


class SplitProfileSplitProfileInvalidInput(Problem):
    typename__: Literal["InvalidInput"] = Field(alias="__typename")


class SplitProfileSplitProfileNotAvailable(Problem):
    typename__: Literal["NotAvailable"] = Field(alias="__typename")


class SplitProfileSplitProfilePurposeDenied(Problem):
    typename__: Literal["PurposeDenied"] = Field(alias="__typename")


class SplitProfileSplitProfileSplitProfileDone(Model):
    typename__: Literal["SplitProfileDone"] = Field(alias="__typename")
    decision_id: str = Field(alias="decisionId")
    profile_ids: list[str] = Field(alias="profileIds")


SplitProfile.model_rebuild()
