"""The tables of service cases and of satisfaction."""

from __future__ import annotations

from typing import Final

from sqlalchemy import (
    Column,
    DateTime,
    ForeignKey,
    Index,
    LargeBinary,
    PrimaryKeyConstraint,
    SmallInteger,
    String,
    Table,
    Uuid,
)

from privacy.labels import guarded, opened, sealed
from privacy.store.databases import DATA
from privacy.terms import DataCategory

_CASE: Final = DataCategory.SERVICE_CASE
_FEEDBACK: Final = DataCategory.SERVICE_FEEDBACK
_TEXT: Final = DataCategory.FREETEXT_CALL
_AT: Final = DateTime(timezone=True)

service_case: Final = Table(
    "service_case",
    DATA,
    Column("subject_id", Uuid, ForeignKey("subject.id"), info=opened("random id")),
    Column("id", Uuid, info=opened("random id")),
    Column("source", String(64), nullable=False, info=guarded(DataCategory.ACQUISITION_SOURCE)),
    Column("caller_line", LargeBinary, info=sealed(DataCategory.CONTACT_PHONE)),
    Column("kind", String(16), nullable=False, info=guarded(_CASE)),
    Column("subject_line", LargeBinary, info=sealed(_TEXT)),
    Column("priority", String(16), nullable=False, info=guarded(_CASE)),
    Column("status", String(16), nullable=False, info=guarded(_CASE)),
    Column("channel", String(16), info=guarded(_CASE)),
    Column("opened_at", _AT, nullable=False, info=guarded(_CASE)),
    Column("first_response_at", _AT, info=guarded(_CASE)),
    Column("resolved_at", _AT, info=guarded(_CASE)),
    Column("sla_at", _AT, nullable=False, info=guarded(_CASE)),
    Column("root_cause", String(16), info=guarded(_CASE)),
    Column("resolution", LargeBinary, info=sealed(_TEXT)),
    Column("product", String(200), info=guarded(_CASE)),
    Column("order_id", Uuid, info=opened("random id")),
    Column("call_id", Uuid, info=opened("random id")),
    Column("rights_request_id", Uuid, info=opened("random id")),
    Column("agent", String(128), nullable=False, info=guarded(DataCategory.STAFF_ACTIVITY)),
    Column("status_at", _AT, nullable=False, info=opened("time of a row")),
    Column("received_at", _AT, nullable=False, info=opened("time of a row")),
    Column("ownership_id", Uuid, info=opened("random id")),
    PrimaryKeyConstraint("subject_id", "id"),
    Index("ix_service_case_subject_id_opened_at", "subject_id", "opened_at", "id"),
    Index("ix_service_case_opened_at", "opened_at", "id"),
    comment="What people ask of our service.",
)

satisfaction: Final = Table(
    "satisfaction",
    DATA,
    Column("subject_id", Uuid, ForeignKey("subject.id"), info=opened("random id")),
    Column("id", Uuid, info=opened("random id")),
    Column("source", String(64), nullable=False, info=guarded(DataCategory.ACQUISITION_SOURCE)),
    Column("kind", String(16), nullable=False, info=guarded(_FEEDBACK)),
    Column("score", SmallInteger, nullable=False, info=guarded(_FEEDBACK)),
    Column("answered_at", _AT, nullable=False, info=guarded(_FEEDBACK)),
    Column("comment", LargeBinary, info=sealed(_TEXT)),
    Column("case_id", Uuid, info=opened("random id")),
    Column("order_id", Uuid, info=opened("random id")),
    Column("call_id", Uuid, info=opened("random id")),
    Column("agent", String(128), nullable=False, info=guarded(DataCategory.STAFF_ACTIVITY)),
    Column("received_at", _AT, nullable=False, info=opened("time of a row")),
    Column("ownership_id", Uuid, info=opened("random id")),
    PrimaryKeyConstraint("subject_id", "id"),
    Index("ix_satisfaction_subject_id_answered_at", "subject_id", "answered_at", "id"),
    comment="How people liked what we did.",
)
