"""Generated from graphql/ by `make client`: change the documents, not this file."""

from typing import Literal, Optional, Union

from pydantic import Field

from ..model import Model, Problem


class UpsertContact(Model):
    upsert_contact: Union[
        "UpsertContactUpsertContactConflict",
        "UpsertContactUpsertContactInvalidInput",
        "UpsertContactUpsertContactNotAvailable",
        "UpsertContactUpsertContactPurposeDenied",
        "UpsertContactUpsertContactRateLimited",
        "UpsertContactUpsertContactUpsertContactDone",
    ] = Field(alias="upsertContact", discriminator="typename__")


class UpsertContactUpsertContactConflict(Problem):
    typename__: Literal["Conflict"] = Field(alias="__typename")


class UpsertContactUpsertContactInvalidInput(Problem):
    typename__: Literal["InvalidInput"] = Field(alias="__typename")


class UpsertContactUpsertContactNotAvailable(Problem):
    typename__: Literal["NotAvailable"] = Field(alias="__typename")


class UpsertContactUpsertContactPurposeDenied(Problem):
    typename__: Literal["PurposeDenied"] = Field(alias="__typename")


class UpsertContactUpsertContactRateLimited(Problem):
    typename__: Literal["RateLimited"] = Field(alias="__typename")


class UpsertContactUpsertContactUpsertContactDone(Model):
    typename__: Literal["UpsertContactDone"] = Field(alias="__typename")
    contact_id: str = Field(alias="contactId")
    profile: Optional["UpsertContactUpsertContactUpsertContactDoneProfile"]


class UpsertContactUpsertContactUpsertContactDoneProfile(Model):
    id: str
    name: str | None
    phones: list["UpsertContactUpsertContactUpsertContactDoneProfilePhones"] | None


class UpsertContactUpsertContactUpsertContactDoneProfilePhones(Model):
    display: str | None


UpsertContact.model_rebuild()
UpsertContactUpsertContactUpsertContactDone.model_rebuild()
UpsertContactUpsertContactUpsertContactDoneProfile.model_rebuild()
