"""Lists of people are ordered by when each was first seen."""

from __future__ import annotations

from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index("ix_subject_created_at", "subject", ["created_at", "id"])
