"""The access ledger: entries that only grow in number, their tree, and triggers that keep it so.

Revision ID: 0001
"""

from __future__ import annotations

from typing import Final

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

_AT: Final = sa.DateTime(timezone=True)

_FIXED: Final = ("access_entry", "access_checkpoint")
"""Tables whose rows never change."""

_GROWING: Final = {
    "access_log_head": "NEW.id = OLD.id AND NEW.size > OLD.size",
    "access_tile": (
        "NEW.level = OLD.level AND NEW.n = OLD.n"
        " AND octet_length(NEW.hashes) > octet_length(OLD.hashes)"
        " AND substr(NEW.hashes, 1, octet_length(OLD.hashes)) = OLD.hashes"
    ),
}
"""Tables whose rows may be replaced by what continues them, and what that means."""


def upgrade() -> None:
    _log()
    _index()
    _tree()
    for table in _FIXED:
        _forbid(table, "UPDATE")
    for table, continues in _GROWING.items():
        _forbid(table, "UPDATE", unless=continues)
    for table in (*_FIXED, *_GROWING):
        _forbid(table, "DELETE")
        _forbid_truncate(table)
    op.execute("INSERT INTO access_log_head (id, size) VALUES (1, 0)")


def _log() -> None:
    op.create_table(
        "access_log_head",
        sa.Column("id", sa.SmallInteger, autoincrement=False, nullable=False),
        sa.Column("size", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_access_log_head"),
        sa.CheckConstraint("id = 1", name=op.f("ck_access_log_head_one_row")),
        sa.CheckConstraint("size >= 0", name=op.f("ck_access_log_head_size")),
    )
    op.create_table(
        "access_entry",
        sa.Column("idx", sa.BigInteger, autoincrement=False, nullable=False),
        sa.Column("leaf", sa.LargeBinary, nullable=False),
        sa.Column("at", _AT, nullable=False),
        sa.Column("op", sa.Uuid, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("decision", sa.Text, nullable=False),
        sa.Column("reason", sa.Text),
        sa.Column("purpose", sa.Text),
        sa.Column("actor", sa.Text, nullable=False),
        sa.Column("client", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("idx", name="pk_access_entry"),
        sa.CheckConstraint("idx >= 0", name=op.f("ck_access_entry_idx")),
        sa.CheckConstraint(
            "octet_length(leaf) BETWEEN 2 AND 65535", name=op.f("ck_access_entry_leaf_length")
        ),
    )


def _index() -> None:
    for column in ("op", "at"):
        op.create_index(f"ix_access_entry_{column}", "access_entry", [column])
    for column in ("actor", "client", "kind", "decision", "purpose"):
        op.create_index(f"ix_access_entry_{column}_idx", "access_entry", [column, "idx"])
    op.create_index(
        "ix_access_entry_reason_idx",
        "access_entry",
        ["reason", "idx"],
        postgresql_where=sa.column("reason").is_not(None),
    )
    op.create_table(
        "access_subject",
        sa.Column("pseudonym", sa.LargeBinary, nullable=False),
        sa.Column("idx", sa.BigInteger, autoincrement=False, nullable=False),
        sa.PrimaryKeyConstraint("pseudonym", "idx", name="pk_access_subject"),
        sa.CheckConstraint(
            "octet_length(pseudonym) = 16", name=op.f("ck_access_subject_pseudonym_length")
        ),
    )
    op.create_table(
        "access_pending",
        sa.Column("op", sa.Uuid, nullable=False),
        sa.Column("idx", sa.BigInteger, autoincrement=False, nullable=False),
        sa.Column("at", _AT, nullable=False),
        sa.PrimaryKeyConstraint("op", name="pk_access_pending"),
    )
    op.create_index("ix_access_pending_at", "access_pending", ["at"])


def _tree() -> None:
    op.create_table(
        "access_tile",
        sa.Column("level", sa.SmallInteger, autoincrement=False, nullable=False),
        sa.Column("n", sa.BigInteger, autoincrement=False, nullable=False),
        sa.Column("hashes", sa.LargeBinary, nullable=False),
        sa.PrimaryKeyConstraint("level", "n", name="pk_access_tile"),
        sa.CheckConstraint(
            "octet_length(hashes) % 32 = 0 AND octet_length(hashes) BETWEEN 32 AND 8192",
            name=op.f("ck_access_tile_hashes_length"),
        ),
    )
    op.create_table(
        "access_checkpoint",
        sa.Column("size", sa.BigInteger, autoincrement=False, nullable=False),
        sa.Column("root", sa.LargeBinary, nullable=False),
        sa.Column("note", sa.LargeBinary, nullable=False),
        sa.Column("at", _AT, nullable=False),
        sa.PrimaryKeyConstraint("size", name="pk_access_checkpoint"),
        sa.CheckConstraint(
            "octet_length(root) = 32", name=op.f("ck_access_checkpoint_root_length")
        ),
    )


def _forbid(table: str, verb: str, *, unless: str = "false") -> None:
    """Raise on `verb`, for the owner and superusers too, and on replicas."""
    name = f"{table}_no_{verb.lower()}"
    row = "NEW" if verb == "UPDATE" else "OLD"
    op.execute(
        f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
        f" IF {unless} THEN RETURN {row}; END IF;"
        f" RAISE EXCEPTION 'the access ledger only grows: no {verb} on {table}'"
        " USING ERRCODE = 'insufficient_privilege'; END $$"
    )
    op.execute(
        f"CREATE TRIGGER {name} BEFORE {verb} ON {table} FOR EACH ROW EXECUTE FUNCTION {name}()"
    )
    op.execute(f"ALTER TABLE {table} ENABLE ALWAYS TRIGGER {name}")


def _forbid_truncate(table: str) -> None:
    op.execute(
        f"CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table}"
        f" FOR EACH STATEMENT EXECUTE FUNCTION {table}_no_delete()"
    )
    op.execute(f"ALTER TABLE {table} ENABLE ALWAYS TRIGGER {table}_no_truncate")


def downgrade() -> None:
    """There is none: a log that could be dropped by a migration would be no log."""
