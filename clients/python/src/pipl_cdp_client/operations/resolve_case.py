"""Generated from graphql/ by `make client`: change the documents, not this file."""

from typing import Literal, Optional, Union

from pydantic import Field

from ..model import Model, Problem


class ResolveCase(Model):
    resolve_case: Union[
        "ResolveCaseResolveCaseConflict",
        "ResolveCaseResolveCaseInvalidInput",
        "ResolveCaseResolveCaseNotAvailable",
        "ResolveCaseResolveCasePurposeDenied",
        "ResolveCaseResolveCaseResolveCaseDone",
    ] = Field(alias="resolveCase", discriminator="typename__")


class ResolveCaseResolveCaseConflict(Problem):
    typename__: Literal["Conflict"] = Field(alias="__typename")


class ResolveCaseResolveCaseInvalidInput(Problem):
    typename__: Literal["InvalidInput"] = Field(alias="__typename")


class ResolveCaseResolveCaseNotAvailable(Problem):
    typename__: Literal["NotAvailable"] = Field(alias="__typename")


class ResolveCaseResolveCasePurposeDenied(Problem):
    typename__: Literal["PurposeDenied"] = Field(alias="__typename")


class ResolveCaseResolveCaseResolveCaseDone(Model):
    typename__: Literal["ResolveCaseDone"] = Field(alias="__typename")
    case_id: str = Field(alias="caseId")
    profile: Optional["ResolveCaseResolveCaseResolveCaseDoneProfile"]


class ResolveCaseResolveCaseResolveCaseDoneProfile(Model):
    id: str
    name: str | None


ResolveCase.model_rebuild()
ResolveCaseResolveCaseResolveCaseDone.model_rebuild()
