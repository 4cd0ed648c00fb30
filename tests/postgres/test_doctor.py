"""What `cdp doctor` says of the servers: whether they keep data, and whether they keep it quiet."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from cdp.database.doctor import (
    schema_findings,
    server_findings,
    unfit_settings,
    version_finding,
)
from cdp.database.dsn import Database, Dsns, Role
from cdp.database.reader import Reader
from tests.postgres.clones import Clones

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture(scope="module")
def databases(clones: Clones) -> Iterator[Dsns]:
    with clones.fresh() as dsns:
        yield dsns


async def test_the_doctor_finds_the_embedded_server_fit(reader: Reader) -> None:
    """Settings as a session of ours finds them."""
    assert await unfit_settings(reader) == []


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("log_min_messages", "warning"),
        ("log_error_verbosity", "default"),
        ("log_parameter_max_length_on_error", "-1"),
        ("log_min_error_statement", "error"),
        ("log_statement", "all"),
    ],
)
async def test_the_doctor_names_a_talkative_setting(
    name: str, value: str, databases: Dsns, clones: Clones
) -> None:
    """And says what to set it to. Planted faults: a role that logs values."""
    url = databases.of(Database.DATA, Role.APP)
    place = url.rpartition("/cdp_")[2].partition("?")[0]
    clones.say(f"ALTER ROLE cdp_app IN DATABASE cdp_{place} SET {name} = '{value}'")
    try:
        async with Reader(url, lanes=1) as reader:
            found = await unfit_settings(reader)
    finally:
        clones.say(f"ALTER ROLE cdp_app IN DATABASE cdp_{place} RESET {name}")
    [(setting, advice)] = found
    assert setting == name
    assert advice.startswith(f"Set {name} to ")
    assert advice.endswith(f"it is {value}.")


def test_a_server_that_is_too_old_is_found() -> None:
    """The statements are written for 16 and newer."""
    assert version_finding("database cdp", "16.2", 16).ok
    old = version_finding("database cdp", "15.9", 15)
    assert (old.ok, old.advice) == (False, "Upgrade it to 16 or newer.")


async def test_the_doctor_looks_at_every_database_and_at_the_schema(databases: Dsns) -> None:
    """One line each where all is well."""
    found = [*await server_findings(databases), *await schema_findings(databases)]
    assert [(finding.name, finding.ok) for finding in found] == [
        ("database cdp", True),
        ("database cdp_keys", True),
        ("database cdp_ledger", True),
        ("schema", True),
    ]


async def test_the_doctor_goes_on_where_a_database_cannot_be_used(databases: Dsns) -> None:
    """And says which one, without its address."""
    urls = {**databases.urls, (Database.KEYS, Role.APP): "postgresql://x:word@/x?host=/nowhere"}
    del urls[Database.LEDGER, Role.OWNER]
    found = [
        *await server_findings(Dsns(urls=urls)),
        *await schema_findings(Dsns(urls=urls)),
    ]
    assert [finding.ok for finding in found] == [True, False, True, True]
    assert "word" not in str(found)
    assert found[3].said == "not compared: CDP_LEDGER_OWNER_URL is not set"
