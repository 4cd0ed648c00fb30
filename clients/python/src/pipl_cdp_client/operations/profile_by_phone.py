"""Generated from graphql/ by `make client`: change the documents, not this file."""

from typing import Optional

from pydantic import Field

from ..model import Model
from .enums import ReasonCode, ResolutionStatus


class ProfileByPhone(Model):
    profile_by_phone: Optional["ProfileByPhoneProfileByPhone"] = Field(alias="profileByPhone")


class ProfileByPhoneProfileByPhone(Model):
    status: ResolutionStatus
    profile: Optional["ProfileByPhoneProfileByPhoneProfile"]
    warnings: list["ProfileByPhoneProfileByPhoneWarnings"]


class ProfileByPhoneProfileByPhoneProfile(Model):
    id: str
    name: str | None
    phones: list["ProfileByPhoneProfileByPhoneProfilePhones"] | None


class ProfileByPhoneProfileByPhoneProfilePhones(Model):
    display: str | None


class ProfileByPhoneProfileByPhoneWarnings(Model):
    code: ReasonCode
    message: str


ProfileByPhone.model_rebuild()
ProfileByPhoneProfileByPhone.model_rebuild()
ProfileByPhoneProfileByPhoneProfile.model_rebuild()
