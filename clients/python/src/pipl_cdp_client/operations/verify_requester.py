"""Generated from graphql/ by `make client`: change the documents, not this file."""

from typing import Literal, Union

from pydantic import Field

from ..model import Model, Problem


class VerifyRequester(Model):
    verify_requester: Union[
        "VerifyRequesterVerifyRequesterConflict",
        "VerifyRequesterVerifyRequesterInvalidInput",
        "VerifyRequesterVerifyRequesterPurposeDenied",
        "VerifyRequesterVerifyRequesterVerifyRequesterDone",
    ] = Field(alias="verifyRequester", discriminator="typename__")


class VerifyRequesterVerifyRequesterConflict(Problem):
    typename__: Literal["Conflict"] = Field(alias="__typename")


class VerifyRequesterVerifyRequesterInvalidInput(Problem):
    typename__: Literal["InvalidInput"] = Field(alias="__typename")


class VerifyRequesterVerifyRequesterPurposeDenied(Problem):
    typename__: Literal["PurposeDenied"] = Field(alias="__typename")


class VerifyRequesterVerifyRequesterVerifyRequesterDone(Model):
    typename__: Literal["VerifyRequesterDone"] = Field(alias="__typename")
    verified: bool


VerifyRequester.model_rebuild()
