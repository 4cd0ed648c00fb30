"""Generated from graphql/ by `make client`: change the documents, not this file."""

from typing import Literal, Union

from pydantic import Field

from ..model import Model, Problem


class ApprovePlan(Model):
    approve_plan: Union[
        "ApprovePlanApprovePlanApprovePlanDone",
        "ApprovePlanApprovePlanConflict",
        "ApprovePlanApprovePlanInvalidInput",
        "ApprovePlanApprovePlanNotAvailable",
        "ApprovePlanApprovePlanPurposeDenied",
    ] = Field(alias="approvePlan", discriminator="typename__")


class ApprovePlanApprovePlanApprovePlanDone(Model):
    typename__: Literal["ApprovePlanDone"] = Field(alias="__typename")
    case: str


class ApprovePlanApprovePlanConflict(Problem):
    typename__: Literal["Conflict"] = Field(alias="__typename")


class ApprovePlanApprovePlanInvalidInput(Problem):
    typename__: Literal["InvalidInput"] = Field(alias="__typename")


class ApprovePlanApprovePlanNotAvailable(Problem):
    typename__: Literal["NotAvailable"] = Field(alias="__typename")


class ApprovePlanApprovePlanPurposeDenied(Problem):
    typename__: Literal["PurposeDenied"] = Field(alias="__typename")


ApprovePlan.model_rebuild()
