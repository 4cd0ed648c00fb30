"""Generated from graphql/ by `make client`: change the documents, not this file."""

from datetime import datetime
from typing import Annotated, Literal, Union

from pydantic import Field

from ..model import Model
from .enums import CallOutcome, CallResult, CaseStatus, OrderStatus


class Node(Model):
    node: (
        Annotated[
            Union["NodeNodeNode", "NodeNodeCall", "NodeNodeOrder", "NodeNodeServiceCase"],
            Field(discriminator="typename__"),
        ]
        | None
    )


class NodeNodeNode(Model):
    typename__: Literal["Contact", "Lead", "Message", "Node", "Profile", "Satisfaction", "Task"] = (
        Field(alias="__typename")
    )
    id: str


class NodeNodeCall(Model):
    typename__: Literal["Call"] = Field(alias="__typename")
    id: str
    started_at: datetime | None = Field(alias="startedAt")
    result: CallResult | None
    outcome: CallOutcome | None
    notes: str | None


class NodeNodeOrder(Model):
    typename__: Literal["Order"] = Field(alias="__typename")
    id: str
    order_status: OrderStatus | None = Field(alias="orderStatus")
    total_minor: str | None = Field(alias="totalMinor")
    currency: str | None


class NodeNodeServiceCase(Model):
    typename__: Literal["ServiceCase"] = Field(alias="__typename")
    id: str
    case_status: CaseStatus | None = Field(alias="caseStatus")
    resolution: str | None


Node.model_rebuild()
