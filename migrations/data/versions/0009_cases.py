"""What people ask of our service, and how they liked what we did."""

from __future__ import annotations

from typing import Final

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

_AT: Final = sa.DateTime(timezone=True)


def upgrade() -> None:
    _case()
    _satisfaction()


def _case() -> None:
    op.create_table(
        "service_case",
        sa.Column("subject_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("source", sa.String(64), nullable=False),
        sa.Column("caller_line", sa.LargeBinary()),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("subject_line", sa.LargeBinary()),
        sa.Column("priority", sa.String(16), nullable=False),
        sa.Column("status", sa.String(16), nullable=False),
        sa.Column("channel", sa.String(16)),
        sa.Column("opened_at", _AT, nullable=False),
        sa.Column("first_response_at", _AT),
        sa.Column("resolved_at", _AT),
        sa.Column("sla_at", _AT, nullable=False),
        sa.Column("root_cause", sa.String(16)),
        sa.Column("resolution", sa.LargeBinary()),
        sa.Column("product", sa.String(200)),
        sa.Column("order_id", sa.Uuid()),
        sa.Column("call_id", sa.Uuid()),
        sa.Column("rights_request_id", sa.Uuid()),
        sa.Column("agent", sa.String(128), nullable=False),
        sa.Column("status_at", _AT, nullable=False),
        sa.Column("received_at", _AT, nullable=False),
        sa.PrimaryKeyConstraint("subject_id", "id", name=op.f("pk_service_case")),
        sa.ForeignKeyConstraint(
            ["subject_id"], ["subject.id"], name=op.f("fk_service_case_subject_id")
        ),
        comment="What people ask of our service.",
    )
    op.create_index(
        op.f("ix_service_case_subject_id_opened_at"),
        "service_case",
        ["subject_id", "opened_at", "id"],
    )
    op.create_index(op.f("ix_service_case_opened_at"), "service_case", ["opened_at", "id"])


def _satisfaction() -> None:
    op.create_table(
        "satisfaction",
        sa.Column("subject_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("source", sa.String(64), nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("score", sa.SmallInteger(), nullable=False),
        sa.Column("answered_at", _AT, nullable=False),
        sa.Column("comment", sa.LargeBinary()),
        sa.Column("case_id", sa.Uuid()),
        sa.Column("order_id", sa.Uuid()),
        sa.Column("call_id", sa.Uuid()),
        sa.Column("agent", sa.String(128), nullable=False),
        sa.Column("received_at", _AT, nullable=False),
        sa.PrimaryKeyConstraint("subject_id", "id", name=op.f("pk_satisfaction")),
        sa.ForeignKeyConstraint(
            ["subject_id"], ["subject.id"], name=op.f("fk_satisfaction_subject_id")
        ),
        comment="How people liked what we did.",
    )
    op.create_index(
        op.f("ix_satisfaction_subject_id_answered_at"),
        "satisfaction",
        ["subject_id", "answered_at", "id"],
    )
