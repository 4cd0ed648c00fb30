"""Keys of import runs, which seal what a run refused."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

AT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "run_key",
        sa.Column("run_id", sa.Uuid(), nullable=False),
        sa.Column("wrapped", sa.LargeBinary()),
        sa.Column("created_at", AT, nullable=False),
        sa.Column("shredded_at", AT),
        sa.PrimaryKeyConstraint("run_id", name=op.f("pk_run_key")),
        sa.CheckConstraint("octet_length(wrapped) = 66", name=op.f("ck_run_key_length")),
        sa.CheckConstraint(
            "(wrapped IS NULL) = (shredded_at IS NOT NULL)", name=op.f("ck_run_key_shredded")
        ),
        comment="Keys of import runs: they seal what a run refused, for seven days.",
    )
