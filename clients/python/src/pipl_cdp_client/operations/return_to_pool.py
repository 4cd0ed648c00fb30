"""Generated from graphql/ by `make client`: change the documents, not this file."""

from typing import Literal, Union

from pydantic import Field

from ..model import Model, Problem


class ReturnToPool(Model):
    return_to_pool: Union[
        "ReturnToPoolReturnToPoolConflict",
        "ReturnToPoolReturnToPoolInvalidInput",
        "ReturnToPoolReturnToPoolNotAvailable",
        "ReturnToPoolReturnToPoolPurposeDenied",
        "ReturnToPoolReturnToPoolReturnToPoolDone",
    ] = Field(alias="returnToPool", discriminator="typename__")


class ReturnToPoolReturnToPoolConflict(Problem):
    typename__: Literal["Conflict"] = Field(alias="__typename")


class ReturnToPoolReturnToPoolInvalidInput(Problem):
    typename__: Literal["InvalidInput"] = Field(alias="__typename")


class ReturnToPoolReturnToPoolNotAvailable(Problem):
    typename__: Literal["NotAvailable"] = Field(alias="__typename")


class ReturnToPoolReturnToPoolPurposeDenied(Problem):
    typename__: Literal["PurposeDenied"] = Field(alias="__typename")


class ReturnToPoolReturnToPoolReturnToPoolDone(Model):
    typename__: Literal["ReturnToPoolDone"] = Field(alias="__typename")
    lead_id: str = Field(alias="leadId")


ReturnToPool.model_rebuild()
