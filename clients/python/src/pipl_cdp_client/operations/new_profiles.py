"""Generated from graphql/ by `make client`: change the documents, not this file."""

from typing import Optional

from pydantic import Field

from ..model import Model


class NewProfiles(Model):
    profiles: Optional["NewProfilesProfiles"]


class NewProfilesProfiles(Model):
    edges: list["NewProfilesProfilesEdges"]
    page_info: "NewProfilesProfilesPageInfo" = Field(alias="pageInfo")


class NewProfilesProfilesEdges(Model):
    cursor: str
    node: "NewProfilesProfilesEdgesNode"


class NewProfilesProfilesEdgesNode(Model):
    id: str
    name: str | None
    phones: list["NewProfilesProfilesEdgesNodePhones"] | None


class NewProfilesProfilesEdgesNodePhones(Model):
    display: str | None


class NewProfilesProfilesPageInfo(Model):
    has_next_page: bool = Field(alias="hasNextPage")
    end_cursor: str | None = Field(alias="endCursor")


NewProfiles.model_rebuild()
NewProfilesProfiles.model_rebuild()
NewProfilesProfilesEdges.model_rebuild()
NewProfilesProfilesEdgesNode.model_rebuild()
