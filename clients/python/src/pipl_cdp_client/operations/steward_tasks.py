"""Generated from graphql/ by `make client`: change the documents, not this file."""

from datetime import datetime
from typing import Optional

from pydantic import Field

from ..model import Model
from .enums import TaskKind, TaskOrigin, TaskState


class StewardTasks(Model):
    my_tasks: Optional["StewardTasksMyTasks"] = Field(alias="myTasks")


class StewardTasksMyTasks(Model):
    edges: list["StewardTasksMyTasksEdges"]
    page_info: "StewardTasksMyTasksPageInfo" = Field(alias="pageInfo")


class StewardTasksMyTasksEdges(Model):
    node: "StewardTasksMyTasksEdgesNode"
    profile: Optional["StewardTasksMyTasksEdgesProfile"]


class StewardTasksMyTasksEdgesNode(Model):
    id: str
    kind: TaskKind | None
    origin: TaskOrigin | None
    state: TaskState | None
    due_at: datetime | None = Field(alias="dueAt")


class StewardTasksMyTasksEdgesProfile(Model):
    id: str


class StewardTasksMyTasksPageInfo(Model):
    has_next_page: bool = Field(alias="hasNextPage")
    end_cursor: str | None = Field(alias="endCursor")


StewardTasks.model_rebuild()
StewardTasksMyTasks.model_rebuild()
StewardTasksMyTasksEdges.model_rebuild()
