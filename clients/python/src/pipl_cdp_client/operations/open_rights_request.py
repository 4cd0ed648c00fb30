"""Generated from graphql/ by `make client`: change the documents, not this file."""

from typing import Literal, Union

from pydantic import Field

from ..model import Model, Problem


class OpenRightsRequest(Model):
    open_rights_request: Union[
        "OpenRightsRequestOpenRightsRequestConflict",
        "OpenRightsRequestOpenRightsRequestInvalidInput",
        "OpenRightsRequestOpenRightsRequestOpenRightsRequestDone",
        "OpenRightsRequestOpenRightsRequestPurposeDenied",
    ] = Field(alias="openRightsRequest", discriminator="typename__")


class OpenRightsRequestOpenRightsRequestConflict(Problem):
    typename__: Literal["Conflict"] = Field(alias="__typename")


class OpenRightsRequestOpenRightsRequestInvalidInput(Problem):
    typename__: Literal["InvalidInput"] = Field(alias="__typename")


class OpenRightsRequestOpenRightsRequestOpenRightsRequestDone(Model):
    typename__: Literal["OpenRightsRequestDone"] = Field(alias="__typename")
    case: str


class OpenRightsRequestOpenRightsRequestPurposeDenied(Problem):
    typename__: Literal["PurposeDenied"] = Field(alias="__typename")


OpenRightsRequest.model_rebuild()
