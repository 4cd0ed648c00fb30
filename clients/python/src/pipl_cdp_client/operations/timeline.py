"""Generated from graphql/ by `make client`: change the documents, not this file."""

from datetime import datetime
from typing import Literal, Optional, Union

from pydantic import Field

from ..model import Model
from .enums import (
    CallOutcome,
    CallResult,
    CaseKind,
    CaseStatus,
    Channel,
    Direction,
    MessageState,
    OrderStatus,
)


class Timeline(Model):
    timeline: Optional["TimelineTimeline"]


class TimelineTimeline(Model):
    edges: list["TimelineTimelineEdges"]
    page_info: "TimelineTimelinePageInfo" = Field(alias="pageInfo")


class TimelineTimelineEdges(Model):
    cursor: str
    node: Union[
        "TimelineTimelineEdgesNodeCall",
        "TimelineTimelineEdgesNodeLead",
        "TimelineTimelineEdgesNodeMessage",
        "TimelineTimelineEdgesNodeOrder",
        "TimelineTimelineEdgesNodeServiceCase",
    ] = Field(discriminator="typename__")


class TimelineTimelineEdgesNodeCall(Model):
    typename__: Literal["Call"] = Field(alias="__typename")
    id: str
    direction: Direction | None
    started_at: datetime | None = Field(alias="startedAt")
    result: CallResult | None
    outcome: CallOutcome | None
    notes: str | None


class TimelineTimelineEdgesNodeLead(Model):
    typename__: Literal["Lead"] = Field(alias="__typename")


class TimelineTimelineEdgesNodeMessage(Model):
    typename__: Literal["Message"] = Field(alias="__typename")
    id: str
    channel: Channel | None
    direction: Direction | None
    state: MessageState | None
    started_at: datetime | None = Field(alias="startedAt")


class TimelineTimelineEdgesNodeOrder(Model):
    typename__: Literal["Order"] = Field(alias="__typename")
    id: str
    external_no: str | None = Field(alias="externalNo")
    order_status: OrderStatus | None = Field(alias="orderStatus")
    total_minor: str | None = Field(alias="totalMinor")
    currency: str | None
    placed_at: datetime | None = Field(alias="placedAt")


class TimelineTimelineEdgesNodeServiceCase(Model):
    typename__: Literal["ServiceCase"] = Field(alias="__typename")
    id: str
    kind: CaseKind | None
    subject_line: str | None = Field(alias="subjectLine")
    case_status: CaseStatus | None = Field(alias="caseStatus")
    opened_at: datetime | None = Field(alias="openedAt")
    resolution: str | None


class TimelineTimelinePageInfo(Model):
    has_next_page: bool = Field(alias="hasNextPage")
    end_cursor: str | None = Field(alias="endCursor")


Timeline.model_rebuild()
TimelineTimeline.model_rebuild()
TimelineTimelineEdges.model_rebuild()
