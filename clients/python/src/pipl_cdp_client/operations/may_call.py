"""Generated from graphql/ by `make client`: change the documents, not this file."""

from datetime import datetime

from pydantic import Field

from ..model import Model
from .enums import ReasonCode


class MayCall(Model):
    contactability_batch: list["MayCallContactabilityBatch"] | None = Field(
        alias="contactabilityBatch"
    )


class MayCallContactabilityBatch(Model):
    allowed: bool
    reasons: list[ReasonCode]
    next_allowed_at: datetime | None = Field(alias="nextAllowedAt")


MayCall.model_rebuild()
