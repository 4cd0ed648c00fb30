"""Fixtures of every test that needs PostgreSQL: one real server a session, fresh databases a test.

No server is needed beforehand, and none is left behind: the starter under test makes it in a
temporary directory.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from cdp.database.dsn import Database, Role
from cdp.database.embedded.server import EmbeddedPostgres
from cdp.database.reader import Reader
from cdp.database.writer import Writer
from tests.postgres.clones import Clones

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator

    from cdp.database.dsn import Dsns
    from cdp.database.embedded.server import Tenancy

LANES = 4


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Tenancy]:
    embedded = EmbeddedPostgres(state_dir=tmp_path_factory.mktemp("state"))
    with embedded.acquire() as tenancy:
        yield tenancy
    embedded.drop()


@pytest.fixture(scope="session")
def clones(server: Tenancy) -> Iterator[Clones]:
    with Clones(server) as clones:
        yield clones


@pytest.fixture
def databases(clones: Clones) -> Iterator[Dsns]:
    with clones.fresh() as dsns:
        yield dsns


@pytest.fixture
async def reader(databases: Dsns) -> AsyncIterator[Reader]:
    async with Reader(databases.of(Database.DATA, Role.APP), lanes=LANES) as reader:
        yield reader


@pytest.fixture
async def writer(databases: Dsns) -> AsyncIterator[Writer]:
    async with Writer(databases.of(Database.DATA, Role.APP), lanes=LANES) as writer:
        yield writer
