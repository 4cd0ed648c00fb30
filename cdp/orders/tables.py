"""The tables of orders: lines, payments, refunds, confirmations."""

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
_PAYMENT: Final = DataCategory.COMMERCIAL_PAYMENT

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
    Column("channel", String(16), info=guarded(_ORDER)),
    Column("lead_id", Uuid, info=opened("random id")),
    Column("status_at", DateTime(timezone=True), nullable=False, info=opened("time of a row")),
    Column("agent", String(128), nullable=False, info=guarded(DataCategory.STAFF_ACTIVITY)),
    Column("received_at", DateTime(timezone=True), nullable=False, info=opened("time of a row")),
    Column("ownership_id", Uuid, info=opened("random id")),
    PrimaryKeyConstraint("subject_id", "id"),
    Index("ix_customer_order_subject_id_placed_at", "subject_id", "placed_at", "id"),
    Index("ix_customer_order_placed_at", "placed_at", "id"),
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

order_payment: Final = Table(
    "order_payment",
    DATA,
    Column("subject_id", Uuid, info=opened("random id")),
    Column("id", Uuid, info=opened("random id")),
    Column("order_id", Uuid, nullable=False, info=opened("random id")),
    Column("method", String(16), nullable=False, info=guarded(_PAYMENT)),
    Column("amount_minor", BigInteger, nullable=False, info=guarded(_PAYMENT)),
    Column("currency", String(3), nullable=False, info=guarded(_PAYMENT)),
    Column("paid_at", DateTime(timezone=True), nullable=False, info=guarded(_PAYMENT)),
    Column("reference", LargeBinary, info=sealed(_PAYMENT)),
    Column("agent", String(128), nullable=False, info=guarded(DataCategory.STAFF_ACTIVITY)),
    Column("received_at", DateTime(timezone=True), nullable=False, info=opened("time of a row")),
    PrimaryKeyConstraint("subject_id", "id"),
    ForeignKeyConstraint(
        ["subject_id", "order_id"], ["customer_order.subject_id", "customer_order.id"]
    ),
    Index(
        "ix_order_payment_subject_id_order_id_paid_at", "subject_id", "order_id", "paid_at", "id"
    ),
    comment="What was paid for an order.",
)

order_refund: Final = Table(
    "order_refund",
    DATA,
    Column("subject_id", Uuid, info=opened("random id")),
    Column("id", Uuid, info=opened("random id")),
    Column("order_id", Uuid, nullable=False, info=opened("random id")),
    Column("amount_minor", BigInteger, nullable=False, info=guarded(_PAYMENT)),
    Column("currency", String(3), nullable=False, info=guarded(_PAYMENT)),
    Column("refunded_at", DateTime(timezone=True), nullable=False, info=guarded(_PAYMENT)),
    Column("reference", LargeBinary, info=sealed(_PAYMENT)),
    Column("agent", String(128), nullable=False, info=guarded(DataCategory.STAFF_ACTIVITY)),
    Column("received_at", DateTime(timezone=True), nullable=False, info=opened("time of a row")),
    PrimaryKeyConstraint("subject_id", "id"),
    ForeignKeyConstraint(
        ["subject_id", "order_id"], ["customer_order.subject_id", "customer_order.id"]
    ),
    Index(
        "ix_order_refund_subject_id_order_id_refunded_at",
        "subject_id",
        "order_id",
        "refunded_at",
        "id",
    ),
    comment="What was paid back of an order.",
)

order_confirmation: Final = Table(
    "order_confirmation",
    DATA,
    Column("subject_id", Uuid, info=opened("random id")),
    Column("id", Uuid, info=opened("random id")),
    Column("order_id", Uuid, nullable=False, info=opened("random id")),
    Column("kind", String(16), nullable=False, info=guarded(_ORDER)),
    Column("channel", String(16), nullable=False, info=guarded(_ORDER)),
    Column("confirmed_at", DateTime(timezone=True), nullable=False, info=guarded(_ORDER)),
    Column("reference", LargeBinary, info=sealed(_ORDER)),
    Column("agent", String(128), nullable=False, info=guarded(DataCategory.STAFF_ACTIVITY)),
    Column("received_at", DateTime(timezone=True), nullable=False, info=opened("time of a row")),
    PrimaryKeyConstraint("subject_id", "id"),
    ForeignKeyConstraint(
        ["subject_id", "order_id"], ["customer_order.subject_id", "customer_order.id"]
    ),
    Index(
        "ix_order_confirmation_subject_id_order_id_confirmed_at",
        "subject_id",
        "order_id",
        "confirmed_at",
        "id",
    ),
    comment="What of an order was confirmed, and by which way.",
)
