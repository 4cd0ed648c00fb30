"""Generated from graphql/ by `make client`: change the documents, not this file."""

from typing import Literal, Optional, Union

from pydantic import Field

from ..model import Model, Problem


class OpenCase(Model):
    open_case: Union[
        "OpenCaseOpenCaseConflict",
        "OpenCaseOpenCaseInvalidInput",
        "OpenCaseOpenCaseNotAvailable",
        "OpenCaseOpenCaseOpenCaseDone",
        "OpenCaseOpenCasePurposeDenied",
        "OpenCaseOpenCaseRateLimited",
    ] = Field(alias="openCase", discriminator="typename__")


class OpenCaseOpenCaseConflict(Problem):
    typename__: Literal["Conflict"] = Field(alias="__typename")


class OpenCaseOpenCaseInvalidInput(Problem):
    typename__: Literal["InvalidInput"] = Field(alias="__typename")


class OpenCaseOpenCaseNotAvailable(Problem):
    typename__: Literal["NotAvailable"] = Field(alias="__typename")


class OpenCaseOpenCaseOpenCaseDone(Model):
    typename__: Literal["OpenCaseDone"] = Field(alias="__typename")
    case_id: str = Field(alias="caseId")
    rights_request: str | None = Field(alias="rightsRequest")
    profile: Optional["OpenCaseOpenCaseOpenCaseDoneProfile"]


class OpenCaseOpenCaseOpenCaseDoneProfile(Model):
    id: str
    name: str | None


class OpenCaseOpenCasePurposeDenied(Problem):
    typename__: Literal["PurposeDenied"] = Field(alias="__typename")


class OpenCaseOpenCaseRateLimited(Problem):
    typename__: Literal["RateLimited"] = Field(alias="__typename")


OpenCase.model_rebuild()
OpenCaseOpenCaseOpenCaseDone.model_rebuild()
