"""Orders whole: channel, lead, and what was paid, paid back and confirmed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

_AT: Final = sa.DateTime(timezone=True)


def upgrade() -> None:
    _order()
    _child(
        "order_payment",
        "paid_at",
        "What was paid for an order.",
        [sa.Column("method", sa.String(16), nullable=False), *_amount()],
    )
    _child("order_refund", "refunded_at", "What was paid back of an order.", _amount())
    _child(
        "order_confirmation",
        "confirmed_at",
        "What of an order was confirmed, and by which way.",
        [
            sa.Column("kind", sa.String(16), nullable=False),
            sa.Column("channel", sa.String(16), nullable=False),
        ],
    )


def _order() -> None:
    op.add_column("customer_order", sa.Column("channel", sa.String(16)))
    op.add_column("customer_order", sa.Column("lead_id", sa.Uuid()))
    op.add_column("customer_order", sa.Column("status_at", _AT))
    # Orders of before stand as they did when they were received.
    op.execute("UPDATE customer_order SET status_at = received_at")
    op.alter_column("customer_order", "status_at", nullable=False)
    op.create_index(op.f("ix_customer_order_placed_at"), "customer_order", ["placed_at", "id"])


def _amount() -> list[sa.Column[object]]:
    return [
        sa.Column("amount_minor", sa.BigInteger(), nullable=False),
        sa.Column("currency", sa.String(3), nullable=False),
    ]


def _child(table: str, at: str, comment: str, own: Sequence[sa.Column[object]]) -> None:
    op.create_table(
        table,
        sa.Column("subject_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("order_id", sa.Uuid(), nullable=False),
        *own,
        sa.Column(at, _AT, nullable=False),
        sa.Column("reference", sa.LargeBinary()),
        sa.Column("agent", sa.String(128), nullable=False),
        sa.Column("received_at", _AT, nullable=False),
        sa.PrimaryKeyConstraint("subject_id", "id", name=op.f(f"pk_{table}")),
        sa.ForeignKeyConstraint(
            ["subject_id", "order_id"],
            ["customer_order.subject_id", "customer_order.id"],
            name=op.f(f"fk_{table}_subject_id_order_id"),
        ),
        comment=comment,
    )
    op.create_index(
        op.f(f"ix_{table}_subject_id_order_id_{at}"), table, ["subject_id", "order_id", at, "id"]
    )
