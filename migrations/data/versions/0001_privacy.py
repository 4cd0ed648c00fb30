"""What decides about a person: the subject, its consent, the policy, and debts to the ledger."""

from __future__ import annotations

from typing import Final

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

_AT: Final = sa.DateTime(timezone=True)
_BITS: Final = postgresql.BIT(varying=True)
_NO_BITS: Final = "0" * 128

_FIXED: Final = ("consent_event", "policy_version")
"""Tables whose rows never change: what was said, and what was in force."""


def upgrade() -> None:
    _subject()
    _consent_event()
    _consent_state()
    _policy()
    _owed()
    _fix()


def _subject() -> None:
    op.create_table(
        "subject",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("state", sa.String(16), server_default="LIVE", nullable=False),
        sa.Column("age_band", sa.String(16), server_default="UNKNOWN", nullable=False),
        sa.Column("granted", _BITS, server_default=_NO_BITS, nullable=False),
        sa.Column("denied", _BITS, server_default=_NO_BITS, nullable=False),
        sa.Column("valid_until", _AT),
        sa.Column("contract_until", _AT),
        sa.Column("created_at", _AT, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_subject")),
        sa.CheckConstraint(
            "state IN ('LIVE', 'RESTRICTED', 'ERASING')", name=op.f("ck_subject_state")
        ),
        sa.CheckConstraint(
            "age_band IN ('UNKNOWN', 'UNDER_14', 'FROM_14_TO_17', 'ADULT')",
            name=op.f("ck_subject_age_band"),
        ),
        sa.CheckConstraint("length(granted) = length(denied)", name=op.f("ck_subject_width")),
        comment="The leaf that owns facts and keys, and where it stands towards every purpose.",
    )


def _consent_event() -> None:
    op.create_table(
        "consent_event",
        sa.Column("subject_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.Column("bit", sa.SmallInteger(), nullable=False),
        sa.Column("purpose", sa.String(48), nullable=False),
        sa.Column("channel", sa.String(16)),
        sa.Column("categories", postgresql.ARRAY(sa.String(48)), nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("notice_version", sa.String(32), nullable=False),
        sa.Column("notice_sha256", sa.LargeBinary(), nullable=False),
        sa.Column("notice_language", sa.String(8), nullable=False),
        sa.Column("method", sa.String(16), nullable=False),
        sa.Column("evidence", sa.LargeBinary()),
        sa.Column("given_by", sa.String(16), nullable=False),
        sa.Column("actor", sa.LargeBinary(), nullable=False),
        sa.Column("jurisdiction", sa.String(2), nullable=False),
        sa.Column("retention_days", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("event_time", _AT, nullable=False),
        sa.Column("valid_until", _AT),
        sa.Column("recorded_at", _AT, nullable=False),
        sa.Column("prev_hash", sa.LargeBinary(), nullable=False),
        sa.Column("hash", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("subject_id", "id", name=op.f("pk_consent_event")),
        sa.UniqueConstraint("subject_id", "n", name=op.f("uq_consent_event_subject_id_n")),
        sa.ForeignKeyConstraint(
            ["subject_id"], ["subject.id"], name=op.f("fk_consent_event_subject_id")
        ),
        sa.CheckConstraint(
            "state IN ('given', 'invalidated', 'refused', 'withdrawn')",
            name=op.f("ck_consent_event_state"),
        ),
        comment="What people said about consent. Rows are added; none is changed.",
    )
    op.create_index(
        "ix_consent_event_subject_id_bit_event_time",
        "consent_event",
        ["subject_id", "bit", "event_time", "id"],
    )


def _consent_state() -> None:
    op.create_table(
        "consent_state",
        sa.Column("subject_id", sa.Uuid(), nullable=False),
        sa.Column("bit", sa.SmallInteger(), nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("event_id", sa.Uuid(), nullable=False),
        sa.Column("event_time", _AT, nullable=False),
        sa.Column("valid_until", _AT),
        sa.PrimaryKeyConstraint("subject_id", "bit", name=op.f("pk_consent_state")),
        sa.ForeignKeyConstraint(
            ["subject_id"], ["subject.id"], name=op.f("fk_consent_state_subject_id")
        ),
        sa.ForeignKeyConstraint(
            ["subject_id", "event_id"],
            ["consent_event.subject_id", "consent_event.id"],
            name=op.f("fk_consent_state_subject_id_event_id"),
        ),
        comment="Where each cell of a person stands: a projection of the events.",
    )


def _policy() -> None:
    op.create_table(
        "policy_version",
        sa.Column("hash", sa.String(64), nullable=False),
        sa.Column("document", sa.LargeBinary(), nullable=False),
        sa.Column("stored_at", _AT, nullable=False),
        sa.PrimaryKeyConstraint("hash", name=op.f("pk_policy_version")),
        comment="Every version of the policy that was ever activated, as its exact bytes.",
    )
    op.create_table(
        "policy_active",
        sa.Column("one", sa.Boolean(), nullable=False),
        sa.Column("hash", sa.String(64), nullable=False),
        sa.Column("mac", sa.LargeBinary(), nullable=False),
        sa.Column("activated_at", _AT, nullable=False),
        sa.PrimaryKeyConstraint("one", name=op.f("pk_policy_active")),
        sa.ForeignKeyConstraint(
            ["hash"], ["policy_version.hash"], name=op.f("fk_policy_active_hash")
        ),
        sa.CheckConstraint("one", name=op.f("ck_policy_active_one")),
        comment="The version in force: one row, or none before the first start.",
    )


def _owed() -> None:
    op.create_table(
        "ledger_owed",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("n", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("leaves", postgresql.ARRAY(sa.LargeBinary()), nullable=False),
        sa.Column("mac", sa.LargeBinary(), nullable=False),
        sa.Column("created_at", _AT, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ledger_owed")),
        sa.UniqueConstraint("n", name=op.f("uq_ledger_owed_n")),
        comment="Ledger entries still to be appended: leaf bytes with the actor's pairwise id.",
    )


def _fix() -> None:
    """Refuse to change a row that is written once, whoever asks."""
    op.execute(
        "CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$"
        " BEGIN RAISE EXCEPTION 'rows of % are written once', TG_TABLE_NAME"
        " USING ERRCODE = 'restrict_violation'; END $$"
    )
    for table in _FIXED:
        op.execute(
            f"CREATE TRIGGER written_once BEFORE UPDATE ON {table}"
            " FOR EACH ROW EXECUTE FUNCTION refuse_change()"
        )
        op.execute(
            f"CREATE TRIGGER never_emptied BEFORE TRUNCATE ON {table}"
            " FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()"
        )
