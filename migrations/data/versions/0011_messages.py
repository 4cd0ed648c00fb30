"""Messages to and from a person."""

from __future__ import annotations

from typing import Final

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

_AT: Final = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "message",
        sa.Column("subject_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("source", sa.String(64), nullable=False),
        sa.Column("channel", sa.String(16), nullable=False),
        sa.Column("direction", sa.String(16), nullable=False),
        sa.Column("template", sa.String(200)),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("bounce_kind", sa.String(16)),
        sa.Column("cost_minor", sa.BigInteger()),
        sa.Column("currency", sa.String(3)),
        sa.Column("sent_at", _AT, nullable=False),
        sa.Column("campaign", sa.String(200)),
        sa.Column("lead_id", sa.Uuid()),
        sa.Column("case_id", sa.Uuid()),
        sa.Column("agent", sa.String(128), nullable=False),
        sa.Column("state_at", _AT, nullable=False),
        sa.Column("received_at", _AT, nullable=False),
        sa.PrimaryKeyConstraint("subject_id", "id", name=op.f("pk_message")),
        sa.ForeignKeyConstraint(["subject_id"], ["subject.id"], name=op.f("fk_message_subject_id")),
        comment="Messages to and from a person. Their text is not kept.",
    )
    op.create_index(
        op.f("ix_message_subject_id_sent_at"), "message", ["subject_id", "sent_at", "id"]
    )
