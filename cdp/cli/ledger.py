"""`cdp ledger`: the access log, as it stands and as files to take away."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from cdp.database.dsn import Dsns
    from cdp.settings import Settings

ledger = typer.Typer(name="ledger", no_args_is_help=True, help="The access log.")


@ledger.command()
def status() -> None:
    """Say how long the log is, up to where it is signed, and how many writes are open."""
    from cdp.database.reach import reach
    from cdp.settings import Settings

    settings = Settings.from_environment()
    with reach(settings) as dsns:
        typer.echo(asyncio.run(_status(dsns)))


@ledger.command()
def export(
    directory: Annotated[Path, typer.Argument(help="A folder that does not exist yet.")],
) -> None:
    """Write the log as files that anybody can verify without this service."""
    from cdp.database.reach import reach
    from cdp.settings import Settings

    settings = Settings.from_environment()
    with reach(settings) as dsns:
        size = asyncio.run(_export(settings, dsns, directory))
    typer.echo(f"{size} entries. Check them with: python -m privacy.ledger.verify {directory}")


@ledger.command()
def verify(
    directory: Annotated[Path, typer.Argument(help="What `cdp ledger export` wrote.")],
    since: Annotated[
        Path | None, typer.Option(help="A checkpoint kept from an earlier visit.")
    ] = None,
    policy: Annotated[Path | None, typer.Option(help="Your own copy of log.policy.")] = None,
) -> None:
    """Check an export, offline; exit 1 where it is not sound, and say which entry and why."""
    from privacy.ledger.verify.directory import verify_directory

    report = verify_directory(directory, since=since, policy=policy)
    for fault in report.faults:
        typer.echo(f"FAULT {fault}", err=True)
    if not report.is_sound:
        raise typer.Exit(1)
    typer.echo(f"OK {report.size} entries, root {report.root.hex()}")


async def _status(dsns: Dsns) -> str:
    from cdp.database.dsn import Database, Role
    from cdp.database.reader import Reader
    from cdp.wiring import now
    from privacy.store.ledger_records import LedgerRecords

    async with Reader(dsns.of(Database.LEDGER, Role.AUDIT), lanes=1) as reader:
        records = LedgerRecords(reader)
        size, signed = await records.size(), await records.checkpoint()
        still_open = await records.open_intents(until=now())
    covered = 0 if signed is None else signed.size
    return f"{size} entries; signed up to {covered}; {len(still_open)} writes without an outcome"


async def _export(settings: Settings, dsns: Dsns, directory: Path) -> int:
    from uuid import uuid4

    from cdp.database.dsn import Database, Role
    from cdp.database.writer import Writer
    from cdp.wiring import keys_of, now
    from privacy.ledger.export import export as write
    from privacy.ledger.integrate import Integrator
    from privacy.store.ledger_records import LedgerRecords

    key = keys_of(settings, uuid4).log
    async with Writer(dsns.of(Database.LEDGER, Role.LEDGER), lanes=1) as writer:
        records = LedgerRecords(writer)
        await Integrator(records, key=key, clock=now).integrate()
        signed = await write(records, directory, policy=key.policy())
    return 0 if signed is None else signed.size
