"""The keyring: wrapped data keys by person, and the keys of the epochs that wrap them.

There is no way down: dropping these tables would erase every person at once.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

CATEGORIES = ("identity", "contact", "service", "transaction", "marketing", "audit", "record")
AT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "subject_key",
        sa.Column("subject_id", sa.Uuid(), nullable=False),
        sa.Column("key_ver", sa.SmallInteger(), nullable=False),
        *(column for name in CATEGORIES for column in _key(name)),
        sa.Column("created_at", AT, nullable=False),
        sa.PrimaryKeyConstraint("subject_id", "key_ver", name=op.f("pk_subject_key")),
        sa.CheckConstraint("key_ver > 0", name=op.f("ck_subject_key_key_ver")),
        *(check for name in CATEGORIES for check in _checks(name)),
        comment=(
            "Wrapped data keys: a null with its shredded_at is erased, a null without is unmade."
        ),
    )
    op.create_table(
        "kek",
        sa.Column("epoch", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("wrapped", sa.LargeBinary(), nullable=True),
        sa.Column("created_at", AT, nullable=False),
        sa.Column("destroyed_at", AT, nullable=True),
        sa.PrimaryKeyConstraint("epoch", name=op.f("pk_kek")),
        sa.CheckConstraint("epoch > 0", name=op.f("ck_kek_epoch")),
        sa.CheckConstraint("octet_length(wrapped) = 66", name=op.f("ck_kek_length")),
        sa.CheckConstraint(
            "(wrapped IS NULL) = (destroyed_at IS NOT NULL)", name=op.f("ck_kek_destroyed")
        ),
        comment="Key-encryption keys by epoch, wrapped by the root key, which is in no database.",
    )


def _key(name: str) -> tuple[sa.Column[object], sa.Column[object]]:
    return (
        sa.Column(name, sa.LargeBinary(), nullable=True),
        sa.Column(f"{name}_shredded_at", AT, nullable=True),
    )


def _checks(name: str) -> tuple[sa.CheckConstraint, sa.CheckConstraint]:
    return (
        sa.CheckConstraint(
            f"octet_length({name}) = 66", name=op.f(f"ck_subject_key_{name}_length")
        ),
        sa.CheckConstraint(
            f"{name} IS NULL OR {name}_shredded_at IS NULL",
            name=op.f(f"ck_subject_key_{name}_erased"),
        ),
    )
