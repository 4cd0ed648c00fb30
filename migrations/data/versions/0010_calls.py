"""What a call came to: intent, reason, call-back, recording, and what it was about."""

from __future__ import annotations

from typing import Final

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

_CALL: Final = sa.table("call", sa.column("channel", sa.String))


def upgrade() -> None:
    for column in (
        sa.Column("channel", sa.String(16)),
        sa.Column("purpose", sa.String(48)),
        sa.Column("intent_level", sa.String(16)),
        sa.Column("reject_reason", sa.String(24)),
        sa.Column("callback_at", sa.DateTime(timezone=True)),
        sa.Column("recording_ref", sa.LargeBinary()),
        sa.Column("campaign", sa.String(128)),
        sa.Column("lead_id", sa.Uuid()),
        sa.Column("case_id", sa.Uuid()),
    ):
        op.add_column("call", column)
    op.execute(_CALL.update().values(channel="PHONE"))
    op.alter_column("call", "channel", nullable=False)
