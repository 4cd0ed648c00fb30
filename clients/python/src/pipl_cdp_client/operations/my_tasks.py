"""Generated from graphql/ by `make client`: change the documents, not this file."""

from datetime import datetime
from typing import Optional

from pydantic import Field

from ..model import Model
from .enums import Channel, TaskKind, TaskOrigin, TaskState


class MyTasks(Model):
    my_tasks: Optional["MyTasksMyTasks"] = Field(alias="myTasks")


class MyTasksMyTasks(Model):
    edges: list["MyTasksMyTasksEdges"]
    page_info: "MyTasksMyTasksPageInfo" = Field(alias="pageInfo")


class MyTasksMyTasksEdges(Model):
    cursor: str
    node: "MyTasksMyTasksEdgesNode"
    profile: Optional["MyTasksMyTasksEdgesProfile"]


class MyTasksMyTasksEdgesNode(Model):
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


class MyTasksMyTasksEdgesProfile(Model):
    id: str
    name: str | None
    phones: list["MyTasksMyTasksEdgesProfilePhones"] | None


class MyTasksMyTasksEdgesProfilePhones(Model):
    display: str | None


class MyTasksMyTasksPageInfo(Model):
    has_next_page: bool = Field(alias="hasNextPage")
    end_cursor: str | None = Field(alias="endCursor")


MyTasks.model_rebuild()
MyTasksMyTasks.model_rebuild()
MyTasksMyTasksEdges.model_rebuild()
MyTasksMyTasksEdgesProfile.model_rebuild()
