"""Numbers, their blind index, who answers them when, and the keys of other systems."""

from __future__ import annotations

from typing import Final

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

_AT: Final = sa.DateTime(timezone=True)


def upgrade() -> None:
    # An exclusion constraint over a uuid and a range needs this extension; PostgreSQL trusts it,
    # so the owner of the database may make it.
    op.execute("CREATE EXTENSION IF NOT EXISTS btree_gist")
    _number()
    _ownership()
    _external_ref()


def _number() -> None:
    op.create_table(
        "phone_identity",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("has_extension", sa.Boolean(), nullable=False),
        sa.Column("country", sa.String(2), nullable=False),
        sa.Column("region", sa.String(80), nullable=False),
        sa.Column("line_type", sa.String(20), nullable=False),
        sa.Column("carrier_original", sa.String(80), nullable=False),
        sa.Column("created_at", _AT, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_phone_identity")),
        comment="A number as the numbering plan allocates it: no person, no digits.",
    )
    op.create_table(
        "identity_index",
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("key_ver", sa.SmallInteger(), nullable=False),
        sa.Column("bx", sa.LargeBinary(), nullable=False),
        sa.Column("identity_id", sa.Uuid(), nullable=False),
        sa.PrimaryKeyConstraint("kind", "key_ver", "bx", name=op.f("pk_identity_index")),
        sa.ForeignKeyConstraint(
            ["identity_id"], ["phone_identity.id"], name=op.f("fk_identity_index_identity_id")
        ),
        comment="The blind index: 128 bits of HMAC under a key that is in no database.",
    )
    op.create_index(
        op.f("ix_identity_index_identity_id"), "identity_index", ["identity_id"], unique=False
    )


def _ownership() -> None:
    op.create_table(
        "phone_ownership",
        sa.Column("subject_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("identity_id", sa.Uuid(), nullable=False),
        sa.Column("e164", sa.LargeBinary(), nullable=False),
        sa.Column("during", postgresql.TSTZRANGE(), nullable=False),
        sa.Column("role", sa.String(16), nullable=False),
        sa.Column("exclusive", sa.Boolean(), nullable=False),
        sa.Column("verification", sa.String(16), nullable=False),
        sa.Column("verified_at", _AT),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("end_reason", sa.String(24)),
        sa.Column("number_status", sa.String(16), nullable=False),
        sa.Column("status_checked_at", _AT),
        sa.Column("last_answered_at", _AT),
        sa.PrimaryKeyConstraint("subject_id", "id", name=op.f("pk_phone_ownership")),
        sa.ForeignKeyConstraint(
            ["subject_id"], ["subject.id"], name=op.f("fk_phone_ownership_subject_id")
        ),
        sa.ForeignKeyConstraint(
            ["identity_id"], ["phone_identity.id"], name=op.f("fk_phone_ownership_identity_id")
        ),
        postgresql.ExcludeConstraint(
            (sa.column("identity_id"), "="),
            (sa.column("during"), "&&"),
            where=sa.literal_column("exclusive AND state IN ('ACTIVE', 'ENDED')"),
            using="gist",
            name=op.f("phone_ownership_one_owner_at_a_time"),
        ),
        comment="Who answers a number, and from when to when.",
    )
    op.create_index(
        op.f("ix_phone_ownership_identity_id"), "phone_ownership", ["identity_id"], unique=False
    )


def _external_ref() -> None:
    op.create_table(
        "external_ref",
        sa.Column("source", sa.String(64), nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("key_token", sa.LargeBinary(), nullable=False),
        sa.Column("subject_id", sa.Uuid(), nullable=False),
        sa.Column("row_id", sa.Uuid(), nullable=False),
        sa.PrimaryKeyConstraint("source", "kind", "key_token", name=op.f("pk_external_ref")),
        sa.ForeignKeyConstraint(
            ["subject_id"], ["subject.id"], name=op.f("fk_external_ref_subject_id")
        ),
        comment="Where the keys of other systems are unique.",
    )
