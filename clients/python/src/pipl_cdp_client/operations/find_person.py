"""Generated from graphql/ by `make client`: change the documents, not this file."""

from typing import Optional

from pydantic import Field

from ..model import Model
from .enums import ResolutionStatus


class FindPerson(Model):
    profile_by_phone: Optional["FindPersonProfileByPhone"] = Field(alias="profileByPhone")


class FindPersonProfileByPhone(Model):
    status: ResolutionStatus
    profile: Optional["FindPersonProfileByPhoneProfile"]
    candidates: list["FindPersonProfileByPhoneCandidates"]


class FindPersonProfileByPhoneProfile(Model):
    id: str
    name: str | None
    phones: list["FindPersonProfileByPhoneProfilePhones"] | None


class FindPersonProfileByPhoneProfilePhones(Model):
    display: str | None


class FindPersonProfileByPhoneCandidates(Model):
    id: str
    name: str | None
    phones: list["FindPersonProfileByPhoneCandidatesPhones"] | None


class FindPersonProfileByPhoneCandidatesPhones(Model):
    display: str | None


FindPerson.model_rebuild()
FindPersonProfileByPhone.model_rebuild()
FindPersonProfileByPhoneProfile.model_rebuild()
FindPersonProfileByPhoneCandidates.model_rebuild()
