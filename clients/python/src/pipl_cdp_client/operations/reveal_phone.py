"""Generated from graphql/ by `make client`: change the documents, not this file."""

from typing import Literal, Union

from pydantic import Field

from ..model import Model, Problem


class RevealPhone(Model):
    reveal_phone: Union[
        "RevealPhoneRevealPhoneInvalidInput",
        "RevealPhoneRevealPhoneNotAvailable",
        "RevealPhoneRevealPhonePurposeDenied",
        "RevealPhoneRevealPhoneRateLimited",
        "RevealPhoneRevealPhoneRevealPhoneDone",
        "RevealPhoneRevealPhoneStepUpRequired",
    ] = Field(alias="revealPhone", discriminator="typename__")


class RevealPhoneRevealPhoneInvalidInput(Problem):
    typename__: Literal["InvalidInput"] = Field(alias="__typename")


class RevealPhoneRevealPhoneNotAvailable(Problem):
    typename__: Literal["NotAvailable"] = Field(alias="__typename")


class RevealPhoneRevealPhonePurposeDenied(Problem):
    typename__: Literal["PurposeDenied"] = Field(alias="__typename")


class RevealPhoneRevealPhoneRateLimited(Problem):
    typename__: Literal["RateLimited"] = Field(alias="__typename")


class RevealPhoneRevealPhoneRevealPhoneDone(Model):
    typename__: Literal["RevealPhoneDone"] = Field(alias="__typename")
    number: str | None


class RevealPhoneRevealPhoneStepUpRequired(Problem):
    typename__: Literal["StepUpRequired"] = Field(alias="__typename")
    acr_values: list[str] = Field(alias="acrValues")
    max_age_seconds: int = Field(alias="maxAgeSeconds")


RevealPhone.model_rebuild()
