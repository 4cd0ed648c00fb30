"""What the data was sealed and indexed under, written down at the first start."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "deployment",
        sa.Column("one", sa.Boolean(), nullable=False),
        sa.Column("handler_id", sa.Uuid(), nullable=False),
        sa.Column("suite", sa.String(2), nullable=False),
        sa.Column("index_check", sa.LargeBinary(), nullable=False),
        sa.Column("log_origin", sa.String(255), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("one", name=op.f("pk_deployment")),
        sa.CheckConstraint("one", name=op.f("ck_deployment_one")),
        comment="What this data was sealed and indexed under: one row, made at the first start.",
    )
