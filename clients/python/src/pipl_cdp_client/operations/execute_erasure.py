"""Generated from graphql/ by `make client`: change the documents, not this file."""

from typing import Literal, Union

from pydantic import Field

from ..model import Model, Problem


class ExecuteErasure(Model):
    execute_erasure: Union[
        "ExecuteErasureExecuteErasureConflict",
        "ExecuteErasureExecuteErasureExecuteErasureDone",
        "ExecuteErasureExecuteErasureInvalidInput",
        "ExecuteErasureExecuteErasureNotAvailable",
        "ExecuteErasureExecuteErasurePurposeDenied",
    ] = Field(alias="executeErasure", discriminator="typename__")


class ExecuteErasureExecuteErasureConflict(Problem):
    typename__: Literal["Conflict"] = Field(alias="__typename")


class ExecuteErasureExecuteErasureExecuteErasureDone(Model):
    typename__: Literal["ExecuteErasureDone"] = Field(alias="__typename")
    certificate: str
    slip: list[str]


class ExecuteErasureExecuteErasureInvalidInput(Problem):
    typename__: Literal["InvalidInput"] = Field(alias="__typename")


class ExecuteErasureExecuteErasureNotAvailable(Problem):
    typename__: Literal["NotAvailable"] = Field(alias="__typename")


class ExecuteErasureExecuteErasurePurposeDenied(Problem):
    typename__: Literal["PurposeDenied"] = Field(alias="__typename")


ExecuteErasure.model_rebuild()
