"""Generated from graphql/ by `make client`: change the documents, not this file."""

from typing import Literal, Union

from pydantic import Field

from ..model import Model, Problem


class SetLinkConstraint(Model):
    set_link_constraint: Union[
        "SetLinkConstraintSetLinkConstraintConflict",
        "SetLinkConstraintSetLinkConstraintInvalidInput",
        "SetLinkConstraintSetLinkConstraintNotAvailable",
        "SetLinkConstraintSetLinkConstraintPurposeDenied",
        "SetLinkConstraintSetLinkConstraintSetLinkConstraintDone",
    ] = Field(alias="setLinkConstraint", discriminator="typename__")


class SetLinkConstraintSetLinkConstraintConflict(Problem):
    typename__: Literal["Conflict"] = Field(alias="__typename")


class SetLinkConstraintSetLinkConstraintInvalidInput(Problem):
    typename__: Literal["InvalidInput"] = Field(alias="__typename")


class SetLinkConstraintSetLinkConstraintNotAvailable(Problem):
    typename__: Literal["NotAvailable"] = Field(alias="__typename")


class SetLinkConstraintSetLinkConstraintPurposeDenied(Problem):
    typename__: Literal["PurposeDenied"] = Field(alias="__typename")


class SetLinkConstraintSetLinkConstraintSetLinkConstraintDone(Model):
    typename__: Literal["SetLinkConstraintDone"] = Field(alias="__typename")
    decision_id: str | None = Field(alias="decisionId")
    profile_ids: list[str] = Field(alias="profileIds")


SetLinkConstraint.model_rebuild()
