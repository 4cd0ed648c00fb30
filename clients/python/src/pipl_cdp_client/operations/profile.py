"""Generated from graphql/ by `make client`: change the documents, not this file."""

from datetime import datetime
from typing import Optional

from pydantic import Field

from ..model import Model
from .enums import (
    CallOutcome,
    CallResult,
    Effect,
    LineType,
    NumberStatus,
    OrderStatus,
    ReasonCode,
)


class Profile(Model):
    profile: Optional["ProfileProfile"]


class ProfileProfile(Model):
    id: str
    name: str | None
    email: str | None
    address: str | None
    phones: list["ProfileProfilePhones"] | None
    contacts: Optional["ProfileProfileContacts"]
    orders: Optional["ProfileProfileOrders"]
    calls: Optional["ProfileProfileCalls"]
    privacy: list["ProfileProfilePrivacy"]


class ProfileProfilePhones(Model):
    id: str
    display: str | None
    line_type: LineType | None = Field(alias="lineType")
    status: NumberStatus | None
    verified_at: datetime | None = Field(alias="verifiedAt")


class ProfileProfileContacts(Model):
    edges: list["ProfileProfileContactsEdges"]


class ProfileProfileContactsEdges(Model):
    node: "ProfileProfileContactsEdgesNode"


class ProfileProfileContactsEdgesNode(Model):
    id: str
    name: str | None
    company: str | None
    occurred_at: datetime = Field(alias="occurredAt")


class ProfileProfileOrders(Model):
    edges: list["ProfileProfileOrdersEdges"]


class ProfileProfileOrdersEdges(Model):
    node: "ProfileProfileOrdersEdgesNode"


class ProfileProfileOrdersEdgesNode(Model):
    id: str
    status: OrderStatus | None
    total_minor: str | None = Field(alias="totalMinor")
    currency: str | None
    placed_at: datetime | None = Field(alias="placedAt")


class ProfileProfileCalls(Model):
    edges: list["ProfileProfileCallsEdges"]


class ProfileProfileCallsEdges(Model):
    node: "ProfileProfileCallsEdgesNode"


class ProfileProfileCallsEdgesNode(Model):
    id: str
    started_at: datetime | None = Field(alias="startedAt")
    result: CallResult | None
    outcome: CallOutcome | None
    notes: str | None


class ProfileProfilePrivacy(Model):
    field: str
    effect: Effect
    reason: ReasonCode | None
    article: str | None


Profile.model_rebuild()
ProfileProfile.model_rebuild()
ProfileProfileContacts.model_rebuild()
ProfileProfileContactsEdges.model_rebuild()
ProfileProfileOrders.model_rebuild()
ProfileProfileOrdersEdges.model_rebuild()
ProfileProfileCalls.model_rebuild()
ProfileProfileCallsEdges.model_rebuild()
