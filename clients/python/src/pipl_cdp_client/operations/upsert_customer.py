"""Generated from graphql/ by `make client`: change the documents, not this file."""

from typing import Literal, Optional, Union

from pydantic import Field

from ..model import Model, Problem


class UpsertCustomer(Model):
    upsert_contact: Union[
        "UpsertCustomerUpsertContactConflict",
        "UpsertCustomerUpsertContactInvalidInput",
        "UpsertCustomerUpsertContactNotAvailable",
        "UpsertCustomerUpsertContactPurposeDenied",
        "UpsertCustomerUpsertContactRateLimited",
        "UpsertCustomerUpsertContactUpsertContactDone",
    ] = Field(alias="upsertContact", discriminator="typename__")


class UpsertCustomerUpsertContactConflict(Problem):
    typename__: Literal["Conflict"] = Field(alias="__typename")


class UpsertCustomerUpsertContactInvalidInput(Problem):
    typename__: Literal["InvalidInput"] = Field(alias="__typename")


class UpsertCustomerUpsertContactNotAvailable(Problem):
    typename__: Literal["NotAvailable"] = Field(alias="__typename")


class UpsertCustomerUpsertContactPurposeDenied(Problem):
    typename__: Literal["PurposeDenied"] = Field(alias="__typename")


class UpsertCustomerUpsertContactRateLimited(Problem):
    typename__: Literal["RateLimited"] = Field(alias="__typename")


class UpsertCustomerUpsertContactUpsertContactDone(Model):
    typename__: Literal["UpsertContactDone"] = Field(alias="__typename")
    contact_id: str = Field(alias="contactId")
    profile: Optional["UpsertCustomerUpsertContactUpsertContactDoneProfile"]


class UpsertCustomerUpsertContactUpsertContactDoneProfile(Model):
    id: str


UpsertCustomer.model_rebuild()
UpsertCustomerUpsertContactUpsertContactDone.model_rebuild()
