"""Generated from graphql/ by `make client`: change the documents, not this file."""

from datetime import datetime
from typing import Optional

from pydantic import Field

from ..model import Model
from .enums import RightsRequestState, RightsRequestType


class RightsRequest(Model):
    rights_request: Optional["RightsRequestRightsRequest"] = Field(alias="rightsRequest")


class RightsRequestRightsRequest(Model):
    id: str
    type_: RightsRequestType = Field(alias="type")
    state: RightsRequestState
    opened_at: datetime = Field(alias="openedAt")
    plan: Optional["RightsRequestRightsRequestPlan"]
    certificate: str | None


class RightsRequestRightsRequestPlan(Model):
    hash: str
    policy: str
    steps: list["RightsRequestRightsRequestPlanSteps"]
    retained: list["RightsRequestRightsRequestPlanRetained"]
    keys_destroyed: list[str] = Field(alias="keysDestroyed")
    keys_kept: list[str] = Field(alias="keysKept")


class RightsRequestRightsRequestPlanSteps(Model):
    table: str
    treatment: str
    rows: int
    says: str


class RightsRequestRightsRequestPlanRetained(Model):
    table: str
    rows: int
    article: str
    until: str


RightsRequest.model_rebuild()
RightsRequestRightsRequest.model_rebuild()
RightsRequestRightsRequestPlan.model_rebuild()
