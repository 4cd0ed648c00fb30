"""Leads, and the receipts of what happened to them."""

from __future__ import annotations

from typing import Final

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

_AT: Final = sa.DateTime(timezone=True)


def upgrade() -> None:
    _lead()
    _change()


def _lead() -> None:
    op.create_table(
        "lead",
        sa.Column("subject_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("source", sa.String(64), nullable=False),
        sa.Column("campaign", sa.String(128)),
        sa.Column("tracking_link", sa.String(128)),
        sa.Column("product", sa.String(200)),
        sa.Column("captured_at", _AT, nullable=False),
        sa.Column("form", sa.LargeBinary()),
        sa.Column("pain_point", sa.LargeBinary()),
        sa.Column("need", sa.LargeBinary()),
        sa.Column("budget_range", sa.LargeBinary()),
        sa.Column("authority", sa.LargeBinary()),
        sa.Column("timeline", sa.LargeBinary()),
        sa.Column("intent_level", sa.String(16)),
        sa.Column("qualification", sa.String(16), nullable=False),
        sa.Column("status", sa.String(16), nullable=False),
        sa.Column("reject_reason", sa.String(24)),
        sa.Column("abandon_node", sa.String(16)),
        sa.Column("invalid", sa.String(24)),
        sa.Column("pool", sa.String(64)),
        sa.Column("paused", sa.Boolean(), nullable=False),
        sa.Column("cool_down_until", _AT),
        sa.Column("sla_due_at", _AT),
        sa.Column("first_response_at", _AT),
        sa.Column("owner", sa.String(128)),
        sa.Column("last_owner", sa.String(128)),
        sa.Column("returned_at", _AT),
        sa.Column("agent", sa.String(128), nullable=False),
        sa.Column("fit_score", sa.Integer()),
        sa.Column("engagement_score", sa.Integer()),
        sa.Column("duplicate_of", sa.Uuid()),
        sa.Column("converted_order", sa.Uuid()),
        sa.Column("price_minor", sa.BigInteger()),
        sa.Column("currency", sa.String(3)),
        sa.Column("acceptance", sa.String(16)),
        sa.Column("notice_version", sa.String(32), nullable=False),
        sa.Column("received_at", _AT, nullable=False),
        sa.PrimaryKeyConstraint("subject_id", "id", name=op.f("pk_lead")),
        sa.ForeignKeyConstraint(["subject_id"], ["subject.id"], name=op.f("fk_lead_subject_id")),
        comment="What a person showed interest in, and how far it has come.",
    )
    for name, first in (
        ("ix_lead_subject_id_captured_at", "subject_id"),
        ("ix_lead_owner_captured_at", "owner"),
        ("ix_lead_pool_captured_at", "pool"),
    ):
        op.create_index(op.f(name), "lead", [first, "captured_at", "id"])
    op.create_index(op.f("ix_lead_captured_at"), "lead", ["captured_at", "id"])


def _change() -> None:
    op.create_table(
        "lead_stage_change",
        sa.Column("subject_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("lead_id", sa.Uuid(), nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.Column("event", sa.String(24), nullable=False),
        sa.Column("from_qualification", sa.String(16)),
        sa.Column("to_qualification", sa.String(16), nullable=False),
        sa.Column("from_status", sa.String(16)),
        sa.Column("to_status", sa.String(16), nullable=False),
        sa.Column("reason", sa.String(24)),
        sa.Column("rule", sa.String(64)),
        sa.Column("rule_version", sa.Integer()),
        sa.Column("actor", sa.String(128), nullable=False),
        sa.Column("evidence", sa.LargeBinary()),
        sa.Column("call_id", sa.Uuid()),
        sa.Column("happened_at", _AT, nullable=False),
        sa.Column("received_at", _AT, nullable=False),
        sa.PrimaryKeyConstraint("subject_id", "id", name=op.f("pk_lead_stage_change")),
        sa.ForeignKeyConstraint(
            ["subject_id", "lead_id"],
            ["lead.subject_id", "lead.id"],
            name=op.f("fk_lead_stage_change_subject_id_lead_id"),
        ),
        comment="Why each lead is where it is. Rows are added; none is changed.",
    )
    op.create_index(
        op.f("ix_lead_stage_change_subject_id_lead_id_n"),
        "lead_stage_change",
        ["subject_id", "lead_id", "n"],
        unique=True,
    )
