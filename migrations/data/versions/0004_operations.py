"""Which operations stand: the row by which a transaction and the sweeper agree."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "applied_operation",
        sa.Column("op", sa.Uuid(), nullable=False),
        sa.Column("is_void", sa.Boolean(), nullable=False),
        sa.Column("cells", postgresql.ARRAY(sa.LargeBinary()), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("op", name=op.f("pk_applied_operation")),
        comment="Which operations stand; what the sweeper closes open intents by.",
    )
    op.create_index(op.f("ix_applied_operation_at"), "applied_operation", ["at"], unique=False)
