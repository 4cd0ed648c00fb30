"""Generated from graphql/ by `make client`: change the documents, not this file."""

from typing import Literal, Optional, Union

from pydantic import Field

from ..model import Model, Problem


class LogOrderMessage(Model):
    log_message: Union[
        "LogOrderMessageLogMessageConflict",
        "LogOrderMessageLogMessageInvalidInput",
        "LogOrderMessageLogMessageLogMessageDone",
        "LogOrderMessageLogMessageNotAvailable",
        "LogOrderMessageLogMessagePurposeDenied",
        "LogOrderMessageLogMessageRateLimited",
    ] = Field(alias="logMessage", discriminator="typename__")


class LogOrderMessageLogMessageConflict(Problem):
    typename__: Literal["Conflict"] = Field(alias="__typename")


class LogOrderMessageLogMessageInvalidInput(Problem):
    typename__: Literal["InvalidInput"] = Field(alias="__typename")


class LogOrderMessageLogMessageLogMessageDone(Model):
    typename__: Literal["LogMessageDone"] = Field(alias="__typename")
    message_id: str = Field(alias="messageId")
    profile: Optional["LogOrderMessageLogMessageLogMessageDoneProfile"]


class LogOrderMessageLogMessageLogMessageDoneProfile(Model):
    id: str
    name: str | None


class LogOrderMessageLogMessageNotAvailable(Problem):
    typename__: Literal["NotAvailable"] = Field(alias="__typename")


class LogOrderMessageLogMessagePurposeDenied(Problem):
    typename__: Literal["PurposeDenied"] = Field(alias="__typename")


class LogOrderMessageLogMessageRateLimited(Problem):
    typename__: Literal["RateLimited"] = Field(alias="__typename")


LogOrderMessage.model_rebuild()
LogOrderMessageLogMessageLogMessageDone.model_rebuild()
