"""Generated from graphql/ by `make client`: change the documents, not this file."""

from typing import Literal, Optional, Union

from pydantic import Field

from ..model import Model, Problem
from .enums import FollowUp


class RecordSatisfaction(Model):
    record_satisfaction: Union[
        "RecordSatisfactionRecordSatisfactionConflict",
        "RecordSatisfactionRecordSatisfactionInvalidInput",
        "RecordSatisfactionRecordSatisfactionNotAvailable",
        "RecordSatisfactionRecordSatisfactionPurposeDenied",
        "RecordSatisfactionRecordSatisfactionRateLimited",
        "RecordSatisfactionRecordSatisfactionRecordSatisfactionDone",
    ] = Field(alias="recordSatisfaction", discriminator="typename__")


class RecordSatisfactionRecordSatisfactionConflict(Problem):
    typename__: Literal["Conflict"] = Field(alias="__typename")


class RecordSatisfactionRecordSatisfactionInvalidInput(Problem):
    typename__: Literal["InvalidInput"] = Field(alias="__typename")


class RecordSatisfactionRecordSatisfactionNotAvailable(Problem):
    typename__: Literal["NotAvailable"] = Field(alias="__typename")


class RecordSatisfactionRecordSatisfactionPurposeDenied(Problem):
    typename__: Literal["PurposeDenied"] = Field(alias="__typename")


class RecordSatisfactionRecordSatisfactionRateLimited(Problem):
    typename__: Literal["RateLimited"] = Field(alias="__typename")


class RecordSatisfactionRecordSatisfactionRecordSatisfactionDone(Model):
    typename__: Literal["RecordSatisfactionDone"] = Field(alias="__typename")
    satisfaction_id: str = Field(alias="satisfactionId")
    follow_up: FollowUp | None = Field(alias="followUp")
    task_id: str | None = Field(alias="taskId")
    profile: Optional["RecordSatisfactionRecordSatisfactionRecordSatisfactionDoneProfile"]


class RecordSatisfactionRecordSatisfactionRecordSatisfactionDoneProfile(Model):
    id: str
    name: str | None


RecordSatisfaction.model_rebuild()
RecordSatisfactionRecordSatisfactionRecordSatisfactionDone.model_rebuild()
