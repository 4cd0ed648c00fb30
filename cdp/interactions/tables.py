"""The table of calls."""

from __future__ import annotations

from typing import Final

from sqlalchemy import (
    Column,
    DateTime,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    PrimaryKeyConstraint,
    String,
    Table,
    Uuid,
)

from privacy.labels import guarded, opened, sealed
from privacy.store.databases import DATA
from privacy.terms import DataCategory

_RECORD: Final = DataCategory.CONTACT_CALL_RECORD

call: Final = Table(
    "call",
    DATA,
    Column("subject_id", Uuid, ForeignKey("subject.id"), info=opened("random id")),
    Column("id", Uuid, info=opened("random id")),
    Column("source", String(64), nullable=False, info=guarded(DataCategory.ACQUISITION_SOURCE)),
    Column("direction", String(16), nullable=False, info=guarded(_RECORD)),
    Column("started_at", DateTime(timezone=True), nullable=False, info=guarded(_RECORD)),
    Column("ring_s", Integer, nullable=False, info=guarded(_RECORD)),
    Column("talk_s", Integer, nullable=False, info=guarded(_RECORD)),
    Column("result", String(20), nullable=False, info=guarded(_RECORD)),
    Column("outcome", String(24), info=guarded(DataCategory.CONTACT_CALL_OUTCOME)),
    Column("notes", LargeBinary, info=sealed(DataCategory.FREETEXT_CALL)),
    Column("agent", String(128), nullable=False, info=guarded(DataCategory.STAFF_ACTIVITY)),
    Column("channel", String(16), nullable=False, info=guarded(_RECORD)),
    Column("purpose", String(48), info=guarded(_RECORD)),
    Column("intent_level", String(16), info=guarded(DataCategory.CONTACT_CALL_OUTCOME)),
    Column("reject_reason", String(24), info=guarded(DataCategory.CONTACT_CALL_OUTCOME)),
    Column("callback_at", DateTime(timezone=True), info=guarded(_RECORD)),
    Column("recording_ref", LargeBinary, info=sealed(DataCategory.CONTACT_CALL_CONTENT)),
    Column("campaign", String(128), info=guarded(DataCategory.ACQUISITION_SOURCE)),
    Column("lead_id", Uuid, info=opened("random id")),
    Column("case_id", Uuid, info=opened("random id")),
    Column("received_at", DateTime(timezone=True), nullable=False, info=opened("time of a row")),
    Column("ownership_id", Uuid, info=opened("random id")),
    PrimaryKeyConstraint("subject_id", "id"),
    Index("ix_call_subject_id_started_at", "subject_id", "started_at", "id"),
    comment="Calls from and to a person.",
)
