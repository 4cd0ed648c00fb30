"""T10: whatever breaks, an acknowledged entry stands, none stands twice, nobody waits for long."""

from __future__ import annotations

import asyncio
import time
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING
from uuid import uuid4

import asyncpg
import pytest

from cdp.database.dsn import Database, Role
from cdp.database.writer import Writer
from privacy.errors import LedgerUnavailable
from privacy.ledger.append import Appender, LineLost
from privacy.ledger.verify.receipt import verify_receipt
from privacy.store.ledger_line import open_line
from privacy.store.ledger_records import LedgerRecords
from tests.postgres.ledgers import PostgresLog, lines, open_log
from tests.postgres.wire import Fault, Wire, wire_to
from tests.unit.ledger.scene import KEY, TENANT, intent, read

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from cdp.database.dsn import Dsns

AT_COMMIT = """
CREATE FUNCTION at_commit() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN {does}; RETURN NULL; END $$
"""
DEFERRED = """
CREATE CONSTRAINT TRIGGER at_commit AFTER INSERT ON access_entry
DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION at_commit()
"""


async def as_owner(dsns: Dsns, *statements: str) -> None:
    owner = await asyncpg.connect(dsns.of(Database.LEDGER, Role.OWNER))
    for statement in statements:
        await owner.execute(statement)
    await owner.close()


@pytest.fixture
async def log(databases: Dsns) -> AsyncIterator[PostgresLog]:
    async with open_log(databases) as log:
        yield log


@asynccontextmanager
async def wired(dsns: Dsns, directory: Path) -> AsyncIterator[tuple[Wire, PostgresLog]]:
    """A log whose appender goes through a wire."""
    dsn = dsns.of(Database.LEDGER, Role.LEDGER)
    async with wire_to(dsn, directory) as (wire, address), Writer(dsn, lanes=2) as writer:
        ledger = Appender(connect=lines(address), key=KEY, tenant=TENANT)
        yield wire, PostgresLog(ledger=ledger, shelf=LedgerRecords(writer), dsns=dsns)
        await ledger.close()


async def stands(log: PostgresLog) -> list[bytes]:
    return list(await log.shelf.leaves(0, await log.shelf.size()))


@pytest.mark.parametrize("fault", [Fault.LOSE_REQUEST, Fault.LOSE_ANSWER])
async def test_a_cut_wire_costs_neither_an_entry_nor_a_double(
    fault: Fault, databases: Dsns, tmp_path: Path
) -> None:
    """Before the request or after the commit: the caller gets its receipt, the log one entry."""
    async with wired(databases, tmp_path) as (wire, log):
        await log.ledger.append([read()])
        wire.faults.append(fault)
        leaves = [read(), intent(uuid4())]
        receipts = await log.ledger.append(leaves)
        assert [receipt.index for receipt in receipts] == [1, 2]
        assert [leaf.to_bytes() for leaf in leaves] == (await stands(log))[1:]
        for receipt, leaf in zip(receipts, leaves, strict=True):
            extension = receipt.to_extension()
            verify_receipt(extension, key=KEY.public, tenant=TENANT, leaf=leaf.to_bytes())


async def test_a_wire_cut_again_and_again_costs_nothing_acknowledged(
    databases: Dsns, tmp_path: Path
) -> None:
    """Each leaf that got a receipt stands where it says; nothing stands twice; no gap."""
    async with wired(databases, tmp_path) as (wire, log):
        acknowledged: dict[int, bytes] = {}
        for number in range(30):
            wire.faults.extend([Fault.LOSE_ANSWER, Fault.LOSE_REQUEST][: number % 3])
            leaf = read()
            try:
                [receipt] = await log.ledger.append([leaf])
            except LedgerUnavailable:
                continue
            acknowledged[receipt.index] = leaf.to_bytes()
        entries = await stands(log)
        assert len(entries) == len(set(entries))
        assert acknowledged == {index: entries[index] for index in acknowledged}
        assert len(acknowledged) >= 20


async def test_a_zombie_that_dies_in_time_is_waited_for(databases: Dsns, tmp_path: Path) -> None:
    """While the old connection may still commit nothing is decided; then its entry is found."""
    async with wired(databases, tmp_path) as (wire, log):
        wire.faults.append(Fault.LEAVE_ZOMBIE)
        leaf = read()
        waiting = asyncio.ensure_future(log.ledger.append([leaf]))
        await asyncio.sleep(0.5)
        assert not waiting.done()
        wire.bury()
        assert (await waiting)[0].index == 0
        assert [leaf.to_bytes()] == await stands(log)


@pytest.mark.parametrize("fault", [Fault.LEAVE_ZOMBIE, Fault.SWALLOW_ANSWER])
async def test_an_answer_that_never_comes_is_not_waited_for(
    fault: Fault, databases: Dsns, tmp_path: Path
) -> None:
    """After 2 s the caller is refused. Its entry stands, as it may, but once; then all is well."""
    async with wired(databases, tmp_path) as (wire, log):
        wire.faults.append(fault)
        began = time.monotonic()
        with pytest.raises(LedgerUnavailable):
            await log.ledger.append([read()])
        assert 1.9 < time.monotonic() - began < 2.6
        [receipt] = await log.ledger.append([read()])
        assert (receipt.index, len(await stands(log))) == (1, 2)


async def test_a_log_that_is_blocked_refuses_after_two_seconds(log: PostgresLog) -> None:
    """Also those who came while the first one waited, each after its own 2 s."""
    other = await asyncpg.connect(log.dsns.of(Database.LEDGER, Role.LEDGER))
    async with other.transaction():
        await other.execute("SELECT size FROM access_log_head FOR UPDATE")
        began = time.monotonic()

        async def refused_after() -> float:
            with pytest.raises(LedgerUnavailable):
                await log.ledger.append([read()])
            return time.monotonic() - began

        first = asyncio.ensure_future(refused_after())
        await asyncio.sleep(0.5)
        second = asyncio.ensure_future(refused_after())
        assert 1.9 < await first < 2.3
        assert 2.4 < await second < 2.8
    await other.close()
    [receipt] = await log.ledger.append([read()])
    entries = await stands(log)
    assert receipt.index == len(entries) - 1
    assert len(entries) == len(set(entries))


async def test_an_answer_waits_for_the_commit(log: PostgresLog) -> None:
    """What the server does at commit, it does before the caller goes on."""
    await as_owner(log.dsns, AT_COMMIT.format(does="PERFORM pg_sleep(0.4)"), DEFERRED)
    began = time.monotonic()
    await log.ledger.append([read()])
    assert time.monotonic() - began >= 0.4


async def test_a_commit_that_fails_is_no_answer(log: PostgresLog) -> None:
    """Nothing of the batch stands: no entry, no head, no subject, no open intent."""
    await as_owner(log.dsns, AT_COMMIT.format(does="RAISE EXCEPTION 'disk'"), DEFERRED)
    operation = uuid4()
    with pytest.raises(LedgerUnavailable):
        await log.ledger.append([intent(operation), read(subjects=(bytes(16),))])
    await as_owner(log.dsns, "DROP TRIGGER at_commit ON access_entry")
    assert await stands(log) == []
    [receipt] = await log.ledger.append([read()])
    assert receipt.index == 0
    audit = await asyncpg.connect(log.dsns.of(Database.LEDGER, Role.AUDIT))
    for table in ("access_subject", "access_pending"):
        assert await audit.fetchval(f"SELECT count(*) FROM {table}") == 0  # noqa: S608 - a constant
    await audit.close()


async def test_entries_index_and_open_intents_are_one_statement(log: PostgresLog) -> None:
    """One transaction wrote the head, the entry, the subject row and the open intent."""
    leaf = read(subjects=(bytes(16),))
    await log.ledger.append([leaf, intent(uuid4())])
    audit = await asyncpg.connect(log.dsns.of(Database.LEDGER, Role.AUDIT))
    tables = ("access_log_head", "access_entry", "access_subject", "access_pending")
    transactions = {
        row[0]
        for table in tables
        for row in await audit.fetch(f"SELECT xmin::text FROM {table}")  # noqa: S608 - a constant
    }
    await audit.close()
    assert len(transactions) == 1


@pytest.mark.parametrize("setting", ["off", "local", "remote_write"])
async def test_a_session_that_answers_before_it_is_durable_is_refused(
    setting: str, databases: Dsns
) -> None:
    """synchronous_commit is asserted when a line opens."""
    connection = await asyncpg.connect(
        databases.of(Database.LEDGER, Role.LEDGER),
        server_settings={"synchronous_commit": setting},
    )
    with pytest.raises(LineLost):
        await open_line(connection, entropy=bytes)
    assert connection.is_closed()


async def test_two_lines_behind_one_fence_are_refused(databases: Dsns) -> None:
    """A fence that another line holds would tell nothing about this one's end."""
    dsn = databases.of(Database.LEDGER, Role.LEDGER)
    first = await open_line(await asyncpg.connect(dsn), entropy=bytes)
    with pytest.raises(LineLost):
        await open_line(await asyncpg.connect(dsn), entropy=bytes)
    first.drop()


async def test_a_server_that_is_away_refuses_at_once() -> None:
    """There is nothing to wait for."""
    dsn = "postgresql://nobody@/nothing?host=/nonexistent"
    ledger = Appender(connect=lines(dsn), key=KEY, tenant=TENANT)
    began = time.monotonic()
    with pytest.raises(LedgerUnavailable):
        await ledger.append([read()])
    assert time.monotonic() - began < 1


async def test_a_caller_that_leaves_takes_nobody_with_it(log: PostgresLog) -> None:
    """Cancelled while its entry is on the way: the others of its batch are served."""
    await log.ledger.append([read()])
    leaving = asyncio.ensure_future(log.ledger.append([read()]))
    staying = asyncio.ensure_future(log.ledger.append([read()]))
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    leaving.cancel()
    [receipt] = await staying
    leaving_result = await asyncio.gather(leaving, return_exceptions=True)
    assert isinstance(leaving_result[0], asyncio.CancelledError)
    assert receipt.index == len(await stands(log)) - 1
