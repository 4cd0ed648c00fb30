"""Generated from graphql/ by `make client`: change the documents, not this file."""

from typing import Optional

from pydantic import Field

from ..model import Model
from .enums import LineType


class StewardProfile(Model):
    profile: Optional["StewardProfileProfile"]


class StewardProfileProfile(Model):
    id: str
    name: str | None
    phones: list["StewardProfileProfilePhones"] | None


class StewardProfileProfilePhones(Model):
    id: str
    display: str | None
    line_type: LineType | None = Field(alias="lineType")


StewardProfile.model_rebuild()
StewardProfileProfile.model_rebuild()
