"""Withheld: restrictions, what an ownership was before it was withheld, and keys that look free."""

from __future__ import annotations

from typing import Final

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None

_AT: Final = sa.DateTime(timezone=True)
_REASONS: Final = (
    "REQUESTED",
    "ACCURACY_CONTESTED",
    "TERM_NOT_OVER",
    "DELETION_INFEASIBLE",
    "LEGAL_CLAIM",
)


def upgrade() -> None:
    op.create_table(
        "restriction",
        sa.Column("subject_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("reason", sa.String(24), nullable=False),
        sa.Column("article", sa.String(64), nullable=False),
        sa.Column("set_by", sa.String(128), nullable=False),
        sa.Column("set_at", _AT, nullable=False),
        sa.Column("lifted_by", sa.String(128)),
        sa.Column("lifted_at", _AT),
        sa.PrimaryKeyConstraint("subject_id", "id", name=op.f("pk_restriction")),
        sa.ForeignKeyConstraint(
            ["subject_id"], ["subject.id"], name=op.f("fk_restriction_subject_id")
        ),
        sa.CheckConstraint(sa.column("reason").in_(_REASONS), name=op.f("ck_restriction_reason")),
        comment="When a person's data were stopped, why, and when that was lifted.",
    )
    op.create_index(
        "uq_restriction_standing",
        "restriction",
        ["subject_id"],
        unique=True,
        postgresql_where=sa.column("lifted_at").is_(None),
    )
    op.add_column("phone_ownership", sa.Column("withheld_from", sa.String(16)))
    # Expand: whoever is withheld by an earlier release is being erased, and gives nothing back.
    op.add_column(
        "external_ref",
        sa.Column("withheld", sa.Boolean(), nullable=False, server_default=sa.false()),
    )
    op.create_table_comment(
        "external_ref",
        "Where the keys of other systems are unique, but for those of whoever is withheld.",
        existing_comment="Where the keys of other systems are unique.",
    )
    op.drop_constraint("pk_external_ref", "external_ref", type_="primary")
    op.create_primary_key(
        "pk_external_ref", "external_ref", ["source", "kind", "key_token", "subject_id"]
    )
    op.create_index(
        "uq_external_ref_key",
        "external_ref",
        ["source", "kind", "key_token"],
        unique=True,
        postgresql_where=sa.not_(sa.column("withheld")),
    )
