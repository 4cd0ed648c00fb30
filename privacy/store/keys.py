"""The tables of `cdp_keys`, and the key store over them.

One row a subject and key version, a column per key category. Every statement is one round trip and
commits by itself; `subject_key` is read by its primary key, pk_subject_key.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from sqlalchemy import (
    ARRAY,
    Boolean,
    CheckConstraint,
    Column,
    DateTime,
    Integer,
    LargeBinary,
    PrimaryKeyConstraint,
    SmallInteger,
    Table,
    Uuid,
    any_,
    bindparam,
    case,
    func,
    select,
    update,
)
from sqlalchemy.dialects.postgresql import insert

from privacy.labels import opened
from privacy.store.databases import KEYS
from privacy.store.statement import Statement, every_column
from privacy.terms import KeyCategory
from privacy.vault.envelope import WRAPPED_BYTES
from privacy.vault.key_row import KekRow, KeyRow

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence
    from datetime import datetime
    from uuid import UUID

    from sqlalchemy import ColumnElement

    from privacy.store.statement import Row, Runner

_AT: Final = DateTime(timezone=True)
_WRAPPED_KEY: Final = "a key, unreadable without the one that wraps it"


def _shredded(category: KeyCategory) -> str:
    return f"{category.value}_shredded_at"


def _key_columns() -> Iterator[Column[object]]:
    for category in KeyCategory:
        yield Column(category.value, LargeBinary, info=opened(_WRAPPED_KEY))
        yield Column(_shredded(category), _AT, info=opened("time when a key was erased"))


def _key_constraints() -> Iterator[CheckConstraint]:
    for category in KeyCategory:
        name = category.value
        yield CheckConstraint(f"octet_length({name}) = {WRAPPED_BYTES}", name=f"{name}_length")
        yield CheckConstraint(
            f"{name} IS NULL OR {_shredded(category)} IS NULL", name=f"{name}_erased"
        )


subject_key: Final = Table(
    "subject_key",
    KEYS,
    Column("subject_id", Uuid, info=opened("random id")),
    Column("key_ver", SmallInteger, info=opened("version of a key")),
    *_key_columns(),
    Column("created_at", _AT, nullable=False, info=opened("time of a row")),
    PrimaryKeyConstraint("subject_id", "key_ver"),
    CheckConstraint("key_ver > 0", name="key_ver"),
    *_key_constraints(),
    comment="Wrapped data keys: a null with its shredded_at is erased, a null without is unmade.",
)

kek: Final = Table(
    "kek",
    KEYS,
    Column("epoch", Integer, primary_key=True, autoincrement=False, info=opened("a counter")),
    Column("wrapped", LargeBinary, info=opened(_WRAPPED_KEY)),
    Column("created_at", _AT, nullable=False, info=opened("time of a row")),
    Column("destroyed_at", _AT, info=opened("time when an epoch ended")),
    CheckConstraint("epoch > 0", name="epoch"),
    CheckConstraint(f"octet_length(wrapped) = {WRAPPED_BYTES}", name="length"),
    CheckConstraint("(wrapped IS NULL) = (destroyed_at IS NOT NULL)", name="destroyed"),
    comment="Key-encryption keys by epoch, wrapped by the root key, which is in no database.",
)

KEKS: Final = Statement("keys.keks", select(kek.c.epoch, kek.c.wrapped).order_by(kek.c.epoch))
"""Every epoch."""

ADD_KEK: Final = Statement(
    "keys.add_kek", insert(kek).values(every_column(kek)).on_conflict_do_nothing()
)
"""A new epoch, unless it exists."""

ROWS: Final = Statement(
    "keys.rows",
    select(subject_key).where(
        subject_key.c.subject_id == any_(bindparam("subjects", type_=ARRAY(Uuid)))
    ),
)
"""All versions of the key rows of these subjects, by pk_subject_key."""

INSERT: Final = Statement(
    "keys.insert",
    insert(subject_key)
    .values(every_column(subject_key))
    .on_conflict_do_nothing()
    .returning(subject_key.c.subject_id),
)
"""A new row; no row comes back where it exists."""


_fresh: Final = (
    func.unnest(
        bindparam("subjects", type_=ARRAY(Uuid)),
        bindparam("versions", type_=ARRAY(SmallInteger)),
        *(bindparam(name.value, type_=ARRAY(LargeBinary)) for name in KeyCategory),
    )
    .table_valued("subject_id", "key_ver", *(name.value for name in KeyCategory), name="fresh")
    .render_derived()
)

INSERT_MANY: Final = Statement(
    "keys.insert_many",
    insert(subject_key)
    .from_select(
        ["subject_id", "key_ver", *(name.value for name in KeyCategory), "created_at"],
        select(*_fresh.c, bindparam("at", type_=_AT)),
    )
    .on_conflict_do_nothing()
    .returning(subject_key.c.subject_id),
)
"""New rows, none of them erased; those come back that did not exist."""


def _one_row() -> ColumnElement[bool]:
    return subject_key.c.subject_id == bindparam("subject", type_=Uuid)


def _filled(category: KeyCategory) -> ColumnElement[object]:
    """What is there; else, unless erased, what is offered. Evaluated under the row's lock."""
    unmade = subject_key.c[_shredded(category)].is_(None)
    offered = case((unmade, bindparam(f"new_{category.value}", type_=LargeBinary)))
    return func.coalesce(subject_key.c[category.value], offered)


FILL: Final = Statement(
    "keys.fill",
    update(subject_key)
    .where(_one_row(), subject_key.c.key_ver == bindparam("version", type_=SmallInteger))
    .values({category.value: _filled(category) for category in KeyCategory})
    .returning(subject_key),
)
"""Keys into the gaps of one row, which comes back as it then stands."""


def _erasing(category: KeyCategory) -> ColumnElement[bool]:
    return bindparam(f"erase_{category.value}", type_=Boolean)


def _left(category: KeyCategory) -> ColumnElement[object]:
    return case((_erasing(category), None), else_=subject_key.c[category.value])


def _gone(category: KeyCategory) -> ColumnElement[object]:
    """When the key went: the first time stays."""
    now = case((_erasing(category), bindparam("at", type_=_AT)))
    return func.coalesce(subject_key.c[_shredded(category)], now)


SHRED: Final = Statement(
    "keys.shred",
    update(subject_key)
    .where(_one_row())
    .values({category.value: _left(category) for category in KeyCategory})
    .values({_shredded(category): _gone(category) for category in KeyCategory})
    .returning(subject_key.c.key_ver),
)
"""Keys out of every version of one row."""

GONE: Final = Statement(
    "keys.gone",
    select(
        subject_key.c.key_ver,
        *(
            subject_key.c[category.value].is_(None).label(category.value)
            for category in KeyCategory
        ),
        *(subject_key.c[_shredded(category)] for category in KeyCategory),
    )
    .where(_one_row())
    .order_by(subject_key.c.key_ver),
)
"""Which keys of a subject are null, and when each went: what an erasure is proven by.

Index: pk_subject_key. Binds: subject.
"""


class PostgresKeyStore:
    """The key store over `cdp_keys`; `run` commits each statement by itself."""

    def __init__(self, run: Runner) -> None:
        self._run = run

    async def keks(self) -> Sequence[KekRow]:
        """All epochs, ascending."""
        rows = await self._run.fetch(KEKS)
        return [KekRow(epoch=row["epoch"], wrapped=row["wrapped"]) for row in rows]

    async def add_kek(self, kek: KekRow, *, at: datetime) -> None:
        """Keep a new epoch; the one that was first stays."""
        await self._run.fetch(
            ADD_KEK, epoch=kek.epoch, wrapped=kek.wrapped, created_at=at, destroyed_at=None
        )

    async def rows(self, subjects: Collection[UUID]) -> Sequence[KeyRow]:
        """The key rows of `subjects`, all versions, in one query."""
        return [_key_row(row) for row in await self._run.fetch(ROWS, subjects=list(subjects))]

    async def insert(self, row: KeyRow, *, at: datetime) -> bool:
        """Keep a new row; False where subject and version exist already."""
        erased = {_shredded(name): at if name in row.shredded else None for name in KeyCategory}
        keys = {name.value: row.wrapped.get(name) for name in KeyCategory}
        inserted = await self._run.fetch(
            INSERT,
            subject_id=row.subject,
            key_ver=row.key_ver,
            created_at=at,
            **keys,
            **erased,
        )
        return bool(inserted)

    async def insert_many(self, rows: Sequence[KeyRow], *, at: datetime) -> frozenset[UUID]:
        """Keep new rows, none erased, at once; the subjects whose row is new."""
        columns = {name.value: [row.wrapped.get(name) for row in rows] for name in KeyCategory}
        inserted = await self._run.fetch(
            INSERT_MANY,
            subjects=[row.subject for row in rows],
            versions=[row.key_ver for row in rows],
            at=at,
            **columns,
        )
        return frozenset(row["subject_id"] for row in inserted)

    async def fill(self, row: KeyRow) -> KeyRow | None:
        """Put keys where one is missing and was not erased; the row as it stands then."""
        offered = {f"new_{name.value}": row.wrapped.get(name) for name in KeyCategory}
        rows = await self._run.fetch(FILL, subject=row.subject, version=row.key_ver, **offered)
        return _key_row(rows[0]) if rows else None

    async def shred(
        self, subject: UUID, categories: Collection[KeyCategory], *, at: datetime
    ) -> int:
        """Erase these keys in every version; the number of rows of the subject."""
        erased = {f"erase_{name.value}": name in categories for name in KeyCategory}
        return len(await self._run.fetch(SHRED, subject=subject, at=at, **erased))


_CELLS: Final = tuple((name, name.value, _shredded(name)) for name in KeyCategory)
"""Each category, and the columns of its key and of the time when that went."""


def _key_row(row: Row) -> KeyRow:
    return KeyRow(
        subject=row["subject_id"],
        key_ver=row["key_ver"],
        wrapped={name: row[key] for name, key, _ in _CELLS if row[key] is not None},
        shredded=frozenset([name for name, _, gone in _CELLS if row[gone] is not None]),
    )
