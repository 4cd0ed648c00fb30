"""The tables of the access ledger.

`access_entry` is the log. Its `leaf` is the only truth; the columns beside it repeat what the
leaf says, so that `accessLog` finds entries by index. All other tables but the checkpoints can
be made anew from the entries. Nothing is ever updated or deleted, except where a comment says
so: triggers of the migration raise, whoever asks.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, TypeVar

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Column,
    DateTime,
    Index,
    LargeBinary,
    PrimaryKeyConstraint,
    SmallInteger,
    Table,
    Text,
    Uuid,
)

from privacy.labels import opened
from privacy.ledger.entry import LEAF_BYTES_MAX, PSEUDONYM_BYTES
from privacy.ledger.layout import HASH_BYTES, TILE_WIDTH
from privacy.store.databases import LEDGER

if TYPE_CHECKING:
    from sqlalchemy.types import TypeEngine

T = TypeVar("T")

_AT: Final = DateTime(timezone=True)
_INDEX: Final = opened("place of an entry in the log")
_COPIED: Final = opened("a code that the leaf beside it holds")


def _copied(name: str, type_: TypeEngine[T], *, nullable: bool = False) -> Column[T]:
    return Column(name, type_, nullable=nullable, info=_COPIED)


access_log_head: Final = Table(
    "access_log_head",
    LEDGER,
    Column("id", SmallInteger, autoincrement=False, info=opened("always 1")),
    Column("size", BigInteger, nullable=False, info=opened("how many entries stand in the log")),
    PrimaryKeyConstraint("id"),
    CheckConstraint("id = 1", name="one_row"),
    CheckConstraint("size >= 0", name="size"),
)
"""One row. Its lock gives out the indexes, so that they have no gap; it may only grow."""

access_entry: Final = Table(
    "access_entry",
    LEDGER,
    Column("idx", BigInteger, autoincrement=False, info=_INDEX),
    Column("leaf", LargeBinary, nullable=False, info=opened("codes, ids and pseudonyms only")),
    _copied("at", _AT),
    _copied("op", Uuid()),
    _copied("kind", Text()),
    _copied("decision", Text()),
    _copied("reason", Text(), nullable=True),
    _copied("purpose", Text(), nullable=True),
    _copied("actor", Text()),
    _copied("client", Text()),
    PrimaryKeyConstraint("idx"),
    CheckConstraint("idx >= 0", name="idx"),
    CheckConstraint(f"octet_length(leaf) BETWEEN 2 AND {LEAF_BYTES_MAX}", name="leaf_length"),
    Index(None, "op"),
    Index(None, "at"),
    *(Index(None, name, "idx") for name in ("actor", "client", "kind", "decision", "purpose")),
)
"""The log."""

Index(
    "ix_access_entry_reason_idx",
    access_entry.c.reason,
    access_entry.c.idx,
    postgresql_where=access_entry.c.reason.is_not(None),
)

access_subject: Final = Table(
    "access_subject",
    LEDGER,
    Column(
        "pseudonym",
        LargeBinary,
        info=opened("whom an entry is about, under a key that erasure destroys"),
    ),
    Column("idx", BigInteger, autoincrement=False, info=_INDEX),
    PrimaryKeyConstraint("pseudonym", "idx"),
    CheckConstraint(f"octet_length(pseudonym) = {PSEUDONYM_BYTES}", name="pseudonym_length"),
)
"""Who is in which entry: "who saw my data" in one look-up. May be rebuilt."""

access_pending: Final = Table(
    "access_pending",
    LEDGER,
    Column("op", Uuid, info=opened("random id")),
    Column("idx", BigInteger, nullable=False, autoincrement=False, info=_INDEX),
    Column("at", _AT, nullable=False, info=_COPIED),
    PrimaryKeyConstraint("op"),
    Index(None, "at"),
)
"""Intents without an outcome; the outcome deletes its row."""

access_tile: Final = Table(
    "access_tile",
    LEDGER,
    Column("level", SmallInteger, autoincrement=False, info=opened("height in the tree")),
    Column("n", BigInteger, autoincrement=False, info=opened("place in the level")),
    Column("hashes", LargeBinary, nullable=False, info=opened("hashes of entries")),
    PrimaryKeyConstraint("level", "n"),
    CheckConstraint(
        f"octet_length(hashes) % {HASH_BYTES} = 0"
        f" AND octet_length(hashes) BETWEEN {HASH_BYTES} AND {HASH_BYTES * TILE_WIDTH}",
        name="hashes_length",
    ),
)
"""The tree. A tile is replaced by a wider one that begins with it, until it is full."""

access_checkpoint: Final = Table(
    "access_checkpoint",
    LEDGER,
    Column("size", BigInteger, autoincrement=False, info=opened("how many entries are signed")),
    Column("root", LargeBinary, nullable=False, info=opened("hash of entries")),
    Column("note", LargeBinary, nullable=False, info=opened("signed text of hash and size")),
    Column("at", _AT, nullable=False, info=opened("time of a signature")),
    PrimaryKeyConstraint("size"),
    CheckConstraint(f"octet_length(root) = {HASH_BYTES}", name="root_length"),
)
"""What the log signed."""
