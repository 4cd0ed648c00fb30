"""The tables of orders and their lines."""

from __future__ import annotations

from typing import Final

from sqlalchemy import (
    BigInteger,
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

_ORDER: Final = DataCategory.COMMERCIAL_ORDER

customer_order: Final = Table(
    "customer_order",
    DATA,
    Column("subject_id", Uuid, ForeignKey("subject.id"), info=opened("random id")),
    Column("id", Uuid, info=opened("random id")),
    Column("source", String(64), nullable=False, info=guarded(DataCategory.ACQUISITION_SOURCE)),
    Column("external_no", LargeBinary, info=sealed(_ORDER)),
    Column("status", String(20), nullable=False, info=guarded(_ORDER)),
    Column("total_minor", BigInteger, nullable=False, info=guarded(_ORDER)),
    Column("currency", String(3), nullable=False, info=guarded(_ORDER)),
    Column("placed_at", DateTime(timezone=True), nullable=False, info=guarded(_ORDER)),
    Column("agent", String(128), nullable=False, info=guarded(DataCategory.STAFF_ACTIVITY)),
    Column("received_at", DateTime(timezone=True), nullable=False, info=opened("time of a row")),
    PrimaryKeyConstraint("subject_id", "id"),
    Index("ix_customer_order_subject_id_placed_at", "subject_id", "placed_at", "id"),
    comment="Orders of a person.",
)

order_line: Final = Table(
    "order_line",
    DATA,
    Column("subject_id", Uuid, info=opened("random id")),
    Column("order_id", Uuid, info=opened("random id")),
    Column("n", Integer, info=opened("place of a line in its order")),
    Column("product", String(200), nullable=False, info=guarded(_ORDER)),
    Column("quantity", Integer, nullable=False, info=guarded(_ORDER)),
    Column("unit_minor", BigInteger, nullable=False, info=guarded(_ORDER)),
    PrimaryKeyConstraint("subject_id", "order_id", "n"),
    ForeignKeyConstraint(
        ["subject_id", "order_id"], ["customer_order.subject_id", "customer_order.id"]
    ),
    comment="What was ordered.",
)
