"""The table of messages."""

from __future__ import annotations

from typing import Final

from sqlalchemy import (
    BigInteger,
    Column,
    DateTime,
    ForeignKey,
    Index,
    PrimaryKeyConstraint,
    String,
    Table,
    Uuid,
)

from privacy.labels import guarded, opened
from privacy.store.databases import DATA
from privacy.terms import DataCategory

_RECORD: Final = DataCategory.CONTACT_CALL_RECORD
_AT: Final = DateTime(timezone=True)

message: Final = Table(
    "message",
    DATA,
    Column("subject_id", Uuid, ForeignKey("subject.id"), info=opened("random id")),
    Column("id", Uuid, info=opened("random id")),
    Column("source", String(64), nullable=False, info=guarded(DataCategory.ACQUISITION_SOURCE)),
    Column("channel", String(16), nullable=False, info=guarded(_RECORD)),
    Column("direction", String(16), nullable=False, info=guarded(_RECORD)),
    Column("template", String(200), info=guarded(_RECORD)),
    Column("state", String(16), nullable=False, info=guarded(_RECORD)),
    Column("bounce_kind", String(16), info=guarded(_RECORD)),
    Column("cost_minor", BigInteger, info=guarded(_RECORD)),
    Column("currency", String(3), info=guarded(_RECORD)),
    Column("sent_at", _AT, nullable=False, info=guarded(_RECORD)),
    Column("campaign", String(200), info=guarded(DataCategory.ACQUISITION_SOURCE)),
    Column("lead_id", Uuid, info=opened("random id")),
    Column("case_id", Uuid, info=opened("random id")),
    Column("agent", String(128), nullable=False, info=guarded(DataCategory.STAFF_ACTIVITY)),
    Column("state_at", _AT, nullable=False, info=opened("time of a row")),
    Column("received_at", _AT, nullable=False, info=opened("time of a row")),
    Column("ownership_id", Uuid, info=opened("random id")),
    PrimaryKeyConstraint("subject_id", "id"),
    Index("ix_message_subject_id_sent_at", "subject_id", "sent_at", "id"),
    comment="Messages to and from a person. Their text is not kept.",
)
