"""What is examined in the databases: servers, schema and rights, roles and clocks, ledger."""

from __future__ import annotations

from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING, Final

from cdp.database.doctor import schema_findings, server_findings
from cdp.database.dsn import Database, Dsns, Role
from cdp.database.greeting import greet
from cdp.database.reader import Reader
from cdp.telemetry.finding import Check, Finding
from privacy.ledger.logkey import LogKey
from privacy.ledger.verify.merkle import Unverified
from privacy.ledger.verify.note import open_checkpoint
from privacy.store.ledger_records import LedgerRecords
from privacy.vault import FileRootKey, RootUse

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from datetime import datetime

    from cdp.settings import Settings
    from privacy.ledger.records import OpenIntent, SignedCheckpoint

SKEW: Final = timedelta(seconds=2)
"""How far this machine's clock and a server's may differ: consent and tokens expire by both."""

OPEN_TOO_LONG: Final = timedelta(seconds=60)
"""A write without an outcome after this is swept; one that stays means that nobody sweeps."""

SIGNED_WITHIN: Final = timedelta(seconds=60)
"""A running service signs every second."""

_SEATS: Final = (
    (Database.DATA, Role.APP),
    (Database.KEYS, Role.APP),
    (Database.LEDGER, Role.LEDGER),
)
"""As whom requests come into each database."""


def database_checks(
    settings: Settings, dsns: Dsns, clock: Callable[[], datetime]
) -> dict[str, Check]:
    """The checks, by name."""
    return {
        "databases": partial(server_findings, dsns),
        "schema": partial(schema_findings, dsns),
        **{
            f"session in {database.value}": partial(session, dsns, database, role, clock)
            for database, role in _SEATS
        },
        "ledger": partial(ledger, settings, dsns, clock),
    }


async def session(
    dsns: Dsns, database: Database, role: Role, clock: Callable[[], datetime]
) -> list[Finding]:
    """We come in as the role that was thought about, it is no mightier, and the clock is ours.

    Raises:
        CdpError: the server cannot be reached, or its sessions would lose data.
    """
    name = f"session in {database.value}"
    async with Reader(dsns.of(database, role), lanes=1, name="cdp doctor") as reader:
        await greet(reader)  # connects: what the next one takes is the question alone
        before = clock()
        met = await greet(reader)
        skew = abs(met.at - (before + (clock() - before) / 2))
    faults = []
    if met.role != role.value:
        advice = f"Connect as {role.value}: its rights are the ones that were thought about."
        faults.append(Finding(name=name, ok=False, said=f"role {met.role}", advice=advice))
    if met.mights:
        advice = f"Take {', '.join(met.mights)} from {met.role}: it may do more than its grants."
        faults.append(Finding(name=name, ok=False, said="mighty role", advice=advice))
    told = f"clock {skew.total_seconds():.3f} s apart"
    if skew > SKEW:
        advice = "Have both clocks set by NTP: consent and tokens expire by them."
        faults.append(Finding(name=name, ok=False, said=told, advice=advice))
    return faults or [Finding(name=name, ok=True, said=f"{met.role}, {told}")]


async def ledger(settings: Settings, dsns: Dsns, clock: Callable[[], datetime]) -> list[Finding]:
    """The access log is signed up to its end, by our key, and no write in it stays open.

    Raises:
        CdpError: it cannot be read.
        RootKeyUnusable: there is no key to check its signature with.
    """
    now = clock()
    role = Role.AUDIT if (Database.LEDGER, Role.AUDIT) in dsns.urls else Role.LEDGER
    async with Reader(dsns.of(Database.LEDGER, role), lanes=1) as reader:
        records = LedgerRecords(reader)
        signed = await records.checkpoint()
        size = await records.size()
        left_open = await records.open_intents(until=now - OPEN_TOO_LONG)
    if size == 0 and signed is None:
        return [Finding(name="ledger", ok=True, said="empty")]
    faults = [*_unsigned(size, signed, now), *_open(left_open)]
    if signed is not None:
        root = FileRootKey.load(settings.root_key_path)
        key = LogKey(root.derive(RootUse.LEDGER), origin=settings.ledger_origin)
        faults += _unverified(signed, key)
    return faults or [Finding(name="ledger", ok=True, said=f"{size} entries, signed, none open")]


def _unsigned(size: int, signed: SignedCheckpoint | None, now: datetime) -> Iterator[Finding]:
    covered = 0 if signed is None else signed.size
    if covered > size:
        yield Finding(
            name="ledger",
            ok=False,
            said=f"{size} entries, but {covered} were signed",
            advice="Entries were taken away. Stop, keep everything, and verify your last export.",
        )
    elif covered < size and (signed is None or now - signed.at > SIGNED_WITHIN):
        yield Finding(
            name="ledger",
            ok=False,
            said=f"{size - covered} entries of {size} are not under a checkpoint",
            advice="Start the service: it signs every second. If it runs, read its log.",
        )


def _open(left: Sequence[OpenIntent]) -> Iterator[Finding]:
    if left:
        yield Finding(
            name="ledger",
            ok=False,
            said=f"{len(left)} writes were announced and have no outcome",
            advice="Start the service: it closes them within a minute.",
        )


def _unverified(signed: SignedCheckpoint, key: LogKey) -> Iterator[Finding]:
    try:
        open_checkpoint(signed.note, key.public)
    except Unverified:
        yield Finding(
            name="ledger",
            ok=False,
            said="the newest checkpoint is not signed by this deployment's key and name",
            advice="Restore the root key and CDP_LEDGER_ORIGIN that the ledger was begun with.",
        )
