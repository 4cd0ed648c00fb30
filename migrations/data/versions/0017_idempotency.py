"""Idempotency keys: which were used of late, and which rows were made under each."""

from __future__ import annotations

from typing import Final

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None

_AT: Final = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "idempotency_key",
        sa.Column("id", sa.LargeBinary(), nullable=False),
        sa.Column("use", sa.Uuid(), nullable=False),
        sa.Column("at", _AT, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_idempotency_key")),
        comment="Idempotency keys that were used. Rows go after a day.",
    )
    op.create_index(op.f("ix_idempotency_key_at"), "idempotency_key", ["at"])
    op.create_table(
        "idempotent_act",
        sa.Column("use", sa.Uuid(), nullable=False),
        sa.Column("subject_id", sa.Uuid()),
        sa.Column("request", sa.LargeBinary(), nullable=False),
        sa.Column("rows", sa.ARRAY(sa.Uuid()), nullable=False),
        sa.Column("at", _AT, nullable=False),
        sa.PrimaryKeyConstraint("use", name=op.f("pk_idempotent_act")),
        sa.ForeignKeyConstraint(
            ["subject_id"], ["subject.id"], name=op.f("fk_idempotent_act_subject_id")
        ),
        comment="What was made under an idempotency key: ids, never an answer. "
        "Rows go after a day.",
    )
    op.create_index(op.f("ix_idempotent_act_subject_id"), "idempotent_act", ["subject_id"])
    op.create_index(op.f("ix_idempotent_act_at"), "idempotent_act", ["at"])
