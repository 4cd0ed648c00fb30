"""What `cdp doctor` says of sessions and of the ledger, on real databases with planted faults."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING
from uuid import uuid4

import asyncpg
import pytest

from cdp.cli.examine import examine
from cdp.cli.examine_databases import OPEN_TOO_LONG, SIGNED_WITHIN, database_checks, ledger, session
from cdp.database.dsn import SETTINGS, Database, Dsns, Role
from cdp.settings import Settings
from privacy.ledger.integrate import Integrator
from privacy.ledger.logkey import LogKey
from privacy.vault import FileRootKey, RootUse
from tests.forge import at
from tests.postgres.ledgers import PostgresLog, open_log
from tests.unit.cli.calling import call
from tests.unit.ledger.scene import intent, read

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable
    from pathlib import Path

    from tests.postgres.clones import Clones


def now() -> datetime:
    """The machine's clock: the server's is what it is compared with."""
    return datetime.now(UTC)  # noqa: TID251 - as said


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    FileRootKey.create(tmp_path / "root.key")
    return Settings.load({"CDP_STATE_DIR": str(tmp_path)})


@pytest.fixture
async def log(databases: Dsns) -> AsyncIterator[PostgresLog]:
    async with open_log(databases) as log:
        yield log


def ours(settings: Settings) -> LogKey:
    """The key that this deployment signs its log with."""
    seed = FileRootKey.load(settings.root_key_path).derive(RootUse.LEDGER)
    return LogKey(seed, origin=settings.ledger_origin)


async def sign(log: PostgresLog, key: LogKey, clock: Callable[[], datetime]) -> None:
    await Integrator(log.shelf, key=key, clock=clock).integrate()


def name_in(url: str) -> str:
    """The database that an address leads to."""
    return url.partition("@/")[2].partition("?")[0]


async def said(settings: Settings, dsns: Dsns, moment: datetime) -> list[tuple[bool, str]]:
    """What the ledger's check finds at `moment`."""
    findings = await ledger(settings, dsns, at(moment))
    assert all(finding.advice for finding in findings if not finding.ok)
    return [(finding.ok, finding.said) for finding in findings]


async def test_fresh_databases_are_fit(settings: Settings, databases: Dsns) -> None:
    """Every check, one line each."""
    findings = await examine(database_checks(settings, databases, now))
    assert [(finding.name, finding.ok) for finding in findings] == [
        ("database cdp", True),
        ("database cdp_keys", True),
        ("database cdp_ledger", True),
        ("schema", True),
        ("session in cdp", True),
        ("session in cdp_keys", True),
        ("session in cdp_ledger", True),
        ("ledger", True),
    ]


async def test_a_server_that_cannot_be_reached_is_a_finding_without_its_address() -> None:
    """Addresses hold passwords."""
    gone = Dsns(urls={(Database.DATA, Role.APP): "postgresql://nobody@/none?host=/nonexistent"})
    checks = {"session in cdp": partial(session, gone, Database.DATA, Role.APP, now)}
    findings = await examine(checks)
    assert [(finding.name, finding.ok) for finding in findings] == [("session in cdp", False)]
    assert "nobody" not in findings[0].advice


@pytest.mark.parametrize("apart", [timedelta(seconds=10), timedelta(seconds=-10)])
async def test_clocks_that_differ_are_found(databases: Dsns, apart: timedelta) -> None:
    """Ahead or behind."""
    (finding,) = await session(databases, Database.DATA, Role.APP, lambda: now() + apart)
    assert not finding.ok
    assert finding.said.startswith(("clock 9.9", "clock 10.0"))
    assert "NTP" in finding.advice


async def test_another_role_than_the_one_thought_about_is_found(
    databases: Dsns, clones: Clones
) -> None:
    """The owner works too, until it works too well; a superuser is named with its attributes."""
    owner = databases.of(Database.DATA, Role.OWNER)
    as_owner = Dsns(urls={(Database.DATA, Role.APP): owner})
    (finding,) = await session(as_owner, Database.DATA, Role.APP, now)
    assert (finding.ok, finding.said) == (False, "role cdp_owner")
    mighty = Dsns(urls={(Database.DATA, Role.APP): clones.superuser_url(name_in(owner))})
    findings = await session(mighty, Database.DATA, Role.APP, now)
    assert [finding.ok for finding in findings] == [False, False]
    assert "rolsuper" in findings[1].advice


async def test_a_log_that_is_signed_to_its_end_is_fit(
    settings: Settings, databases: Dsns, log: PostgresLog
) -> None:
    """By our key, under our name."""
    await log.ledger.append([read(), read()])
    await sign(log, ours(settings), now)
    assert await said(settings, databases, now()) == [(True, "2 entries, signed, none open")]


async def test_a_log_that_nobody_signs_is_found(
    settings: Settings, databases: Dsns, log: PostgresLog
) -> None:
    """Never signed, or not for a minute; a second's lag is a service at work."""
    await log.ledger.append([read()])
    unsigned = (False, "1 entries of 1 are not under a checkpoint")
    assert await said(settings, databases, now()) == [unsigned]
    signed_at = now()
    await sign(log, ours(settings), at(signed_at))
    await log.ledger.append([read()])
    assert await said(settings, databases, signed_at + SIGNED_WITHIN) == [
        (True, "2 entries, signed, none open")
    ]
    assert await said(settings, databases, signed_at + SIGNED_WITHIN + timedelta(seconds=1)) == [
        (False, "1 entries of 2 are not under a checkpoint")
    ]


@pytest.mark.parametrize("origin", ["cdp.localhost/ledger", "another.example/ledger"])
async def test_a_log_that_another_key_signed_is_found(
    settings: Settings, databases: Dsns, log: PostgresLog, origin: str
) -> None:
    """Another root key, or another name: an auditor would refuse what comes next."""
    await log.ledger.append([read()])
    await sign(log, LogKey(bytes(32), origin=origin), now)
    assert await said(settings, databases, now()) == [
        (False, "the newest checkpoint is not signed by this deployment's key and name")
    ]


async def test_entries_that_were_taken_away_are_found(
    settings: Settings, databases: Dsns, log: PostgresLog, clones: Clones
) -> None:
    """More was signed than stands: the one finding that says stop."""
    await log.ledger.append([read(), read()])
    await sign(log, ours(settings), now)
    name = name_in(databases.of(Database.LEDGER, Role.AUDIT))
    superuser = await asyncpg.connect(clones.superuser_url(name))
    # Triggers hold it back too, until it switches them off.
    await superuser.execute("ALTER TABLE access_log_head DISABLE TRIGGER ALL")
    await superuser.execute("UPDATE access_log_head SET size = 1")
    await superuser.close()
    assert await said(settings, databases, now()) == [(False, "1 entries, but 2 were signed")]


async def test_writes_that_stay_open_are_found(
    settings: Settings, databases: Dsns, log: PostgresLog
) -> None:
    """After the minute in which they are swept."""
    announced = now()
    await log.ledger.append([intent(uuid4(), at=announced)])
    await sign(log, ours(settings), now)
    assert await said(settings, databases, announced + OPEN_TOO_LONG) == [
        (True, "1 entries, signed, none open")
    ]
    later = announced + OPEN_TOO_LONG + timedelta(seconds=1)
    assert await said(settings, databases, later) == [
        (False, "1 writes were announced and have no outcome")
    ]


async def test_the_ledger_is_read_as_the_writing_role_where_no_other_is_known(
    settings: Settings, databases: Dsns
) -> None:
    """A deployment without readers of its own."""
    pair = (Database.LEDGER, Role.LEDGER)
    dsns = Dsns(urls={pair: databases.of(*pair)})
    assert await said(settings, dsns, now()) == [(True, "empty")]


def test_the_doctor_examines_real_servers(
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    settings: Settings,
    databases: Dsns,
) -> None:
    """The whole command, over the addresses of the environment; passwords stay unsaid."""
    monkeypatch.setattr("resource.getrlimit", lambda _: (0, 0))
    urls = {key: databases.of(*pair) for pair, key in SETTINGS.items()}
    environ = {"CDP_STATE_DIR": str(settings.state_dir), **urls}
    called = call(monkeypatch, capsys, "doctor", "--json", environ=environ)
    report = json.loads(called.out)
    assert (called.code, [found for found in report["findings"] if not found["ok"]]) == (0, [])
    assert "session in cdp_ledger" in {found["name"] for found in report["findings"]}
    assert not any(url.split("@")[0] in called.out for url in urls.values())


def test_an_embedded_server_that_cannot_be_used_is_a_finding(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    """It is there, and its lock cannot be taken."""
    (tmp_path / "postgres").mkdir()
    (tmp_path / "postgres.lock").mkdir()
    environ = {"CDP_STATE_DIR": str(tmp_path)}
    called = call(monkeypatch, capsys, "doctor", "--json", environ=environ)
    (finding,) = (f for f in json.loads(called.out)["findings"] if f["name"] == "databases")
    assert (called.code, finding["ok"], bool(finding["advice"])) == (1, False, True)
