"""Generated from graphql/ by `make client`: change the documents, not this file."""

from datetime import datetime
from typing import Optional

from pydantic import Field

from ..model import Model
from .enums import ReasonCode


class Contactability(Model):
    contactability: Optional["ContactabilityContactability"]


class ContactabilityContactability(Model):
    allowed: bool
    reasons: list[ReasonCode]
    next_allowed_at: datetime | None = Field(alias="nextAllowedAt")


Contactability.model_rebuild()
