"""Generated from graphql/ by `make client`: change the documents, not this file."""

from typing import Optional

from pydantic import Field

from ..model import Model
from .enums import ResolutionStatus


class FindRecord(Model):
    profile_by_phone: Optional["FindRecordProfileByPhone"] = Field(alias="profileByPhone")


class FindRecordProfileByPhone(Model):
    status: ResolutionStatus
    profile: Optional["FindRecordProfileByPhoneProfile"]


class FindRecordProfileByPhoneProfile(Model):
    id: str
    name: str | None
    phones: list["FindRecordProfileByPhoneProfilePhones"] | None


class FindRecordProfileByPhoneProfilePhones(Model):
    display: str | None


FindRecord.model_rebuild()
FindRecordProfileByPhone.model_rebuild()
FindRecordProfileByPhoneProfile.model_rebuild()
