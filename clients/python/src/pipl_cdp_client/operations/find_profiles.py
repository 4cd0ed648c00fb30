"""Generated from graphql/ by `make client`: change the documents, not this file."""

from typing import Optional

from ..model import Model


class FindProfiles(Model):
    profiles: Optional["FindProfilesProfiles"]


class FindProfilesProfiles(Model):
    edges: list["FindProfilesProfilesEdges"]


class FindProfilesProfilesEdges(Model):
    node: "FindProfilesProfilesEdgesNode"


class FindProfilesProfilesEdgesNode(Model):
    id: str
    name: str | None
    phones: list["FindProfilesProfilesEdgesNodePhones"] | None


class FindProfilesProfilesEdgesNodePhones(Model):
    display: str | None


FindProfiles.model_rebuild()
FindProfilesProfiles.model_rebuild()
FindProfilesProfilesEdges.model_rebuild()
FindProfilesProfilesEdgesNode.model_rebuild()
