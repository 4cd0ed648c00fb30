"""Generated from graphql/ by `make client`: change the documents, not this file."""

from datetime import datetime
from typing import Annotated, Literal, Union

from pydantic import Field

from ..model import Model
from .enums import (
    CaseKind,
    CaseStatus,
    Channel,
    Direction,
    OrderStatus,
    SatisfactionKind,
    TaskKind,
    TaskState,
)


class Nodes(Model):
    nodes: (
        list[
            Annotated[
                Union[
                    "NodesNodesNode",
                    "NodesNodesContact",
                    "NodesNodesInteraction",
                    "NodesNodesOrder",
                    "NodesNodesProfile",
                    "NodesNodesSatisfaction",
                    "NodesNodesServiceCase",
                    "NodesNodesTask",
                ],
                Field(discriminator="typename__"),
            ]
            | None
        ]
        | None
    )


class NodesNodesNode(Model):
    typename__: Literal["Call", "Lead", "Message", "Node"] = Field(alias="__typename")
    id: str


class NodesNodesContact(Model):
    typename__: Literal["Contact"] = Field(alias="__typename")
    id: str
    name: str | None
    company: str | None
    occurred_at: datetime = Field(alias="occurredAt")


class NodesNodesInteraction(Model):
    typename__: Literal["Interaction"] = Field(alias="__typename")
    id: str
    channel: Channel | None
    direction: Direction | None
    started_at: datetime | None = Field(alias="startedAt")


class NodesNodesOrder(Model):
    typename__: Literal["Order"] = Field(alias="__typename")
    id: str
    external_no: str | None = Field(alias="externalNo")
    order_status: OrderStatus | None = Field(alias="orderStatus")
    total_minor: str | None = Field(alias="totalMinor")
    currency: str | None
    placed_at: datetime | None = Field(alias="placedAt")


class NodesNodesProfile(Model):
    typename__: Literal["Profile"] = Field(alias="__typename")
    id: str
    name: str | None
    phones: list["NodesNodesProfilePhones"] | None


class NodesNodesProfilePhones(Model):
    id: str
    display: str | None


class NodesNodesSatisfaction(Model):
    typename__: Literal["Satisfaction"] = Field(alias="__typename")
    id: str
    scale: SatisfactionKind | None
    score: int | None
    answered_at: datetime | None = Field(alias="answeredAt")


class NodesNodesServiceCase(Model):
    typename__: Literal["ServiceCase"] = Field(alias="__typename")
    id: str
    kind: CaseKind | None
    subject_line: str | None = Field(alias="subjectLine")
    case_status: CaseStatus | None = Field(alias="caseStatus")
    opened_at: datetime | None = Field(alias="openedAt")


class NodesNodesTask(Model):
    typename__: Literal["Task"] = Field(alias="__typename")
    id: str
    task_kind: TaskKind | None = Field(alias="taskKind")
    due_at: datetime | None = Field(alias="dueAt")
    state: TaskState | None


Nodes.model_rebuild()
NodesNodesProfile.model_rebuild()
