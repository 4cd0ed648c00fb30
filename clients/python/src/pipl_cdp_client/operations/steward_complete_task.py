"""Generated from graphql/ by `make client`: change the documents, not this file."""

from typing import Literal, Union

from pydantic import Field

from ..model import Model, Problem


class StewardCompleteTask(Model):
    complete_task: Union[
        "StewardCompleteTaskCompleteTaskCompleteTaskDone",
        "StewardCompleteTaskCompleteTaskConflict",
        "StewardCompleteTaskCompleteTaskInvalidInput",
        "StewardCompleteTaskCompleteTaskNotAvailable",
        "StewardCompleteTaskCompleteTaskPurposeDenied",
    ] = Field(alias="completeTask", discriminator="typename__")


class StewardCompleteTaskCompleteTaskCompleteTaskDone(Model):
    typename__: Literal["CompleteTaskDone"] = Field(alias="__typename")
    task_id: str = Field(alias="taskId")


class StewardCompleteTaskCompleteTaskConflict(Problem):
    typename__: Literal["Conflict"] = Field(alias="__typename")


class StewardCompleteTaskCompleteTaskInvalidInput(Problem):
    typename__: Literal["InvalidInput"] = Field(alias="__typename")


class StewardCompleteTaskCompleteTaskNotAvailable(Problem):
    typename__: Literal["NotAvailable"] = Field(alias="__typename")


class StewardCompleteTaskCompleteTaskPurposeDenied(Problem):
    typename__: Literal["PurposeDenied"] = Field(alias="__typename")


StewardCompleteTask.model_rebuild()
