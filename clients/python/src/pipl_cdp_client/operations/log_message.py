"""Generated from graphql/ by `make client`: change the documents, not this file."""

from typing import Literal, Optional, Union

from pydantic import Field

from ..model import Model, Problem


class LogMessage(Model):
    log_message: Union[
        "LogMessageLogMessageConflict",
        "LogMessageLogMessageInvalidInput",
        "LogMessageLogMessageLogMessageDone",
        "LogMessageLogMessageNotAvailable",
        "LogMessageLogMessagePurposeDenied",
        "LogMessageLogMessageRateLimited",
    ] = Field(alias="logMessage", discriminator="typename__")


class LogMessageLogMessageConflict(Problem):
    typename__: Literal["Conflict"] = Field(alias="__typename")


class LogMessageLogMessageInvalidInput(Problem):
    typename__: Literal["InvalidInput"] = Field(alias="__typename")


class LogMessageLogMessageLogMessageDone(Model):
    typename__: Literal["LogMessageDone"] = Field(alias="__typename")
    message_id: str = Field(alias="messageId")
    profile: Optional["LogMessageLogMessageLogMessageDoneProfile"]


class LogMessageLogMessageLogMessageDoneProfile(Model):
    id: str
    name: str | None


class LogMessageLogMessageNotAvailable(Problem):
    typename__: Literal["NotAvailable"] = Field(alias="__typename")


class LogMessageLogMessagePurposeDenied(Problem):
    typename__: Literal["PurposeDenied"] = Field(alias="__typename")


class LogMessageLogMessageRateLimited(Problem):
    typename__: Literal["RateLimited"] = Field(alias="__typename")


LogMessage.model_rebuild()
LogMessageLogMessageLogMessageDone.model_rebuild()
