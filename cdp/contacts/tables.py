"""The table of contacts."""

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

contact: Final = Table(
    "contact",
    DATA,
    Column("subject_id", Uuid, ForeignKey("subject.id"), info=opened("random id")),
    Column("id", Uuid, info=opened("random id")),
    Column("n", Integer, nullable=False, info=opened("order of a person's contacts")),
    Column("source", String(64), nullable=False, info=guarded(DataCategory.ACQUISITION_SOURCE)),
    Column("role", String(16), nullable=False, info=guarded(DataCategory.DERIVED_STAGE)),
    Column("name", LargeBinary, info=sealed(DataCategory.IDENTITY_NAME)),
    Column("email", LargeBinary, info=sealed(DataCategory.CONTACT_EMAIL)),
    Column("address", LargeBinary, info=sealed(DataCategory.CONTACT_ADDRESS)),
    Column("company", LargeBinary, info=sealed(DataCategory.IDENTITY_NAME)),
    Column("notice_version", String(32), nullable=False, info=opened("version of a notice")),
    Column("occurred_at", DateTime(timezone=True), nullable=False, info=opened("time of a row")),
    Column("received_at", DateTime(timezone=True), nullable=False, info=opened("time of a row")),
    PrimaryKeyConstraint("subject_id", "id"),
    Index(None, "subject_id", "source", unique=True),
    comment="What one source says of one person.",
)
