"""What each role may do, tried by connecting as it: every verb on every table of every database."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import asyncpg
import pytest

from cdp.database.dsn import SETTINGS, Database, Dsns, Role
from cdp.database.owner import as_owner
from cdp.database.rights import RULES, VERSION_TABLE, declared, grant
from cdp.database.schema import SCHEMA, load
from tests.postgres.clones import Clones

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Connection

load()

SERVING = [pair for pair in SETTINGS if pair[1] is not Role.OWNER]
TABLES = {database: sorted(declared(database)) for database in Database}
LOCKED_OUT = [
    (Database.LEDGER, Role.APP),
    (Database.LEDGER, Role.JOBS),
    (Database.DATA, Role.LEDGER),
    (Database.DATA, Role.AUDIT),
    (Database.KEYS, Role.LEDGER),
    (Database.KEYS, Role.AUDIT),
]

REACHES = [
    "CREATE TABLE mine (n int)",
    "CREATE TEMPORARY TABLE mine (n int)",
    "CREATE SCHEMA mine",
    "CREATE FUNCTION mine() RETURNS int LANGUAGE sql AS 'SELECT 1'",
    "ALTER ROLE CURRENT_USER SUPERUSER",
    "SET ROLE cdp_owner",
    "SET log_min_messages = 'debug1'",
    "COPY (SELECT 1) TO PROGRAM 'true'",
    "SELECT pg_read_file('postgresql.conf')",
]

ATTEMPTS = {
    "SELECT": 'SELECT FROM "{0}" LIMIT 0',
    "INSERT": 'INSERT INTO "{0}" OVERRIDING SYSTEM VALUE SELECT * FROM "{0}" WHERE false',
    "UPDATE": 'UPDATE "{0}" SET "{1}" = "{1}" WHERE false',
    "DELETE": 'DELETE FROM "{0}" WHERE false',
    "TRUNCATE": 'TRUNCATE "{0}"',
}


@pytest.fixture(scope="module")
def databases(clones: Clones) -> Iterator[Dsns]:
    with clones.fresh() as dsns:
        yield dsns


@pytest.mark.parametrize(("database", "role"), SERVING)
async def test_a_role_may_do_what_is_declared_and_nothing_else(
    database: Database, role: Role, databases: Dsns
) -> None:
    """By trying, not by asking the catalogue."""
    connection = await asyncpg.connect(databases.of(database, role))
    try:
        may = {
            table: {verb for verb in ATTEMPTS if await _may(connection, database, verb, table)}
            for table in TABLES[database]
        }
    finally:
        await connection.close()
    assert may == {table: set(RULES[database].of(table)[role]) for table in TABLES[database]}


async def _may(connection: asyncpg.Connection, database: Database, verb: str, table: str) -> bool:
    columns = SCHEMA[database].tables[table].columns if table != VERSION_TABLE else None
    column = "version_num" if columns is None else columns.keys()[-1]
    try:
        await connection.execute(ATTEMPTS[verb].format(table, column))
    except asyncpg.InsufficientPrivilegeError:
        return False
    return True


@pytest.mark.parametrize(("database", "role"), LOCKED_OUT)
async def test_a_role_without_rights_in_a_database_cannot_enter_it(
    database: Database, role: Role, databases: Dsns, clones: Clones
) -> None:
    """The service's own role sees no ledger; who reads the ledger sees no person and no key."""
    name = urlsplit(databases.of(database, Role.OWNER)).path[1:]
    with pytest.raises(asyncpg.InsufficientPrivilegeError):
        await asyncpg.connect(clones.url(role.value, name))


@pytest.mark.parametrize(("database", "role"), SERVING)
async def test_no_serving_role_can_make_or_reach_for_more(
    database: Database, role: Role, databases: Dsns
) -> None:
    """Nothing of its own, no other role, no louder log, no file, no program."""
    connection = await asyncpg.connect(databases.of(database, role))
    try:
        succeeded = [line for line in REACHES if not await _is_denied(connection, line)]
    finally:
        await connection.close()
    assert succeeded == []


async def _is_denied(connection: asyncpg.Connection, line: str) -> bool:
    try:
        await connection.execute(line)
    except asyncpg.InsufficientPrivilegeError:
        return True
    return False


async def test_a_table_that_nobody_declares_has_no_rights(databases: Dsns) -> None:
    """Whoever made it, and whatever was granted on it before."""

    def plant(connection: Connection) -> None:
        connection.exec_driver_sql("CREATE TABLE stray (n integer)")
        connection.exec_driver_sql("GRANT ALL ON stray TO cdp_app, PUBLIC")

    owner = databases.of(Database.DATA, Role.OWNER)
    await as_owner(owner, plant)
    await as_owner(owner, grant, Database.DATA)
    connection = await asyncpg.connect(databases.of(Database.DATA, Role.APP))
    try:
        assert await _is_denied(connection, "SELECT FROM stray")
    finally:
        await connection.close()


@pytest.mark.parametrize("database", list(Database))
def test_every_exception_names_a_table_that_there_is(database: Database) -> None:
    """A slip of the pen would leave a table with the usual rights."""
    assert set(RULES[database].special) - set(SCHEMA[database].tables) == set()
