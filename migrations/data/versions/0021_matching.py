"""Matching: tokens of what sources say, rules, runs, and suggestions with a row a member."""

from __future__ import annotations

from typing import Final

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None

_AT: Final = sa.DateTime(timezone=True)


def upgrade() -> None:
    _tokens()
    _rules()
    _suggestions()


def _shared(name: str, comment: str, *more: sa.schema.SchemaItem) -> None:
    op.create_table(
        name,
        sa.Column("kind", sa.SmallInteger(), nullable=False),
        sa.Column("key_ver", sa.SmallInteger(), nullable=False),
        sa.Column("token", sa.LargeBinary(), nullable=False),
        *more,
        sa.PrimaryKeyConstraint("kind", "key_ver", "token", name=op.f(f"pk_{name}")),
        comment=comment,
    )


def _tokens() -> None:
    op.create_table(
        "match_token",
        sa.Column("subject_id", sa.Uuid(), nullable=False),
        sa.Column("row_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.SmallInteger(), nullable=False),
        sa.Column("key_ver", sa.SmallInteger(), nullable=False),
        sa.Column("token", sa.LargeBinary(), nullable=False),
        sa.Column("verification", sa.SmallInteger(), nullable=False),
        sa.Column("said_at", _AT, nullable=False),
        sa.PrimaryKeyConstraint(
            "subject_id", "row_id", "kind", "key_ver", "token", name=op.f("pk_match_token")
        ),
        sa.ForeignKeyConstraint(
            ["subject_id"], ["subject.id"], name=op.f("fk_match_token_subject_id")
        ),
        comment="What of a person's rows equals another's: HMACs, under a key that is in no "
        "database.",
    )
    op.create_index(
        "ix_match_token_kind", "match_token", ["kind", "key_ver", "token", "subject_id"]
    )
    op.create_table(
        "match_pending",
        sa.Column("subject_id", sa.Uuid(), nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("subject_id", name=op.f("pk_match_pending")),
        sa.ForeignKeyConstraint(
            ["subject_id"], ["subject.id"], name=op.f("fk_match_pending_subject_id")
        ),
        comment="Who is to be compared again, because a source said something new of her.",
    )
    _shared(
        "match_blocked",
        "Values that say nothing of who somebody is, such as an office's address.",
    )
    _shared(
        "match_common",
        "How many people share a value that ten or more of them have.",
        sa.Column("people", sa.Integer(), nullable=False),
        sa.CheckConstraint("people >= 10", name=op.f("ck_match_common_many")),
    )


def _rules() -> None:
    op.create_table(
        "match_rule",
        sa.Column("key", sa.String(64), nullable=False),
        sa.Column("version", sa.SmallInteger(), nullable=False),
        sa.Column("identifier", sa.String(16), nullable=False),
        sa.Column("action", sa.String(16), nullable=False),
        sa.Column("priority", sa.SmallInteger(), nullable=False),
        sa.Column("min_verification", sa.String(16), nullable=False),
        sa.Column("max_per_subject", sa.SmallInteger(), nullable=False),
        sa.Column("max_subjects_per_value", sa.SmallInteger(), nullable=False),
        sa.Column("window_days", sa.SmallInteger()),
        sa.Column("second_keys", postgresql.ARRAY(sa.String(16)), nullable=False),
        sa.Column("is_active", sa.Boolean(), nullable=False),
        sa.Column("set_by", sa.String(128), nullable=False),
        sa.Column("set_at", _AT, nullable=False),
        sa.PrimaryKeyConstraint("key", "version", name=op.f("pk_match_rule")),
        comment="When two subjects are one person, or may be: every version that was ever in "
        "force.",
    )
    op.create_table(
        "match_run",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("place", sa.SmallInteger(), nullable=False),
        sa.Column("people", sa.BigInteger(), nullable=False),
        sa.Column("pairs", sa.BigInteger(), nullable=False),
        sa.Column("suggested", sa.BigInteger(), nullable=False),
        sa.Column("merged", sa.BigInteger(), nullable=False),
        sa.Column("noise", sa.BigInteger(), nullable=False),
        sa.Column("began_at", _AT, nullable=False),
        sa.Column("ended_at", _AT),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_match_run")),
        comment="Runs over everybody: how far each came, and what it found, by count.",
    )
    op.create_index(
        "ix_match_run_state",
        "match_run",
        ["state"],
        unique=True,
        postgresql_where=sa.literal_column("state = 'RUNNING'"),
    )


def _suggestions() -> None:
    op.create_table(
        "match_suggestion",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("score", sa.Integer(), nullable=False),
        sa.Column("agreement", sa.String(8), nullable=False),
        sa.Column("rule", sa.String(64)),
        sa.Column("rule_version", sa.SmallInteger()),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("run_id", sa.Uuid()),
        sa.Column("made_at", _AT, nullable=False),
        sa.Column("reviewed_by", sa.String(128)),
        sa.Column("reviewed_at", _AT),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_match_suggestion")),
        comment="Two who may be one person, and what a steward said of it. No value of theirs.",
    )
    op.create_index("ix_match_suggestion_state", "match_suggestion", ["state", "score", "id"])
    op.create_table(
        "match_suggestion_member",
        sa.Column("subject_id", sa.Uuid(), nullable=False),
        sa.Column("suggestion_id", sa.Uuid(), nullable=False),
        sa.PrimaryKeyConstraint(
            "subject_id", "suggestion_id", name=op.f("pk_match_suggestion_member")
        ),
        sa.ForeignKeyConstraint(
            ["subject_id"], ["subject.id"], name=op.f("fk_match_suggestion_member_subject_id")
        ),
        sa.ForeignKeyConstraint(
            ["suggestion_id"],
            ["match_suggestion.id"],
            name=op.f("fk_match_suggestion_member_suggestion_id"),
        ),
        comment="Whom a suggestion is about: a row for each of the two.",
    )
    op.create_index(
        op.f("ix_match_suggestion_member_suggestion_id"),
        "match_suggestion_member",
        ["suggestion_id"],
    )
