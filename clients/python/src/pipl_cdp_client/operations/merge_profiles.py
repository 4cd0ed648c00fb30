"""Generated from graphql/ by `make client`: change the documents, not this file."""

from typing import Literal, Union

from pydantic import Field

from ..model import Model, Problem


class MergeProfiles(Model):
    merge_profiles: Union[
        "MergeProfilesMergeProfilesConflict",
        "MergeProfilesMergeProfilesInvalidInput",
        "MergeProfilesMergeProfilesMergeProfilesDone",
        "MergeProfilesMergeProfilesNotAvailable",
        "MergeProfilesMergeProfilesPurposeDenied",
    ] = Field(alias="mergeProfiles", discriminator="typename__")


class MergeProfilesMergeProfilesConflict(Problem):
    typename__: Literal["Conflict"] = Field(alias="__typename")


class MergeProfilesMergeProfilesInvalidInput(Problem):
    typename__: Literal["InvalidInput"] = Field(alias="__typename")


class MergeProfilesMergeProfilesMergeProfilesDone(Model):
    typename__: Literal["MergeProfilesDone"] = Field(alias="__typename")
    decision_id: str = Field(alias="decisionId")
    profile_id: str = Field(alias="profileId")


class MergeProfilesMergeProfilesNotAvailable(Problem):
    typename__: Literal["NotAvailable"] = Field(alias="__typename")


class MergeProfilesMergeProfilesPurposeDenied(Problem):
    typename__: Literal["PurposeDenied"] = Field(alias="__typename")


MergeProfiles.model_rebuild()
