"""Generated from graphql/ by `make client`: change the documents, not this file."""

from typing import Optional

from pydantic import Field

from ..model import Model
from .enums import Effect, OrderStatus, ReasonCode, ResolutionStatus


class FollowUp(Model):
    profile_by_phone: Optional["FollowUpProfileByPhone"] = Field(alias="profileByPhone")


class FollowUpProfileByPhone(Model):
    status: ResolutionStatus
    profile: Optional["FollowUpProfileByPhoneProfile"]


class FollowUpProfileByPhoneProfile(Model):
    id: str
    name: str | None
    address: str | None
    phones: list["FollowUpProfileByPhoneProfilePhones"] | None
    orders: Optional["FollowUpProfileByPhoneProfileOrders"]
    privacy: list["FollowUpProfileByPhoneProfilePrivacy"]


class FollowUpProfileByPhoneProfilePhones(Model):
    display: str | None


class FollowUpProfileByPhoneProfileOrders(Model):
    edges: list["FollowUpProfileByPhoneProfileOrdersEdges"]


class FollowUpProfileByPhoneProfileOrdersEdges(Model):
    node: "FollowUpProfileByPhoneProfileOrdersEdgesNode"


class FollowUpProfileByPhoneProfileOrdersEdgesNode(Model):
    status: OrderStatus | None
    total_minor: str | None = Field(alias="totalMinor")
    currency: str | None


class FollowUpProfileByPhoneProfilePrivacy(Model):
    field: str
    effect: Effect
    reason: ReasonCode | None
    article: str | None


FollowUp.model_rebuild()
FollowUpProfileByPhone.model_rebuild()
FollowUpProfileByPhoneProfile.model_rebuild()
FollowUpProfileByPhoneProfileOrders.model_rebuild()
FollowUpProfileByPhoneProfileOrdersEdges.model_rebuild()
