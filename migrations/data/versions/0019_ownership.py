"""Numbers change hands: what came by which number, and when a provider was last asked of one."""

from __future__ import annotations

from typing import Final

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None

_CAME_BY: Final = (
    "contact",
    "lead",
    "call",
    "message",
    "customer_order",
    "service_case",
    "satisfaction",
    "consent_event",
)


def upgrade() -> None:
    for table in _CAME_BY:
        op.add_column(table, sa.Column("ownership_id", sa.Uuid()))
    op.add_column("phone_ownership", sa.Column("asked_at", sa.DateTime(timezone=True)))
    op.create_index(
        "ix_phone_ownership_asked_at",
        "phone_ownership",
        [sa.column("asked_at").nulls_first(), "id"],
    )
