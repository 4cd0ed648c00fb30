"""Tasks: what is to be done next for a person."""

from __future__ import annotations

from typing import Final

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

_AT: Final = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "task",
        sa.Column("subject_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("purpose", sa.String(48), nullable=False),
        sa.Column("due_at", _AT, nullable=False),
        sa.Column("sla_at", _AT),
        sa.Column("channel", sa.String(16), nullable=False),
        sa.Column("priority", sa.SmallInteger(), nullable=False),
        sa.Column("state", sa.String(24), nullable=False),
        sa.Column("script", sa.LargeBinary()),
        sa.Column("result", sa.LargeBinary()),
        sa.Column("origin", sa.String(16), nullable=False),
        sa.Column("lead_id", sa.Uuid()),
        sa.Column("case_id", sa.Uuid()),
        sa.Column("call_id", sa.Uuid()),
        sa.Column("assignee", sa.String(128)),
        sa.Column("team", sa.String(64)),
        sa.Column("agent", sa.String(128), nullable=False),
        sa.Column("ended_by", sa.String(128)),
        sa.Column("ended_at", _AT),
        sa.Column("received_at", _AT, nullable=False),
        sa.PrimaryKeyConstraint("subject_id", "id", name=op.f("pk_task")),
        sa.ForeignKeyConstraint(["subject_id"], ["subject.id"], name=op.f("fk_task_subject_id")),
        sa.CheckConstraint(
            "state IN ('BLOCKED_BY_PRIVACY', 'DONE', 'OPEN', 'SKIPPED')",
            name=op.f("ck_task_state"),
        ),
        comment="What is to be done next for a person.",
    )
    op.create_index(op.f("ix_task_subject_id_due_at"), "task", ["subject_id", "due_at", "id"])
    op.create_index(op.f("ix_task_assignee_due_at"), "task", ["assignee", "due_at", "id"])
