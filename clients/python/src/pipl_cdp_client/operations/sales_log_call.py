"""Generated from graphql/ by `make client`: change the documents, not this file."""

from typing import Literal, Optional, Union

from pydantic import Field

from ..model import Model, Problem


class SalesLogCall(Model):
    log_call: Union[
        "SalesLogCallLogCallConflict",
        "SalesLogCallLogCallInvalidInput",
        "SalesLogCallLogCallLogCallDone",
        "SalesLogCallLogCallNotAvailable",
        "SalesLogCallLogCallPurposeDenied",
        "SalesLogCallLogCallRateLimited",
    ] = Field(alias="logCall", discriminator="typename__")


class SalesLogCallLogCallConflict(Problem):
    typename__: Literal["Conflict"] = Field(alias="__typename")


class SalesLogCallLogCallInvalidInput(Problem):
    typename__: Literal["InvalidInput"] = Field(alias="__typename")


class SalesLogCallLogCallLogCallDone(Model):
    typename__: Literal["LogCallDone"] = Field(alias="__typename")
    call_id: str = Field(alias="callId")
    lead_id: str | None = Field(alias="leadId")
    case_id: str | None = Field(alias="caseId")
    task_id: str | None = Field(alias="taskId")
    profile: Optional["SalesLogCallLogCallLogCallDoneProfile"]


class SalesLogCallLogCallLogCallDoneProfile(Model):
    id: str
    name: str | None


class SalesLogCallLogCallNotAvailable(Problem):
    typename__: Literal["NotAvailable"] = Field(alias="__typename")


class SalesLogCallLogCallPurposeDenied(Problem):
    typename__: Literal["PurposeDenied"] = Field(alias="__typename")


class SalesLogCallLogCallRateLimited(Problem):
    typename__: Literal["RateLimited"] = Field(alias="__typename")


SalesLogCall.model_rebuild()
SalesLogCallLogCallLogCallDone.model_rebuild()
