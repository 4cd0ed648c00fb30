"""Generated from graphql/ by `make client`: change the documents, not this file."""

from typing import Optional

from pydantic import Field

from ..model import Model
from .enums import LeadStatus, Qualification, RejectReason


class LeadPool(Model):
    lead_pool: Optional["LeadPoolLeadPool"] = Field(alias="leadPool")


class LeadPoolLeadPool(Model):
    edges: list["LeadPoolLeadPoolEdges"]
    page_info: "LeadPoolLeadPoolPageInfo" = Field(alias="pageInfo")


class LeadPoolLeadPoolEdges(Model):
    cursor: str
    node: "LeadPoolLeadPoolEdgesNode"
    profile: Optional["LeadPoolLeadPoolEdgesProfile"]


class LeadPoolLeadPoolEdgesNode(Model):
    id: str
    qualification: Qualification | None
    status: LeadStatus | None
    reject_reason: RejectReason | None = Field(alias="rejectReason")
    fit_score: int | None = Field(alias="fitScore")
    engagement_score: int | None = Field(alias="engagementScore")


class LeadPoolLeadPoolEdgesProfile(Model):
    id: str
    name: str | None


class LeadPoolLeadPoolPageInfo(Model):
    has_next_page: bool = Field(alias="hasNextPage")
    end_cursor: str | None = Field(alias="endCursor")


LeadPool.model_rebuild()
LeadPoolLeadPool.model_rebuild()
LeadPoolLeadPoolEdges.model_rebuild()
