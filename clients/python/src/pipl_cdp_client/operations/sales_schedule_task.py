"""Generated from graphql/ by `make client`: change the documents, not this file."""

from typing import Literal, Union

from pydantic import Field

from ..model import Model, Problem


class SalesScheduleTask(Model):
    schedule_task: Union[
        "SalesScheduleTaskScheduleTaskConflict",
        "SalesScheduleTaskScheduleTaskInvalidInput",
        "SalesScheduleTaskScheduleTaskNotAvailable",
        "SalesScheduleTaskScheduleTaskPurposeDenied",
        "SalesScheduleTaskScheduleTaskScheduleTaskDone",
    ] = Field(alias="scheduleTask", discriminator="typename__")


class SalesScheduleTaskScheduleTaskConflict(Problem):
    typename__: Literal["Conflict"] = Field(alias="__typename")


class SalesScheduleTaskScheduleTaskInvalidInput(Problem):
    typename__: Literal["InvalidInput"] = Field(alias="__typename")


class SalesScheduleTaskScheduleTaskNotAvailable(Problem):
    typename__: Literal["NotAvailable"] = Field(alias="__typename")


class SalesScheduleTaskScheduleTaskPurposeDenied(Problem):
    typename__: Literal["PurposeDenied"] = Field(alias="__typename")


class SalesScheduleTaskScheduleTaskScheduleTaskDone(Model):
    typename__: Literal["ScheduleTaskDone"] = Field(alias="__typename")
    task_id: str = Field(alias="taskId")


SalesScheduleTask.model_rebuild()
