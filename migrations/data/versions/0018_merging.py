"""Merging: subjects that are one person, who decided so, and what may never or must be linked."""

from __future__ import annotations

from typing import Final

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None

_AT: Final = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "merge_link",
        sa.Column("subject_id", sa.Uuid(), nullable=False),
        sa.Column("profile_id", sa.Uuid(), nullable=False),
        sa.PrimaryKeyConstraint("subject_id", name=op.f("pk_merge_link")),
        sa.ForeignKeyConstraint(
            ["subject_id"], ["subject.id"], name=op.f("fk_merge_link_subject_id")
        ),
        comment="Subjects that are one person. Only merged ones have a row, the first included.",
    )
    op.create_index("ix_merge_link_profile_id", "merge_link", ["profile_id"])
    op.create_table(
        "merge_decision",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("rule", sa.String(64)),
        sa.Column("rule_version", sa.SmallInteger()),
        sa.Column("evidence", sa.String(32), nullable=False),
        sa.Column("reason", sa.String(32), nullable=False),
        sa.Column("actor", sa.String(128), nullable=False),
        sa.Column("preview_hash", sa.LargeBinary()),
        sa.Column("reverses", sa.Uuid()),
        sa.Column("reversed_by", sa.Uuid()),
        sa.Column("decided_at", _AT, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_merge_decision")),
        comment="What was decided about which subjects are one person. "
        "Nothing in it names anybody.",
    )
    op.create_index("ix_merge_decision_decided_at", "merge_decision", ["decided_at", "id"])
    op.create_table(
        "merge_member",
        sa.Column("subject_id", sa.Uuid(), nullable=False),
        sa.Column("decision_id", sa.Uuid(), nullable=False),
        sa.Column("side", sa.String(16), nullable=False),
        sa.Column("narrowed", postgresql.BIT(varying=True)),
        sa.PrimaryKeyConstraint("subject_id", "decision_id", name=op.f("pk_merge_member")),
        sa.ForeignKeyConstraint(
            ["subject_id"], ["subject.id"], name=op.f("fk_merge_member_subject_id")
        ),
        sa.ForeignKeyConstraint(
            ["decision_id"], ["merge_decision.id"], name=op.f("fk_merge_member_decision_id")
        ),
        comment="Whom a decision was about, and which of her consents it set aside.",
    )
    op.create_index(op.f("ix_merge_member_decision_id"), "merge_member", ["decision_id"])
    op.create_table(
        "link_constraint",
        sa.Column("subject_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("set_by", sa.String(128), nullable=False),
        sa.Column("set_at", _AT, nullable=False),
        sa.PrimaryKeyConstraint("subject_id", "id", name=op.f("pk_link_constraint")),
        sa.ForeignKeyConstraint(
            ["subject_id"], ["subject.id"], name=op.f("fk_link_constraint_subject_id")
        ),
        comment="Two subjects that are never, or always, one person: a row for each of the two.",
    )
    op.create_index(op.f("ix_link_constraint_id"), "link_constraint", ["id"])
