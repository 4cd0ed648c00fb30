"""Requests of persons, and the numbers that no import may bring back."""

from __future__ import annotations

from typing import Final

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

_AT: Final = sa.DateTime(timezone=True)

_STATES: Final = (
    *("RECEIVED", "NEED_INFO", "VERIFYING", "VERIFIED", "VERIFICATION_FAILED", "DUPLICATE"),
    *("SCOPING", "CONFLICT_REVIEW", "APPROVED", "PARTIALLY_APPROVED", "REFUSED", "COOLING_OFF"),
    *("EXECUTING", "AWAITING_PROCESSORS", "VERIFYING_RESULT", "COMPLETED"),
    *("COMPLETED_RESTRICTED", "CANCELLED_BY_SUBJECT", "FAILED_NEEDS_OPERATOR"),
)
_TYPES: Final = (
    *("ACCESS", "COPY", "PORTABILITY", "CORRECT", "SUPPLEMENT", "DELETE", "RESTRICT"),
    *("OBJECT_AUTOMATED", "EXPLAIN_DECISION", "EXPLAIN_RULES", "WITHDRAW_CONSENT"),
    *("CLOSE_ACCOUNT", "DELETE_TAGS", "DECEASED_ACCESS", "DECEASED_COPY", "DECEASED_CORRECT"),
    *("DECEASED_DELETE", "GUARDIAN_ACCESS", "GUARDIAN_COPY", "GUARDIAN_CORRECT"),
    *("GUARDIAN_DELETE", "COMPLAINT"),
)


def upgrade() -> None:
    _case()
    _suppression()
    # An erasure finds the keys of other systems by their person.
    op.create_index(
        op.f("ix_external_ref_subject_id"), "external_ref", ["subject_id"], unique=False
    )


def _case() -> None:
    op.create_table(
        "rights_case",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("subject_id", sa.Uuid()),
        sa.Column("type", sa.String(24), nullable=False),
        sa.Column("state", sa.String(24), nullable=False),
        sa.Column("opened_by", sa.String(128), nullable=False),
        sa.Column("approved_by", sa.String(128)),
        sa.Column("executed_by", sa.String(128)),
        sa.Column("assurance", sa.SmallInteger(), nullable=False),
        sa.Column("code_mac", sa.LargeBinary()),
        sa.Column("code_until", _AT),
        sa.Column("tries", sa.SmallInteger(), nullable=False),
        sa.Column("plan", sa.LargeBinary()),
        sa.Column("plan_hash", sa.String(64)),
        sa.Column("approval", sa.LargeBinary()),
        sa.Column("operation", sa.Uuid()),
        sa.Column("progress", sa.SmallInteger(), nullable=False),
        sa.Column("shared", sa.LargeBinary()),
        sa.Column("taken", sa.LargeBinary()),
        sa.Column("suppressed", sa.SmallInteger(), nullable=False),
        sa.Column("certificate", sa.LargeBinary()),
        sa.Column("duplicate_of", sa.Uuid()),
        sa.Column("opened_at", _AT, nullable=False),
        sa.Column("changed_at", _AT, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rights_case")),
        sa.ForeignKeyConstraint(
            ["subject_id"], ["subject.id"], name=op.f("fk_rights_case_subject_id")
        ),
        sa.CheckConstraint(_among("state", _STATES), name=op.f("ck_rights_case_state")),
        sa.CheckConstraint(_among("type", _TYPES), name=op.f("ck_rights_case_type")),
        comment="Requests of persons, what was planned and approved, and the certificate.",
    )
    op.create_index(op.f("ix_rights_case_subject_id"), "rights_case", ["subject_id"])
    op.create_index(op.f("ix_rights_case_changed_at"), "rights_case", ["changed_at"])


def _suppression() -> None:
    op.create_table(
        "suppression",
        sa.Column("token", sa.LargeBinary(), nullable=False),
        sa.Column("made_at", _AT, nullable=False),
        sa.Column("until", _AT, nullable=False),
        sa.PrimaryKeyConstraint("token", name=op.f("pk_suppression")),
        comment="Erased numbers, as HMACs under a key of their own: an import brings nobody back.",
    )
    op.create_index(op.f("ix_suppression_until"), "suppression", ["until"])


def _among(column: str, words: tuple[str, ...]) -> str:
    return f"{column} IN ({', '.join(repr(word) for word in words)})"
