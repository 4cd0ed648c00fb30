"""Generated from graphql/ by `make client`: change the documents, not this file."""

from datetime import datetime
from typing import Optional

from pydantic import Field

from ..model import Model
from .enums import CallOutcome, Channel, Direction, OrderStatus, ResolutionStatus


class CallerHistory(Model):
    profile_by_phone: Optional["CallerHistoryProfileByPhone"] = Field(alias="profileByPhone")


class CallerHistoryProfileByPhone(Model):
    status: ResolutionStatus
    profile: Optional["CallerHistoryProfileByPhoneProfile"]


class CallerHistoryProfileByPhoneProfile(Model):
    id: str
    name: str | None
    orders: Optional["CallerHistoryProfileByPhoneProfileOrders"]
    calls: Optional["CallerHistoryProfileByPhoneProfileCalls"]


class CallerHistoryProfileByPhoneProfileOrders(Model):
    edges: list["CallerHistoryProfileByPhoneProfileOrdersEdges"]


class CallerHistoryProfileByPhoneProfileOrdersEdges(Model):
    node: "CallerHistoryProfileByPhoneProfileOrdersEdgesNode"


class CallerHistoryProfileByPhoneProfileOrdersEdgesNode(Model):
    id: str
    external_no: str | None = Field(alias="externalNo")
    status: OrderStatus | None
    total_minor: str | None = Field(alias="totalMinor")
    currency: str | None
    placed_at: datetime | None = Field(alias="placedAt")
    channel: Channel | None
    lead: str | None


class CallerHistoryProfileByPhoneProfileCalls(Model):
    edges: list["CallerHistoryProfileByPhoneProfileCallsEdges"]


class CallerHistoryProfileByPhoneProfileCallsEdges(Model):
    node: "CallerHistoryProfileByPhoneProfileCallsEdgesNode"


class CallerHistoryProfileByPhoneProfileCallsEdgesNode(Model):
    id: str
    direction: Direction | None
    started_at: datetime | None = Field(alias="startedAt")
    talk_seconds: int | None = Field(alias="talkSeconds")
    outcome: CallOutcome | None
    notes: str | None


CallerHistory.model_rebuild()
CallerHistoryProfileByPhone.model_rebuild()
CallerHistoryProfileByPhoneProfile.model_rebuild()
CallerHistoryProfileByPhoneProfileOrders.model_rebuild()
CallerHistoryProfileByPhoneProfileOrdersEdges.model_rebuild()
CallerHistoryProfileByPhoneProfileCalls.model_rebuild()
CallerHistoryProfileByPhoneProfileCallsEdges.model_rebuild()
