"""Generated from graphql/ by `make client`: change the documents, not this file."""

from typing import Literal, Union

from pydantic import Field

from ..model import Model, Problem


class CompleteTask(Model):
    complete_task: Union[
        "CompleteTaskCompleteTaskCompleteTaskDone",
        "CompleteTaskCompleteTaskConflict",
        "CompleteTaskCompleteTaskInvalidInput",
        "CompleteTaskCompleteTaskNotAvailable",
        "CompleteTaskCompleteTaskPurposeDenied",
    ] = Field(alias="completeTask", discriminator="typename__")


class CompleteTaskCompleteTaskCompleteTaskDone(Model):
    typename__: Literal["CompleteTaskDone"] = Field(alias="__typename")
    task_id: str = Field(alias="taskId")


class CompleteTaskCompleteTaskConflict(Problem):
    typename__: Literal["Conflict"] = Field(alias="__typename")


class CompleteTaskCompleteTaskInvalidInput(Problem):
    typename__: Literal["InvalidInput"] = Field(alias="__typename")


class CompleteTaskCompleteTaskNotAvailable(Problem):
    typename__: Literal["NotAvailable"] = Field(alias="__typename")


class CompleteTaskCompleteTaskPurposeDenied(Problem):
    typename__: Literal["PurposeDenied"] = Field(alias="__typename")


CompleteTask.model_rebuild()
