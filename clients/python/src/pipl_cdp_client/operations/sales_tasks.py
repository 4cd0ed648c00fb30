"""Generated from graphql/ by `make client`: change the documents, not this file."""

from datetime import datetime
from typing import Optional

from pydantic import Field

from ..model import Model
from .enums import Channel, TaskKind, TaskOrigin, TaskState


class SalesTasks(Model):
    my_tasks: Optional["SalesTasksMyTasks"] = Field(alias="myTasks")


class SalesTasksMyTasks(Model):
    edges: list["SalesTasksMyTasksEdges"]
    page_info: "SalesTasksMyTasksPageInfo" = Field(alias="pageInfo")


class SalesTasksMyTasksEdges(Model):
    cursor: str
    node: "SalesTasksMyTasksEdgesNode"
    profile: Optional["SalesTasksMyTasksEdgesProfile"]


class SalesTasksMyTasksEdgesNode(Model):
    id: str
    lead: str | None
    kind: TaskKind | None
    due_at: datetime | None = Field(alias="dueAt")
    sla_at: datetime | None = Field(alias="slaAt")
    channel: Channel | None
    priority: int | None
    state: TaskState | None
    origin: TaskOrigin | None
    script: str | None


class SalesTasksMyTasksEdgesProfile(Model):
    id: str
    name: str | None
    phones: list["SalesTasksMyTasksEdgesProfilePhones"] | None


class SalesTasksMyTasksEdgesProfilePhones(Model):
    display: str | None


class SalesTasksMyTasksPageInfo(Model):
    has_next_page: bool = Field(alias="hasNextPage")
    end_cursor: str | None = Field(alias="endCursor")


SalesTasks.model_rebuild()
SalesTasksMyTasks.model_rebuild()
SalesTasksMyTasksEdges.model_rebuild()
SalesTasksMyTasksEdgesProfile.model_rebuild()
