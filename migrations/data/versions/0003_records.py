"""What is filed of a person: contacts, calls, orders and their lines."""

from __future__ import annotations

from typing import Final

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

_AT: Final = sa.DateTime(timezone=True)


def upgrade() -> None:
    _contact()
    _call()
    _order()
    _order_line()


def _contact() -> None:
    op.create_table(
        "contact",
        sa.Column("subject_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.Column("source", sa.String(64), nullable=False),
        sa.Column("role", sa.String(16), nullable=False),
        sa.Column("name", sa.LargeBinary()),
        sa.Column("email", sa.LargeBinary()),
        sa.Column("address", sa.LargeBinary()),
        sa.Column("company", sa.LargeBinary()),
        sa.Column("notice_version", sa.String(32), nullable=False),
        sa.Column("occurred_at", _AT, nullable=False),
        sa.Column("received_at", _AT, nullable=False),
        sa.PrimaryKeyConstraint("subject_id", "id", name=op.f("pk_contact")),
        sa.ForeignKeyConstraint(["subject_id"], ["subject.id"], name=op.f("fk_contact_subject_id")),
        comment="What one source says of one person.",
    )
    op.create_index(
        op.f("ix_contact_subject_id_source"), "contact", ["subject_id", "source"], unique=True
    )


def _call() -> None:
    op.create_table(
        "call",
        sa.Column("subject_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("source", sa.String(64), nullable=False),
        sa.Column("direction", sa.String(16), nullable=False),
        sa.Column("started_at", _AT, nullable=False),
        sa.Column("ring_s", sa.Integer(), nullable=False),
        sa.Column("talk_s", sa.Integer(), nullable=False),
        sa.Column("result", sa.String(20), nullable=False),
        sa.Column("outcome", sa.String(24)),
        sa.Column("notes", sa.LargeBinary()),
        sa.Column("agent", sa.String(128), nullable=False),
        sa.Column("received_at", _AT, nullable=False),
        sa.PrimaryKeyConstraint("subject_id", "id", name=op.f("pk_call")),
        sa.ForeignKeyConstraint(["subject_id"], ["subject.id"], name=op.f("fk_call_subject_id")),
        comment="Calls from and to a person.",
    )
    op.create_index(
        op.f("ix_call_subject_id_started_at"), "call", ["subject_id", "started_at", "id"]
    )


def _order() -> None:
    op.create_table(
        "customer_order",
        sa.Column("subject_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("source", sa.String(64), nullable=False),
        sa.Column("external_no", sa.LargeBinary()),
        sa.Column("status", sa.String(20), nullable=False),
        sa.Column("total_minor", sa.BigInteger(), nullable=False),
        sa.Column("currency", sa.String(3), nullable=False),
        sa.Column("placed_at", _AT, nullable=False),
        sa.Column("agent", sa.String(128), nullable=False),
        sa.Column("received_at", _AT, nullable=False),
        sa.PrimaryKeyConstraint("subject_id", "id", name=op.f("pk_customer_order")),
        sa.ForeignKeyConstraint(
            ["subject_id"], ["subject.id"], name=op.f("fk_customer_order_subject_id")
        ),
        comment="Orders of a person.",
    )
    op.create_index(
        op.f("ix_customer_order_subject_id_placed_at"),
        "customer_order",
        ["subject_id", "placed_at", "id"],
    )


def _order_line() -> None:
    op.create_table(
        "order_line",
        sa.Column("subject_id", sa.Uuid(), nullable=False),
        sa.Column("order_id", sa.Uuid(), nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.Column("product", sa.String(200), nullable=False),
        sa.Column("quantity", sa.Integer(), nullable=False),
        sa.Column("unit_minor", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("subject_id", "order_id", "n", name=op.f("pk_order_line")),
        sa.ForeignKeyConstraint(
            ["subject_id", "order_id"],
            ["customer_order.subject_id", "customer_order.id"],
            name=op.f("fk_order_line_subject_id_order_id"),
        ),
        comment="What was ordered.",
    )
