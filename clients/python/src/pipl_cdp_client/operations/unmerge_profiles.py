"""Generated from graphql/ by `make client`: change the documents, not this file."""

from typing import Literal, Union

from pydantic import Field

from ..model import Model, Problem


class UnmergeProfiles(Model):
    unmerge_profiles: Union[
        "UnmergeProfilesUnmergeProfilesConflict",
        "UnmergeProfilesUnmergeProfilesInvalidInput",
        "UnmergeProfilesUnmergeProfilesNotAvailable",
        "UnmergeProfilesUnmergeProfilesPurposeDenied",
        "UnmergeProfilesUnmergeProfilesUnmergeProfilesDone",
    ] = Field(alias="unmergeProfiles", discriminator="typename__")


class UnmergeProfilesUnmergeProfilesConflict(Problem):
    typename__: Literal["Conflict"] = Field(alias="__typename")


class UnmergeProfilesUnmergeProfilesInvalidInput(Problem):
    typename__: Literal["InvalidInput"] = Field(alias="__typename")


class UnmergeProfilesUnmergeProfilesNotAvailable(Problem):
    typename__: Literal["NotAvailable"] = Field(alias="__typename")


class UnmergeProfilesUnmergeProfilesPurposeDenied(Problem):
    typename__: Literal["PurposeDenied"] = Field(alias="__typename")


class UnmergeProfilesUnmergeProfilesUnmergeProfilesDone(Model):
    typename__: Literal["UnmergeProfilesDone"] = Field(alias="__typename")
    decision_id: str = Field(alias="decisionId")
    profile_ids: list[str] = Field(alias="profileIds")


UnmergeProfiles.model_rebuild()
