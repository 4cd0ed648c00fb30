"""Generated from graphql/ by `make client`: change the documents, not this file."""

from typing import Optional

from pydantic import Field

from ..model import Model
from .enums import ResolutionStatus


class OfficerFindPerson(Model):
    profile_by_phone: Optional["OfficerFindPersonProfileByPhone"] = Field(alias="profileByPhone")


class OfficerFindPersonProfileByPhone(Model):
    status: ResolutionStatus
    profile: Optional["OfficerFindPersonProfileByPhoneProfile"]
    candidates: list["OfficerFindPersonProfileByPhoneCandidates"]


class OfficerFindPersonProfileByPhoneProfile(Model):
    id: str
    name: str | None
    phones: list["OfficerFindPersonProfileByPhoneProfilePhones"] | None


class OfficerFindPersonProfileByPhoneProfilePhones(Model):
    display: str | None


class OfficerFindPersonProfileByPhoneCandidates(Model):
    id: str
    name: str | None
    phones: list["OfficerFindPersonProfileByPhoneCandidatesPhones"] | None


class OfficerFindPersonProfileByPhoneCandidatesPhones(Model):
    display: str | None


OfficerFindPerson.model_rebuild()
OfficerFindPersonProfileByPhone.model_rebuild()
OfficerFindPersonProfileByPhoneProfile.model_rebuild()
OfficerFindPersonProfileByPhoneCandidates.model_rebuild()
