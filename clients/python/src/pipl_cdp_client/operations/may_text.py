"""Generated from graphql/ by `make client`: change the documents, not this file."""

from datetime import datetime

from pydantic import Field

from ..model import Model
from .enums import ReasonCode


class MayText(Model):
    contactability_batch: list["MayTextContactabilityBatch"] | None = Field(
        alias="contactabilityBatch"
    )


class MayTextContactabilityBatch(Model):
    allowed: bool
    reasons: list[ReasonCode]
    next_allowed_at: datetime | None = Field(alias="nextAllowedAt")


MayText.model_rebuild()
