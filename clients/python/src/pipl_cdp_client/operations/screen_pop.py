"""Generated from graphql/ by `make client`: change the documents, not this file."""

from datetime import datetime
from typing import Optional

from pydantic import Field

from ..model import Model
from .enums import (
    CallOutcome,
    CallResult,
    CaseKind,
    CaseStatus,
    Direction,
    Effect,
    LineType,
    NumberStatus,
    OrderStatus,
    Priority,
    ReasonCode,
    ResolutionStatus,
)


class ScreenPop(Model):
    caller_context: Optional["ScreenPopCallerContext"] = Field(alias="callerContext")


class ScreenPopCallerContext(Model):
    resolution: "ScreenPopCallerContextResolution"
    open_cases: Optional["ScreenPopCallerContextOpenCases"] = Field(alias="openCases")
    last_orders: Optional["ScreenPopCallerContextLastOrders"] = Field(alias="lastOrders")
    last_calls: Optional["ScreenPopCallerContextLastCalls"] = Field(alias="lastCalls")


class ScreenPopCallerContextResolution(Model):
    status: ResolutionStatus
    profile: Optional["ScreenPopCallerContextResolutionProfile"]


class ScreenPopCallerContextResolutionProfile(Model):
    id: str
    name: str | None
    email: str | None
    address: str | None
    phones: list["ScreenPopCallerContextResolutionProfilePhones"] | None
    privacy: list["ScreenPopCallerContextResolutionProfilePrivacy"]


class ScreenPopCallerContextResolutionProfilePhones(Model):
    id: str
    display: str | None
    country: str | None
    region: str | None
    line_type: LineType | None = Field(alias="lineType")
    status: NumberStatus | None


class ScreenPopCallerContextResolutionProfilePrivacy(Model):
    field: str
    effect: Effect
    reason: ReasonCode | None
    article: str | None


class ScreenPopCallerContextOpenCases(Model):
    edges: list["ScreenPopCallerContextOpenCasesEdges"]
    page_info: "ScreenPopCallerContextOpenCasesPageInfo" = Field(alias="pageInfo")


class ScreenPopCallerContextOpenCasesEdges(Model):
    node: "ScreenPopCallerContextOpenCasesEdgesNode"


class ScreenPopCallerContextOpenCasesEdgesNode(Model):
    id: str
    kind: CaseKind | None
    subject_line: str | None = Field(alias="subjectLine")
    priority: Priority | None
    status: CaseStatus | None
    opened_at: datetime | None = Field(alias="openedAt")
    sla_at: datetime | None = Field(alias="slaAt")


class ScreenPopCallerContextOpenCasesPageInfo(Model):
    has_next_page: bool = Field(alias="hasNextPage")


class ScreenPopCallerContextLastOrders(Model):
    edges: list["ScreenPopCallerContextLastOrdersEdges"]
    page_info: "ScreenPopCallerContextLastOrdersPageInfo" = Field(alias="pageInfo")


class ScreenPopCallerContextLastOrdersEdges(Model):
    node: "ScreenPopCallerContextLastOrdersEdgesNode"


class ScreenPopCallerContextLastOrdersEdgesNode(Model):
    id: str
    external_no: str | None = Field(alias="externalNo")
    status: OrderStatus | None
    total_minor: str | None = Field(alias="totalMinor")
    currency: str | None
    placed_at: datetime | None = Field(alias="placedAt")
    lines: list["ScreenPopCallerContextLastOrdersEdgesNodeLines"]


class ScreenPopCallerContextLastOrdersEdgesNodeLines(Model):
    product: str | None
    quantity: int | None
    unit_minor: str | None = Field(alias="unitMinor")


class ScreenPopCallerContextLastOrdersPageInfo(Model):
    has_next_page: bool = Field(alias="hasNextPage")


class ScreenPopCallerContextLastCalls(Model):
    edges: list["ScreenPopCallerContextLastCallsEdges"]
    page_info: "ScreenPopCallerContextLastCallsPageInfo" = Field(alias="pageInfo")


class ScreenPopCallerContextLastCallsEdges(Model):
    node: "ScreenPopCallerContextLastCallsEdgesNode"


class ScreenPopCallerContextLastCallsEdgesNode(Model):
    id: str
    direction: Direction | None
    started_at: datetime | None = Field(alias="startedAt")
    talk_seconds: int | None = Field(alias="talkSeconds")
    result: CallResult | None
    outcome: CallOutcome | None
    notes: str | None


class ScreenPopCallerContextLastCallsPageInfo(Model):
    has_next_page: bool = Field(alias="hasNextPage")


ScreenPop.model_rebuild()
ScreenPopCallerContext.model_rebuild()
ScreenPopCallerContextResolution.model_rebuild()
ScreenPopCallerContextResolutionProfile.model_rebuild()
ScreenPopCallerContextOpenCases.model_rebuild()
ScreenPopCallerContextOpenCasesEdges.model_rebuild()
ScreenPopCallerContextLastOrders.model_rebuild()
ScreenPopCallerContextLastOrdersEdges.model_rebuild()
ScreenPopCallerContextLastOrdersEdgesNode.model_rebuild()
ScreenPopCallerContextLastCalls.model_rebuild()
ScreenPopCallerContextLastCallsEdges.model_rebuild()
