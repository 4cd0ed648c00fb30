"""Generated from graphql/ by `make client`: change the documents, not this file."""

from typing import Literal, Optional, Union

from pydantic import Field

from ..model import Model, Problem


class ConfirmContactData(Model):
    confirm_contact_data: Union[
        "ConfirmContactDataConfirmContactDataConfirmContactDataDone",
        "ConfirmContactDataConfirmContactDataConflict",
        "ConfirmContactDataConfirmContactDataInvalidInput",
        "ConfirmContactDataConfirmContactDataNotAvailable",
        "ConfirmContactDataConfirmContactDataPurposeDenied",
        "ConfirmContactDataConfirmContactDataRateLimited",
    ] = Field(alias="confirmContactData", discriminator="typename__")


class ConfirmContactDataConfirmContactDataConfirmContactDataDone(Model):
    typename__: Literal["ConfirmContactDataDone"] = Field(alias="__typename")
    contact_id: str = Field(alias="contactId")
    profile: Optional["ConfirmContactDataConfirmContactDataConfirmContactDataDoneProfile"]


class ConfirmContactDataConfirmContactDataConfirmContactDataDoneProfile(Model):
    id: str
    name: str | None


class ConfirmContactDataConfirmContactDataConflict(Problem):
    typename__: Literal["Conflict"] = Field(alias="__typename")


class ConfirmContactDataConfirmContactDataInvalidInput(Problem):
    typename__: Literal["InvalidInput"] = Field(alias="__typename")


class ConfirmContactDataConfirmContactDataNotAvailable(Problem):
    typename__: Literal["NotAvailable"] = Field(alias="__typename")


class ConfirmContactDataConfirmContactDataPurposeDenied(Problem):
    typename__: Literal["PurposeDenied"] = Field(alias="__typename")


class ConfirmContactDataConfirmContactDataRateLimited(Problem):
    typename__: Literal["RateLimited"] = Field(alias="__typename")


ConfirmContactData.model_rebuild()
ConfirmContactDataConfirmContactDataConfirmContactDataDone.model_rebuild()
