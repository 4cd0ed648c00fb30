"""Generated from graphql/ by `make client`: change the documents, not this file."""

from datetime import datetime

from pydantic import Field

from ..model import Model
from .enums import ConsentChannel, ConsentStatus, Purpose


class Consents(Model):
    consents: list["ConsentsConsents"] | None


class ConsentsConsents(Model):
    purpose: Purpose
    channel: ConsentChannel | None
    status: ConsentStatus | None
    since: datetime | None
    valid_until: datetime | None = Field(alias="validUntil")


Consents.model_rebuild()
