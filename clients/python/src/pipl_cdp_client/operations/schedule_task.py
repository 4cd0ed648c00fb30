"""Generated from graphql/ by `make client`: change the documents, not this file."""

from typing import Literal, Union

from pydantic import Field

from ..model import Model, Problem


class ScheduleTask(Model):
    schedule_task: Union[
        "ScheduleTaskScheduleTaskConflict",
        "ScheduleTaskScheduleTaskInvalidInput",
        "ScheduleTaskScheduleTaskNotAvailable",
        "ScheduleTaskScheduleTaskPurposeDenied",
        "ScheduleTaskScheduleTaskScheduleTaskDone",
    ] = Field(alias="scheduleTask", discriminator="typename__")


class ScheduleTaskScheduleTaskConflict(Problem):
    typename__: Literal["Conflict"] = Field(alias="__typename")


class ScheduleTaskScheduleTaskInvalidInput(Problem):
    typename__: Literal["InvalidInput"] = Field(alias="__typename")


class ScheduleTaskScheduleTaskNotAvailable(Problem):
    typename__: Literal["NotAvailable"] = Field(alias="__typename")


class ScheduleTaskScheduleTaskPurposeDenied(Problem):
    typename__: Literal["PurposeDenied"] = Field(alias="__typename")


class ScheduleTaskScheduleTaskScheduleTaskDone(Model):
    typename__: Literal["ScheduleTaskDone"] = Field(alias="__typename")
    task_id: str = Field(alias="taskId")


ScheduleTask.model_rebuild()
