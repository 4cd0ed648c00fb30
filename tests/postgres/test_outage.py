"""The server goes away under a Reader and a Writer: what callers are told, and that they recover.

Each test has a server of its own to kill; the other tests' server is not touched.
"""

from __future__ import annotations

import asyncio
import os
import signal
import time
from typing import TYPE_CHECKING

import asyncpg
import pytest

from cdp.database.dsn import Database, Dsns, Role, socket_url
from cdp.database.embedded.passwords import SUPERUSER
from cdp.database.embedded.server import EmbeddedPostgres, Tenancy
from cdp.database.owner import as_owner
from cdp.database.reader import Reader
from cdp.database.session import open_session
from cdp.database.writer import Writer
from cdp.errors import CommitUnknown, DatabaseUnavailable, SessionUnfit
from tests.postgres.shelf import COUNT, PUT, WHO, book, furnish

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Connection


@pytest.fixture(scope="module")
def own(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Tenancy]:
    embedded = EmbeddedPostgres(state_dir=tmp_path_factory.mktemp("own"))
    with embedded.acquire() as tenancy:
        yield tenancy
    embedded.drop()


@pytest.fixture
async def dsns(own: Tenancy) -> Dsns:
    own.assure()  # the test before may have killed it
    await as_owner(own.dsns.of(Database.DATA, Role.OWNER), _clear)
    await furnish(own.dsns)
    return own.dsns


def _clear(connection: Connection) -> None:
    for line in (
        "DROP SCHEMA public CASCADE",
        "CREATE SCHEMA public",
        "GRANT USAGE ON SCHEMA public TO cdp_app",
        "GRANT CONNECT ON DATABASE cdp TO cdp_app",
    ):
        connection.exec_driver_sql(line)


def kill(own: Tenancy) -> int:
    """End the postmaster as no program can prevent; its process id. Its keeper starts another."""
    own.assure()
    pid = postmaster(own)
    os.kill(pid, signal.SIGKILL)
    return pid


def replace(own: Tenancy) -> None:
    """Kill the postmaster and wait for the next one: what it had begun is over by then."""
    killed = kill(own)
    while postmaster(own) in {killed, 0}:
        time.sleep(0.01)
    own.assure()


def postmaster(own: Tenancy) -> int:
    """The process id in the server's pid file; 0 while there is none."""
    try:
        return int((own.custody.home.data / "postmaster.pid").read_text().split("\n", 1)[0])
    except (FileNotFoundError, ValueError):
        return 0


async def count(on: Reader | Writer) -> int:
    return int((await on.fetch(COUNT))[0]["n"])


async def test_a_reader_asks_again_and_its_caller_notices_nothing(own: Tenancy, dsns: Dsns) -> None:
    """A statement that meets a dead session is sent to the next server, whatever lane it took."""
    async with Reader(dsns.of(Database.DATA, Role.APP), lanes=3) as reader:
        await asyncio.gather(*(count(reader) for _ in range(3)))
        before = (await reader.fetch(WHO))[0]["pid"]
        replace(own)
        assert await count(reader) == 0
        assert (await reader.fetch(WHO))[0]["pid"] != before


async def test_two_hundred_callers_lose_nothing_that_was_acknowledged(
    own: Tenancy, dsns: Dsns
) -> None:
    """The server is killed among them; whoever heard no error finds the row."""
    acknowledged, unknown = [], []

    async def put(writer: Writer, number: int) -> None:
        try:
            async with writer.transaction() as transaction:
                await transaction.fetch(PUT, **book(number))
        except CommitUnknown:
            unknown.append(number)
        except DatabaseUnavailable:
            return
        else:
            acknowledged.append(number)

    async with Writer(dsns.of(Database.DATA, Role.APP), lanes=8) as writer:
        for start in range(0, 200, 50):
            puts = [asyncio.create_task(put(writer, start + n)) for n in range(50)]
            await asyncio.sleep(0.02)
            kill(own)
            await asyncio.gather(*puts)
    own.assure()
    async with Reader(dsns.of(Database.DATA, Role.APP), lanes=1) as reader:
        stands = await count(reader)
    assert len(acknowledged) <= stands <= len(acknowledged) + len(unknown)
    assert acknowledged


async def test_a_server_that_dies_inside_a_transaction_leaves_nothing_of_it(
    own: Tenancy, dsns: Dsns
) -> None:
    """The error says so: nothing was changed."""

    async def put(writer: Writer) -> None:
        async with writer.transaction() as transaction:
            await transaction.fetch(PUT, **book(1))
            replace(own)
            await transaction.fetch(PUT, **book(2))

    async with Writer(dsns.of(Database.DATA, Role.APP), lanes=1) as writer:
        with pytest.raises(DatabaseUnavailable) as away:
            await put(writer)
        assert not isinstance(away.value, CommitUnknown)
        assert await count(writer) == 0


async def test_a_server_that_dies_during_commit_leaves_it_unknown(own: Tenancy, dsns: Dsns) -> None:
    """The caller has to look. (The shelf's trigger keeps the COMMIT waiting.)"""

    async def put(writer: Writer) -> None:
        async with writer.transaction() as transaction:
            await transaction.fetch(PUT, **book(1, "slow"))

    async with Writer(dsns.of(Database.DATA, Role.APP), lanes=1) as writer:
        putting = asyncio.create_task(put(writer))
        await asyncio.sleep(0.3)
        kill(own)
        with pytest.raises(CommitUnknown):
            await putting


async def test_a_time_bound_that_ends_a_commit_leaves_it_unknown(dsns: Dsns) -> None:
    """`TookTooLong` would promise that nothing stands."""

    async def put(writer: Writer) -> None:
        async with writer.transaction() as transaction:
            await transaction.fetch(PUT, **book(1, "slow"))

    url = dsns.of(Database.DATA, Role.APP)
    async with Writer(url, lanes=1, transaction_s=0.3) as writer:
        with pytest.raises(CommitUnknown):
            await put(writer)


async def test_a_single_statement_cut_off_is_unknown(own: Tenancy, dsns: Dsns) -> None:
    """It commits by itself, so nobody can tell."""
    async with Writer(dsns.of(Database.DATA, Role.APP), lanes=1) as writer:
        putting = asyncio.create_task(_put(writer, "slow"))
        await asyncio.sleep(0.3)
        kill(own)
        with pytest.raises(CommitUnknown):
            await putting


async def test_a_server_that_stays_away_is_one_clear_error(own: Tenancy, dsns: Dsns) -> None:
    """With a time to come back; no address, no password in it."""
    url = dsns.of(Database.DATA, Role.APP)
    nowhere = url.replace(str(own.socket), "/nowhere")
    async with Writer(nowhere, lanes=1, patience_s=0.2) as writer:
        with pytest.raises(DatabaseUnavailable) as away:
            await writer.fetch(COUNT)
    assert type(away.value) is DatabaseUnavailable
    assert away.value.retry_after_s == 1
    assert "nowhere" not in str(away.value)
    assert away.value.__context__ is None


async def test_a_server_that_would_lose_commits_is_refused(own: Tenancy, dsns: Dsns) -> None:
    """Checked at each connection, since a server can be reloaded with another configuration."""
    superuser = socket_url(
        own.socket, role=SUPERUSER, password=own.passwords[SUPERUSER], name="postgres"
    )
    configuration = own.custody.home.data / "postgresql.conf"
    fit = configuration.read_text()
    connection = await asyncpg.connect(superuser)
    try:
        configuration.write_text(fit + "fsync = off\n")
        await connection.execute("SELECT pg_reload_conf()")
        await asyncio.sleep(0.3)
        with pytest.raises(SessionUnfit) as unfit:
            await open_session(dsns.of(Database.DATA, Role.APP), name="test")
        assert "fsync" in str(unfit.value)
    finally:
        configuration.write_text(fit)
        await connection.execute("SELECT pg_reload_conf()")
        await connection.close()


async def test_a_session_overrules_a_role_that_would_not_wait_for_the_disk(
    own: Tenancy, dsns: Dsns
) -> None:
    """`synchronous_commit` is set by the session, and then looked at."""
    superuser = socket_url(
        own.socket, role=SUPERUSER, password=own.passwords[SUPERUSER], name="postgres"
    )
    connection = await asyncpg.connect(superuser)
    await connection.execute("ALTER ROLE cdp_app SET synchronous_commit = off")
    session = await open_session(dsns.of(Database.DATA, Role.APP), name="test")
    assert await session.fetchval("SHOW synchronous_commit") == "on"
    await connection.execute("ALTER ROLE cdp_app RESET synchronous_commit")
    await connection.close()
    await session.close()


async def _put(writer: Writer, word: str) -> None:
    await writer.fetch(PUT, **book(1, word))
