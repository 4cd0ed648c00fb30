"""The tables of leads and of the receipts of what happened to them."""

from __future__ import annotations

from typing import Final

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    DateTime,
    ForeignKey,
    ForeignKeyConstraint,
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

_SOURCE: Final = DataCategory.ACQUISITION_SOURCE
_STAGE: Final = DataCategory.DERIVED_STAGE
_SCORE: Final = DataCategory.DERIVED_SCORE
_STAFF: Final = DataCategory.STAFF_ACTIVITY
_FORM: Final = DataCategory.FREETEXT_FORM
_TIME: Final = DateTime(timezone=True)

lead: Final = Table(
    "lead",
    DATA,
    Column("subject_id", Uuid, ForeignKey("subject.id"), info=opened("random id")),
    Column("id", Uuid, info=opened("random id")),
    Column("source", String(64), nullable=False, info=guarded(_SOURCE)),
    Column("campaign", String(128), info=guarded(_SOURCE)),
    Column("tracking_link", String(128), info=guarded(_SOURCE)),
    Column("product", String(200), info=guarded(_SOURCE)),
    Column("captured_at", _TIME, nullable=False, info=guarded(_SOURCE)),
    Column("form", LargeBinary, info=sealed(_FORM)),
    Column("pain_point", LargeBinary, info=sealed(_FORM)),
    Column("need", LargeBinary, info=sealed(_FORM)),
    Column("budget_range", LargeBinary, info=sealed(_FORM)),
    Column("authority", LargeBinary, info=sealed(_FORM)),
    Column("timeline", LargeBinary, info=sealed(_FORM)),
    Column("intent_level", String(16), info=guarded(DataCategory.CONTACT_CALL_OUTCOME)),
    Column("qualification", String(16), nullable=False, info=guarded(_STAGE)),
    Column("status", String(16), nullable=False, info=guarded(_STAGE)),
    Column("reject_reason", String(24), info=guarded(_STAGE)),
    Column("abandon_node", String(16), info=guarded(_STAGE)),
    Column("invalid", String(24), info=guarded(_STAGE)),
    Column("pool", String(64), info=guarded(_STAGE)),
    Column("paused", Boolean, nullable=False, info=guarded(_STAGE)),
    Column("cool_down_until", _TIME, info=guarded(_STAGE)),
    Column("sla_due_at", _TIME, info=guarded(_STAGE)),
    Column("first_response_at", _TIME, info=guarded(_STAGE)),
    Column("owner", String(128), info=guarded(_STAFF)),
    Column("last_owner", String(128), info=guarded(_STAFF)),
    Column("returned_at", _TIME, info=guarded(_STAGE)),
    Column("agent", String(128), nullable=False, info=guarded(_STAFF)),
    Column("fit_score", Integer, info=guarded(_SCORE)),
    Column("engagement_score", Integer, info=guarded(_SCORE)),
    Column("duplicate_of", Uuid, info=opened("random id")),
    Column("converted_order", Uuid, info=opened("random id")),
    Column("price_minor", BigInteger, info=guarded(_SOURCE)),
    Column("currency", String(3), info=guarded(_SOURCE)),
    Column("acceptance", String(16), info=guarded(_SOURCE)),
    Column("notice_version", String(32), nullable=False, info=opened("version of a notice")),
    Column("received_at", _TIME, nullable=False, info=opened("time of a row")),
    Column("ownership_id", Uuid, info=opened("random id")),
    PrimaryKeyConstraint("subject_id", "id"),
    Index("ix_lead_subject_id_captured_at", "subject_id", "captured_at", "id"),
    Index("ix_lead_captured_at", "captured_at", "id"),
    Index("ix_lead_owner_captured_at", "owner", "captured_at", "id"),
    Index("ix_lead_pool_captured_at", "pool", "captured_at", "id"),
    comment="What a person showed interest in, and how far it has come.",
)

lead_stage_change: Final = Table(
    "lead_stage_change",
    DATA,
    Column("subject_id", Uuid, info=opened("random id")),
    Column("id", Uuid, info=opened("random id")),
    Column("lead_id", Uuid, nullable=False, info=opened("random id")),
    Column("n", Integer, nullable=False, info=opened("order of a lead's receipts")),
    Column("event", String(24), nullable=False, info=guarded(_STAGE)),
    Column("from_qualification", String(16), info=guarded(_STAGE)),
    Column("to_qualification", String(16), nullable=False, info=guarded(_STAGE)),
    Column("from_status", String(16), info=guarded(_STAGE)),
    Column("to_status", String(16), nullable=False, info=guarded(_STAGE)),
    Column("reason", String(24), info=guarded(_STAGE)),
    Column("rule", String(64), info=opened("name of a rule")),
    Column("rule_version", Integer, info=opened("version of a rule")),
    Column("actor", String(128), nullable=False, info=guarded(_STAFF)),
    Column("evidence", LargeBinary, info=sealed(_FORM)),
    Column("call_id", Uuid, info=opened("random id")),
    Column("happened_at", _TIME, nullable=False, info=guarded(_STAGE)),
    Column("received_at", _TIME, nullable=False, info=opened("time of a row")),
    PrimaryKeyConstraint("subject_id", "id"),
    ForeignKeyConstraint(["subject_id", "lead_id"], ["lead.subject_id", "lead.id"]),
    Index("ix_lead_stage_change_subject_id_lead_id_n", "subject_id", "lead_id", "n", unique=True),
    comment="Why each lead is where it is. Rows are added; none is changed.",
)
