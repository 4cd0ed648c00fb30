"""Upgrading: from nothing to this release's schema, once, wholly or not at all."""

from __future__ import annotations

import asyncio
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import inspect

from cdp.database.check import check
from cdp.database.dsn import SETTINGS, Database, Dsns, Role
from cdp.database.migrate import FOLDERS, head, upgrade
from cdp.database.owner import as_owner
from cdp.errors import DatabaseUnset, MigrationFailed
from tests.postgres.clones import Clones

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Connection

ROOT = Path(__file__).parents[2]


@pytest.fixture
def empty(clones: Clones) -> Iterator[Dsns]:
    names = {database: f"empty_{database.value}" for database in Database}
    clones.say(*(f"CREATE DATABASE {name} OWNER {Role.OWNER}" for name in names.values()))
    yield Dsns(urls={(at, role): clones.url(role.value, names[at]) for at, role in SETTINGS})
    clones.say(*(f"DROP DATABASE {name} WITH (FORCE)" for name in names.values()))


async def test_empty_databases_become_what_the_code_declares(empty: Dsns) -> None:
    """Every step runs, and the check finds nothing to say."""
    await upgrade(empty)
    await check(empty)


async def test_an_upgrade_that_was_done_changes_nothing(databases: Dsns) -> None:
    """It may run at every start."""
    await upgrade(databases)
    await check(databases)


async def test_two_upgrades_at_once_end_as_one(empty: Dsns) -> None:
    """Two commands that start on a new machine; one waits for the other."""
    code = (
        "import asyncio, os; from cdp.database.dsn import Dsns;"
        "from cdp.database.migrate import upgrade;"
        "asyncio.run(upgrade(Dsns.configured(os.environ)))"
    )
    given = {key: empty.of(*pair) for pair, key in SETTINGS.items()}
    commands = [
        await asyncio.create_subprocess_exec(
            sys.executable, "-c", code, env={**given, "PYTHONPATH": str(ROOT)}
        )
        for _ in range(2)
    ]
    assert [await command.wait() for command in commands] == [0, 0]
    await check(empty)


async def test_an_upgrade_that_fails_half_way_leaves_nothing_of_it(empty: Dsns) -> None:
    """All steps of a database are one transaction. Planted: a table that the third step makes."""
    owner = empty.of(Database.DATA, Role.OWNER)
    await as_owner(owner, _make, "contact")
    with pytest.raises(MigrationFailed) as failed:
        await upgrade(empty)
    assert (failed.value.sqlstate, failed.value.step[:20]) == ("42P07", "CREATE TABLE contact")
    assert await as_owner(owner, _tables) == ["contact"]
    await as_owner(owner, _drop, "contact")
    await upgrade(empty)
    await check(empty)


async def test_an_upgrade_without_the_owners_address_names_the_setting(databases: Dsns) -> None:
    """The service itself is not given the owner's password."""
    urls = {pair: databases.of(*pair) for pair in SETTINGS if pair[1] is Role.APP}
    with pytest.raises(DatabaseUnset) as unset:
        await upgrade(Dsns(urls=urls))
    assert unset.value.setting == "CDP_DATABASE_OWNER_URL"


def test_an_installed_package_brings_its_steps_along(tmp_path: Path) -> None:
    """A wheel has them at `cdp/_contract/migrations`, and no folder beside the package."""
    for package in ("cdp", "privacy"):
        shutil.copytree(ROOT / package, tmp_path / package)
    shutil.copytree(ROOT / "migrations", tmp_path / "cdp" / "_contract" / "migrations")
    code = (
        "from cdp.database.migrate import head; from cdp.database.dsn import Database;"
        "print(*(head(database) for database in Database))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=tmp_path,
        env={"PYTHONPATH": str(tmp_path), "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.split() == [head(database) for database in Database]


@pytest.mark.parametrize("database", list(Database))
def test_the_steps_of_a_database_are_one_line(database: Database) -> None:
    """Numbered without a gap, so that two branches that both add one collide when merged."""
    steps = sorted(path.name for path in (ROOT / "migrations" / FOLDERS[database]).glob("*/*.py"))
    assert [name[:4] for name in steps] == [f"{n:04}" for n in range(1, len(steps) + 1)]
    assert head(database) == steps[-1][:4]


def _make(connection: Connection, table: str) -> None:
    connection.exec_driver_sql(f"CREATE TABLE {table} (n integer)")


def _drop(connection: Connection, table: str) -> None:
    connection.exec_driver_sql(f"DROP TABLE {table}")


def _tables(connection: Connection) -> list[str]:
    return sorted(inspect(connection).get_table_names())
