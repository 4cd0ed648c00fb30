"""Generated from graphql/ by `make client`: change the documents, not this file."""

from typing import Literal, Optional, Union

from pydantic import Field

from ..model import Model, Problem


class LogCall(Model):
    log_call: Union[
        "LogCallLogCallConflict",
        "LogCallLogCallInvalidInput",
        "LogCallLogCallLogCallDone",
        "LogCallLogCallNotAvailable",
        "LogCallLogCallPurposeDenied",
        "LogCallLogCallRateLimited",
    ] = Field(alias="logCall", discriminator="typename__")


class LogCallLogCallConflict(Problem):
    typename__: Literal["Conflict"] = Field(alias="__typename")


class LogCallLogCallInvalidInput(Problem):
    typename__: Literal["InvalidInput"] = Field(alias="__typename")


class LogCallLogCallLogCallDone(Model):
    typename__: Literal["LogCallDone"] = Field(alias="__typename")
    call_id: str = Field(alias="callId")
    lead_id: str | None = Field(alias="leadId")
    case_id: str | None = Field(alias="caseId")
    task_id: str | None = Field(alias="taskId")
    profile: Optional["LogCallLogCallLogCallDoneProfile"]


class LogCallLogCallLogCallDoneProfile(Model):
    id: str
    name: str | None


class LogCallLogCallNotAvailable(Problem):
    typename__: Literal["NotAvailable"] = Field(alias="__typename")


class LogCallLogCallPurposeDenied(Problem):
    typename__: Literal["PurposeDenied"] = Field(alias="__typename")


class LogCallLogCallRateLimited(Problem):
    typename__: Literal["RateLimited"] = Field(alias="__typename")


LogCall.model_rebuild()
LogCallLogCallLogCallDone.model_rebuild()
