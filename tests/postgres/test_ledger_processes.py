"""Several processes write one log; PostgreSQL is killed while they do."""

from __future__ import annotations

import asyncio
import hashlib
import json
import os
import signal
import sys
from contextlib import suppress
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

import asyncpg

from cdp.database.dsn import Database, Role, socket_url
from cdp.database.embedded.passwords import SUPERUSER
from cdp.database.embedded.server import EmbeddedPostgres
from cdp.database.migrate import upgrade
from privacy.errors import LedgerUnavailable
from privacy.ledger.append import Appender
from tests.postgres.ledgers import lines, open_log
from tests.unit.ledger.scene import KEY, TENANT, read

if TYPE_CHECKING:
    import pytest

    from cdp.database.dsn import Dsns
    from cdp.database.embedded.server import Tenancy

PROCESSES = 4
EACH = 500
CALLERS = 200
KILLS = 3


async def started() -> asyncio.subprocess.Process:
    """A process that stands ready to append."""
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "tests.postgres.ledger_process",
        str(EACH),
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        cwd=Path(__file__).parents[2],
    )
    assert process.stdout is not None
    assert await process.stdout.readline() == b"ready\n"
    return process


async def told(process: asyncio.subprocess.Process, dsn: str) -> dict[int, str]:
    """What it got receipts for: the hash of the entry at each index."""
    said, _ = await process.communicate(dsn.encode() + b"\n")
    assert process.returncode == 0
    return dict(json.loads(said))


async def test_processes_that_append_at_once_leave_no_gap(databases: Dsns) -> None:
    """Four processes, 2 000 leaves: each index is given out once, and holds what was receipted."""
    dsn = databases.of(Database.LEDGER, Role.LEDGER)
    processes = await asyncio.gather(*(started() for _ in range(PROCESSES)))
    shares = await asyncio.gather(*(told(process, dsn) for process in processes))
    async with open_log(databases) as log:
        entries = await log.shelf.leaves(0, 10**9)
        assert await log.shelf.size() == PROCESSES * EACH == len(entries)
    digests = [hashlib.sha256(entry).hexdigest() for entry in entries]
    assert dict(enumerate(digests)) == {
        at: digest for share in shares for at, digest in share.items()
    }
    writers = [
        next(n for n, share in enumerate(shares) if at in share) for at in range(len(entries))
    ]
    turns = sum(before != after for before, after in pairwise(writers))
    assert turns > PROCESSES, "they wrote one after the other, which shows nothing"


async def test_a_killed_server_loses_nothing_acknowledged(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    """200 callers append while PostgreSQL is killed with -9, again and again.

    Every receipt's entry stands at its index, no entry stands twice, and there is no gap.
    """
    embedded = EmbeddedPostgres(state_dir=tmp_path_factory.mktemp("killed"))
    with embedded.acquire() as tenancy:
        await upgrade(tenancy.dsns)
        acknowledged = await append_through_kills(tenancy)
        async with open_log(tenancy.dsns) as log:
            size = await log.shelf.size()
            entries = await log.shelf.leaves(0, size)
    embedded.drop()
    assert size == len(entries) == len(set(entries))
    assert acknowledged == {index: entries[index] for index in acknowledged}
    assert len(acknowledged) > CALLERS


async def append_through_kills(tenancy: Tenancy) -> dict[int, bytes]:
    dsn = tenancy.dsns.of(Database.LEDGER, Role.LEDGER)
    ledger = Appender(connect=lines(dsn), key=KEY, tenant=TENANT)
    acknowledged: dict[int, bytes] = {}
    progress = asyncio.Event()
    killing = True

    async def append_while_killing() -> None:
        while killing:
            leaf = read()
            try:
                [receipt] = await ledger.append([leaf])
            except LedgerUnavailable:
                await asyncio.sleep(0.05)
                continue
            acknowledged[receipt.index] = leaf.to_bytes()
            progress.set()

    callers = [asyncio.ensure_future(append_while_killing()) for _ in range(CALLERS)]
    for _ in range(KILLS):
        await asyncio.sleep(0.3)
        await kill(tenancy)
        progress.clear()
        await asyncio.to_thread(tenancy.assure)
        await progress.wait()
    killing = False
    await asyncio.gather(*callers)
    await ledger.close()
    return acknowledged


async def kill(tenancy: Tenancy) -> None:
    """kill -9 of the postmaster and all it started, at once."""
    url = socket_url(
        tenancy.socket, role=SUPERUSER, password=tenancy.passwords[SUPERUSER], name="postgres"
    )
    connection = await asyncpg.connect(url)
    backends = await connection.fetch("SELECT pid FROM pg_stat_activity")
    postmaster = (await connection.fetchval("SELECT pg_read_file('postmaster.pid')")).split()[0]
    connection.terminate()
    for pid in [int(postmaster), *(row["pid"] for row in backends)]:
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
