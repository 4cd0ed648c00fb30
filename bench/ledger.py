"""P7, first clause: appends a second with 64 callers waiting, index rows and receipts included.

    .venv/bin/python bench/ledger.py [--quick]

Real PostgreSQL in a directory of its own, one process, one line. Each caller makes a leaf about
two people, appends it, checks its receipt's place, and begins again. Further figures: the same with
1, 8 and 256 callers, CPU of this process an append, bytes on disk an entry, and how fast the
export of it all verifies in one process.
"""

from __future__ import annotations

import argparse
import asyncio
import secrets
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path
from statistics import median
from uuid import UUID, uuid4

import asyncpg
import uvloop

from bench.rig.finding import Finding, circumstances
from bench.rig.orderly import blocks_end
from cdp.database.dsn import Database, Dsns, Role
from cdp.database.embedded.server import EmbeddedPostgres
from cdp.database.migrate import upgrade
from cdp.database.writer import Writer
from privacy.ledger.append import Appender, Line
from privacy.ledger.entry import Credentials, Leaf
from privacy.ledger.export import export
from privacy.ledger.integrate import Integrator
from privacy.ledger.logkey import LogKey
from privacy.ledger.verify.directory import verify_directory
from privacy.ledger.words import Decision, seen
from privacy.store.ledger_line import open_line
from privacy.store.ledger_records import LedgerRecords
from privacy.terms import DataCategory, Effect, LeafKind, LegalBasis, Purpose
from privacy.terms import Role as Work

TARGET = 20_000
WAITING = 64
TENANT = UUID("0192f000-0000-7000-8000-000000000001")
KEY = LogKey(bytes(32), origin="bench.example/ledger")
ROUNDS = 5


def now() -> datetime:
    """The time."""
    return datetime.fromtimestamp(time.time(), UTC)


def leaf() -> Leaf:
    """A screen pop of two people."""
    return Leaf(
        kind=LeafKind.READ,
        decision=Decision.ALLOW,
        at=now(),
        tenant=TENANT,
        operation=uuid4(),
        actor="oidc:bench",
        auth=Credentials(client="crm-web", acr="aal1"),
        roles=(Work.FRONTEND_AGENT,),
        unit="callcentre-2",
        purpose=Purpose.SERVICE_SUPPORT,
        basis=LegalBasis.CONTRACT,
        document="d" * 64,
        policy="b" * 64,
        fields=(seen(DataCategory.CONTACT_PHONE, Effect.MASK),),
        subjects=(secrets.token_bytes(16), secrets.token_bytes(16)),
        count=2,
    )


async def appended(dsn: str, callers: int, seconds: float) -> dict[str, float]:
    """What `callers` append in `seconds`: appends a second, CPU and latencies."""

    async def connect() -> Line:
        return await open_line(await asyncpg.connect(dsn), entropy=secrets.token_bytes)

    ledger = Appender(connect=connect, key=KEY, tenant=TENANT)
    await ledger.append([leaf()])
    waits: list[float] = []
    until = time.perf_counter() + seconds

    async def call() -> None:
        while (began := time.perf_counter()) < until:
            [receipt] = await ledger.append([leaf()])
            assert receipt.base <= receipt.index < receipt.base + receipt.size
            waits.append(time.perf_counter() - began)

    cpu, began = time.process_time(), time.perf_counter()
    await asyncio.gather(*(call() for _ in range(callers)))
    cpu, took = time.process_time() - cpu, time.perf_counter() - began
    await ledger.close()
    waits.sort()
    return {
        "per_s": round(len(waits) / took),
        "p50_ms": round(1e3 * waits[len(waits) // 2], 2),
        "p99_ms": round(1e3 * waits[len(waits) * 99 // 100], 2),
        "cpu_us": round(1e6 * cpu / len(waits), 1),
    }


async def stored(dsns: Dsns, directory: Path) -> dict[str, float]:
    """What lies on disk an entry, and how many entries a second one process verifies."""
    async with Writer(dsns.of(Database.LEDGER, Role.LEDGER), lanes=1) as writer:
        shelf = LedgerRecords(writer)
        began = time.perf_counter()
        await Integrator(shelf, key=KEY, clock=now).integrate()
        integrating = time.perf_counter() - began
        await export(shelf, directory, policy=KEY.policy())
        size = await shelf.size()
    began = time.perf_counter()
    assert verify_directory(directory).is_sound
    verifying = time.perf_counter() - began
    audit = await asyncpg.connect(dsns.of(Database.LEDGER, Role.AUDIT))
    held = await audit.fetchval("SELECT pg_database_size(current_database())")
    await audit.close()
    return {
        "entries": size,
        "bytes_an_entry": round(held / size),
        "integrated_per_s": round(size / integrating),
        "verified_per_s": round(size / verifying),
    }


def main() -> None:
    """Measure, and print the finding as the last line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="one second a round instead of five")
    seconds = 1.0 if parser.parse_args().quick else 5.0
    with blocks_end(), tempfile.TemporaryDirectory() as place:
        embedded = EmbeddedPostgres(state_dir=Path(place) / "state")
        with embedded.acquire() as tenancy:
            asyncio.run(upgrade(tenancy.dsns))
            dsn = tenancy.dsns.of(Database.LEDGER, Role.LEDGER)
            alone = {n: uvloop.run(appended(dsn, n, seconds)) for n in (1, 8, 256)}
            rounds = [uvloop.run(appended(dsn, WAITING, seconds)) for _ in range(ROUNDS)]
            kept = asyncio.run(stored(tenancy.dsns, Path(place) / "log"))
        embedded.drop()
    for callers, figure in alone.items():
        print(f"{callers:4} waiting: {figure}")
    print(f"{WAITING:4} waiting: {rounds}")
    value = median(each["per_s"] for each in rounds)
    figures = {**kept, "rounds": rounds, "waiting": WAITING, **circumstances(now)}
    finding = Finding(bar="P7", value=value, target=TARGET, holds=value >= TARGET, figures=figures)
    print(finding.line())


if __name__ == "__main__":
    main()
