"""The keyring over PostgreSQL: every promise of a key store, and what a database adds to them."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final

import pytest
from sqlalchemy import Integer, bindparam, delete, select, update
from sqlalchemy.dialects.postgresql import Insert, insert

from cdp.database.dsn import Database, Role
from cdp.database.writer import Writer
from cdp.errors import ConstraintViolated
from privacy.store.keys import ROWS, PostgresKeyStore, kek, subject_key
from privacy.store.statement import Statement, every_column
from privacy.terms import KeyCategory
from privacy.testing.keys import MemoryKeyStore
from privacy.vault import KeyRow
from privacy.vault.field_key import FieldKey
from tests.unit.vault.keyring_promises import KeyringPromises, row_of
from tests.unit.vault.scene import PERSON, STRANGER, Clock, keyring

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from cdp.database.dsn import Dsns


def _replace() -> Insert:
    offered = insert(subject_key).values(every_column(subject_key))
    return offered.on_conflict_do_update(
        constraint="pk_subject_key",
        set_={column.name: offered.excluded[column.name] for column in subject_key.columns},
    )


EPOCH: Final = kek.c.epoch == bindparam("number", type_=Integer)
REPLACE: Final = Statement("attack.replace", _replace())
DESTROY: Final = Statement(
    "attack.destroy",
    update(kek).where(EPOCH).values(wrapped=None, destroyed_at=kek.c.created_at),
)
DROP: Final = Statement("attack.drop", delete(kek).where(EPOCH))
ERASED_AT: Final = Statement(
    "look.erased_at",
    select(subject_key.c.audit, subject_key.c.audit_shredded_at).order_by(subject_key.c.key_ver),
)


class PostgresVault:
    """The store as the application reaches it, and whoever else may write to the database."""

    def __init__(self, app: Writer, jobs: Writer) -> None:
        self.store = PostgresKeyStore(app)
        self.app = app
        self._jobs = jobs

    async def overwrite(self, row: KeyRow) -> None:
        now = Clock()()
        keys = {name.value: row.wrapped.get(name) for name in KeyCategory}
        erased = {
            f"{name.value}_shredded_at": now if name in row.shredded else None
            for name in KeyCategory
        }
        place = {"subject_id": row.subject, "key_ver": row.key_ver, "created_at": now}
        await self._jobs.fetch(REPLACE, **place, **keys, **erased)

    async def destroy_kek(self, epoch: int) -> None:
        await self._jobs.fetch(DESTROY, number=epoch)

    async def drop_kek(self, epoch: int) -> None:
        await self._jobs.fetch(DROP, number=epoch)


@pytest.fixture
async def vault(databases: Dsns) -> AsyncIterator[PostgresVault]:
    async with (
        Writer(databases.of(Database.KEYS, Role.APP), lanes=4) as app,
        Writer(databases.of(Database.KEYS, Role.JOBS), lanes=1) as jobs,
    ):
        yield PostgresVault(app, jobs)


class TestOnPostgres(KeyringPromises):
    """Every promise, over the tables."""


async def test_both_stores_hold_the_same_rows(vault: PostgresVault) -> None:
    """The same acts, with the same entropy, in memory and in the database."""
    memory = MemoryKeyStore()
    for store in (memory, vault.store):
        ring = keyring(store)
        await ring.create(PERSON)
        await ring.create(STRANGER)
        await ring.shred(PERSON, [KeyCategory.MARKETING, KeyCategory.AUDIT])
        await ring.keks.advance()
        await ring.open([STRANGER], tuple(KeyCategory), make_missing=True)
    for subject in (PERSON, STRANGER):
        assert await row_of(vault, subject) == (await memory.rows([subject]))[0]
    assert await vault.store.keks() == await memory.keks()


async def test_the_time_of_an_erasure_is_the_first_one(vault: PostgresVault) -> None:
    """A case that is run again does not make the key look younger."""
    clock = Clock()
    ring = keyring(vault.store, clock=clock)
    await ring.create(PERSON)
    first = clock()
    for _ in range(2):
        await ring.shred(PERSON, [KeyCategory.AUDIT])
        clock.advance(timedelta(days=1))
    (row,) = await vault.app.fetch(ERASED_AT)
    assert (row["audit"], row["audit_shredded_at"]) == (None, first)


@pytest.mark.parametrize(
    ("row", "constraint"),
    [
        (
            KeyRow(
                subject=PERSON,
                key_ver=1,
                wrapped={KeyCategory.AUDIT: bytes(66)},
                shredded=frozenset({KeyCategory.AUDIT}),
            ),
            "ck_subject_key_audit_erased",
        ),
        (
            KeyRow(subject=PERSON, key_ver=1, wrapped={KeyCategory.AUDIT: bytes(32)}),
            "ck_subject_key_audit_length",
        ),
        (KeyRow(subject=PERSON, key_ver=0, wrapped={}), "ck_subject_key_key_ver"),
    ],
    ids=["a key in an erased column", "a key that is not wrapped", "version 0"],
)
async def test_the_schema_refuses(vault: PostgresVault, row: KeyRow, constraint: str) -> None:
    """An erased key put back, a bare key of 32 bytes, a version that no envelope can name."""
    with pytest.raises(ConstraintViolated) as refused:
        await vault.overwrite(row)
    assert constraint == refused.value.constraint


async def test_no_key_stands_in_the_database_unwrapped(vault: PostgresVault) -> None:
    """Neither of a person nor of an epoch."""
    ring = keyring(vault.store)
    keys = await ring.create(PERSON)
    secrets = {
        version.secret
        for key in keys.values()
        if isinstance(key, FieldKey)
        for version in key._versions.values()
    }
    stored = b"".join((await row_of(vault)).wrapped.values()) + b"".join(
        row.wrapped or b"" for row in await vault.store.keks()
    )
    assert len(secrets) == len(KeyCategory)
    assert [secret for secret in secrets if secret in stored] == []


async def test_key_rows_are_read_by_their_primary_key(vault: PostgresVault) -> None:
    """One index scan for any number of people, once the planner has no cheaper way."""
    explain = f"EXPLAIN (COSTS OFF) {ROWS.text}"
    async with vault.app.transaction() as tx:
        await tx.connection.execute("SET LOCAL enable_seqscan = off")
        plan = await tx.connection.fetch(explain, [PERSON, STRANGER])
    assert "pk_subject_key" in "\n".join(line[0] for line in plan)
