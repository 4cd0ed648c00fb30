"""T11, first line: in the database itself the log only grows, whoever asks."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import asyncpg
import pytest

from cdp.database.dsn import Database, Role
from privacy.errors import LedgerBroken
from privacy.ledger.integrate import Integrator
from tests.postgres.ledgers import PostgresLog, open_log
from tests.unit.ledger.scene import KEY, Clock, read

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from cdp.database.dsn import Dsns
    from tests.postgres.clones import Clones

ATTACKS = {
    "change an entry": "UPDATE access_entry SET leaf = 'x'::bytea || leaf WHERE idx = 1",
    "change what an entry is found by": "UPDATE access_entry SET actor = 'oidc:other'",
    "reorder entries": "UPDATE access_entry SET idx = idx + 100",
    "remove an entry": "DELETE FROM access_entry WHERE idx = 2",
    "remove all entries": "TRUNCATE access_entry",
    "remove the log": "TRUNCATE access_entry, access_checkpoint, access_tile, access_log_head",
    "change a checkpoint": "UPDATE access_checkpoint SET note = 'x'",
    "remove a checkpoint": "DELETE FROM access_checkpoint",
    "remove all checkpoints": "TRUNCATE access_checkpoint",
    "turn the head back": "UPDATE access_log_head SET size = size - 1",
    "remove the head": "DELETE FROM access_log_head",
    "change a tile": "UPDATE access_tile SET hashes = sha256('x')",
    "shorten a tile": "UPDATE access_tile SET hashes = substr(hashes, 1, 32)",
    "replace a tile by a longer one": "UPDATE access_tile SET hashes = sha256('x') || hashes",
    "remove a tile": "DELETE FROM access_tile",
    "remove all tiles": "TRUNCATE access_tile",
}


@pytest.fixture
async def log(databases: Dsns) -> AsyncIterator[PostgresLog]:
    async with open_log(databases) as log:
        await log.ledger.append([read() for _ in range(3)])
        await Integrator(log.shelf, key=KEY, clock=Clock()).integrate()
        yield log


async def rebuffed(connection: asyncpg.Connection, attack: str) -> bool:
    try:
        await connection.execute(attack)
    except asyncpg.InsufficientPrivilegeError:
        return True
    return False


@pytest.mark.parametrize("role", [Role.LEDGER, Role.AUDIT, Role.OWNER])
async def test_no_role_changes_what_stands(role: Role, log: PostgresLog) -> None:
    """Neither who appends, nor who reads, nor who owns the tables."""
    connection = await asyncpg.connect(log.dsns.of(Database.LEDGER, role))
    assert [what for what, sql in ATTACKS.items() if not await rebuffed(connection, sql)] == []
    await connection.close()


@pytest.mark.parametrize("replication_role", ["origin", "replica"])
async def test_the_superuser_must_first_drop_a_trigger(
    replication_role: str, log: PostgresLog, clones: Clones
) -> None:
    """Also as a replica, where ordinary triggers sleep. What she does then, the tree shows."""
    name = urlsplit(log.dsns.of(Database.LEDGER, Role.LEDGER)).path.strip("/")
    connection = await asyncpg.connect(clones.superuser_url(name))
    await connection.execute(f"SET session_replication_role = {replication_role}")
    assert [what for what, sql in ATTACKS.items() if not await rebuffed(connection, sql)] == []
    await connection.close()


@pytest.mark.parametrize("role", [Role.APP, Role.JOBS])
async def test_who_answers_requests_does_not_even_enter(role: Role, log: PostgresLog) -> None:
    """The service's other roles have no way into the ledger's database."""
    name = urlsplit(log.dsns.of(Database.LEDGER, Role.LEDGER)).path
    own = urlsplit(log.dsns.of(Database.DATA, role))
    with pytest.raises(asyncpg.InsufficientPrivilegeError):
        await asyncpg.connect(own._replace(path=name).geturl())


async def test_the_role_that_appends_can_do_little_else(log: PostgresLog) -> None:
    """It removes no index row, moves no intent, drops nothing, and puts no trigger to sleep."""
    connection = await asyncpg.connect(log.dsns.of(Database.LEDGER, Role.LEDGER))
    for sql in (
        "DELETE FROM access_subject",
        "UPDATE access_pending SET idx = 0",
        "DROP TABLE access_entry",
        "ALTER TABLE access_entry DISABLE TRIGGER ALL",
    ):
        assert await rebuffed(connection, sql)
    await connection.close()


async def test_nothing_is_signed_over_a_changed_tile(log: PostgresLog, clones: Clones) -> None:
    """A tree that is no longer the signed one stops the integrator, loudly."""
    await superuser(
        log,
        clones,
        "ALTER TABLE access_tile DISABLE TRIGGER ALL",
        "UPDATE access_tile SET hashes = sha256('x') || substr(hashes, 33)",
    )
    await refuses_to_sign(log)


async def test_nothing_is_signed_over_a_missing_tile(log: PostgresLog, clones: Clones) -> None:
    """As for a changed one."""
    await superuser(
        log, clones, "ALTER TABLE access_tile DISABLE TRIGGER ALL", "DELETE FROM access_tile"
    )
    await refuses_to_sign(log)


async def test_nothing_is_signed_over_a_gap(log: PostgresLog, clones: Clones) -> None:
    """An entry that vanished before it was integrated is missed."""
    await log.ledger.append([read()])
    await superuser(
        log,
        clones,
        "ALTER TABLE access_entry DISABLE TRIGGER ALL",
        "DELETE FROM access_entry WHERE idx = 3",
    )
    await refuses_to_sign(log)


async def superuser(log: PostgresLog, clones: Clones, *statements: str) -> None:
    name = urlsplit(log.dsns.of(Database.LEDGER, Role.LEDGER)).path.strip("/")
    connection = await asyncpg.connect(clones.superuser_url(name))
    for statement in statements:
        await connection.execute(statement)
    await connection.close()


async def refuses_to_sign(log: PostgresLog) -> None:
    before = await log.shelf.checkpoint()
    await log.ledger.append([read()])
    with pytest.raises(LedgerBroken):
        await Integrator(log.shelf, key=KEY, clock=Clock()).integrate()
    assert before == await log.shelf.checkpoint()
