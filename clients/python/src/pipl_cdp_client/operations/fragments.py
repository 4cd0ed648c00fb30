"""Generated from graphql/ by `make client`: change the documents, not this file."""

from datetime import datetime

from pydantic import Field

from ..model import Model


class Word(Model):
    field: str
    source: str | None
    contact_id: str = Field(alias="contactId")
    since: datetime | None
    verified: bool | None


Word.model_rebuild()
