"""Generated from graphql/ by `make client`: change the documents, not this file."""

from datetime import datetime

from pydantic import Field

from ..model import Model
from .enums import ConsentChannel, ConsentStatus, Purpose


class OfficerConsents(Model):
    consents: list["OfficerConsentsConsents"] | None


class OfficerConsentsConsents(Model):
    purpose: Purpose
    channel: ConsentChannel | None
    status: ConsentStatus | None
    since: datetime | None
    valid_until: datetime | None = Field(alias="validUntil")


OfficerConsents.model_rebuild()
