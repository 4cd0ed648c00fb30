"""Generated from graphql/ by `make client`: change the documents, not this file."""

from typing import Optional

from pydantic import Field

from ..model import Model
from .enums import ReasonCode, ResolutionStatus


class ResolvePhones(Model):
    resolve_phones: list["ResolvePhonesResolvePhones"] | None = Field(alias="resolvePhones")


class ResolvePhonesResolvePhones(Model):
    status: ResolutionStatus
    profile: Optional["ResolvePhonesResolvePhonesProfile"]
    warnings: list["ResolvePhonesResolvePhonesWarnings"]


class ResolvePhonesResolvePhonesProfile(Model):
    id: str
    name: str | None
    phones: list["ResolvePhonesResolvePhonesProfilePhones"] | None


class ResolvePhonesResolvePhonesProfilePhones(Model):
    display: str | None


class ResolvePhonesResolvePhonesWarnings(Model):
    code: ReasonCode
    message: str


ResolvePhones.model_rebuild()
ResolvePhonesResolvePhones.model_rebuild()
ResolvePhonesResolvePhonesProfile.model_rebuild()
