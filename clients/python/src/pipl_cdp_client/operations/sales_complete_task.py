"""Generated from graphql/ by `make client`: change the documents, not this file."""

from typing import Literal, Union

from pydantic import Field

from ..model import Model, Problem


class SalesCompleteTask(Model):
    complete_task: Union[
        "SalesCompleteTaskCompleteTaskCompleteTaskDone",
        "SalesCompleteTaskCompleteTaskConflict",
        "SalesCompleteTaskCompleteTaskInvalidInput",
        "SalesCompleteTaskCompleteTaskNotAvailable",
        "SalesCompleteTaskCompleteTaskPurposeDenied",
    ] = Field(alias="completeTask", discriminator="typename__")


class SalesCompleteTaskCompleteTaskCompleteTaskDone(Model):
    typename__: Literal["CompleteTaskDone"] = Field(alias="__typename")
    task_id: str = Field(alias="taskId")


class SalesCompleteTaskCompleteTaskConflict(Problem):
    typename__: Literal["Conflict"] = Field(alias="__typename")


class SalesCompleteTaskCompleteTaskInvalidInput(Problem):
    typename__: Literal["InvalidInput"] = Field(alias="__typename")


class SalesCompleteTaskCompleteTaskNotAvailable(Problem):
    typename__: Literal["NotAvailable"] = Field(alias="__typename")


class SalesCompleteTaskCompleteTaskPurposeDenied(Problem):
    typename__: Literal["PurposeDenied"] = Field(alias="__typename")


SalesCompleteTask.model_rebuild()
