"""Generated from graphql/ by `make client`: change the documents, not this file."""

from typing import Optional

from pydantic import Field

from ..model import Model
from .enums import ResolutionStatus


class CallList(Model):
    profile_by_phone: Optional["CallListProfileByPhone"] = Field(alias="profileByPhone")


class CallListProfileByPhone(Model):
    status: ResolutionStatus
    profile: Optional["CallListProfileByPhoneProfile"]


class CallListProfileByPhoneProfile(Model):
    id: str
    name: str | None
    phones: list["CallListProfileByPhoneProfilePhones"] | None


class CallListProfileByPhoneProfilePhones(Model):
    display: str | None


CallList.model_rebuild()
CallListProfileByPhone.model_rebuild()
CallListProfileByPhoneProfile.model_rebuild()
