"""Stand: the service as it is served, on a free port of loopback, in a thread of its own.

Tests talk to it as its users do, over HTTP. What no user may do, a test does through `service`,
in the service's own event loop.
"""

from __future__ import annotations

import asyncio
import json
import re
from collections.abc import AsyncIterator, Callable, Coroutine, Iterable, Iterator, Sequence
from concurrent.futures import Future
from contextlib import (
    AbstractAsyncContextManager,
    AsyncExitStack,
    asynccontextmanager,
    contextmanager,
)
from dataclasses import dataclass, fields
from datetime import datetime
from pathlib import Path
from threading import Thread
from time import perf_counter
from typing import Any, Self, TypeVar
from urllib.parse import urlsplit
from uuid import UUID, uuid4

import asyncpg
import uvloop
from sqlalchemy import Table, Text, cast, func, literal_column, select
from sqlalchemy.dialects.postgresql import aggregate_order_by

from cdp.api.executor import GraphQLExecutor
from cdp.api.publication import bulk_of
from cdp.app import Running, _port, _served, running
from cdp.database.dsn import Database, Dsns, Role
from cdp.database.schema import SCHEMA
from cdp.http.graphql import GraphQLEndpoint, Limits
from cdp.http.health import Health
from cdp.http.issuers import authenticator
from cdp.http.router import Application
from cdp.settings import Settings
from cdp.telemetry.spans import Silent
from cdp.wiring import Service, keys_of, now, service
from privacy.policy import LIFTED, Budgets, default_document
from privacy.vault import FileRootKey
from tests.acceptance.naming import ROOT, behind

T = TypeVar("T")

PATIENCE_S = 60.0
"""Longest that a test waits for anything: a hang is a failure, not a wait."""


COMPARED = frozenset(
    {"match_pending", "match_run", "match_common", "match_suggestion", "match_suggestion_member"}
)
"""What the service writes by itself, every minute."""


class Clock:
    """A time that moves when it is told to."""

    def __init__(self, at: datetime) -> None:
        self.at = at

    def __call__(self) -> datetime:
        return self.at


class Loop:
    """An event loop in a thread."""

    def __init__(self) -> None:
        self._loop = uvloop.new_event_loop()
        self._thread = Thread(target=self._loop.run_forever, name="service")

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()

    def wait_for(self, doing: Coroutine[Any, Any, T]) -> T:
        """Run `doing` in the loop, and return what it returns."""
        return self.begin(doing).result(PATIENCE_S)

    def begin(self, doing: Coroutine[Any, Any, T]) -> Future[T]:
        """Begin `doing` in the loop, and go on meanwhile."""
        return asyncio.run_coroutine_threadsafe(doing, self._loop)


@dataclass(frozen=True, slots=True, kw_only=True)
class Stand:
    """A running service, and where it stands."""

    settings: Settings
    dsns: Dsns
    running: Running
    loop: Loop

    @property
    def url(self) -> str:
        return self.running.url

    @property
    def service(self) -> Service:
        return self.running.service

    def wait_for(self, doing: Coroutine[Any, Any, T]) -> T:
        """Run `doing` in the service's loop."""
        return self.loop.wait_for(doing)

    def begin(self, doing: Coroutine[Any, Any, T]) -> Future[T]:
        """Begin `doing` in the service's loop, and go on meanwhile."""
        return self.loop.begin(doing)

    def size(self) -> int:
        """How many entries the ledger holds."""
        return self.wait_for(self.service.log.records.size())

    def leaves(self, since: int = 0) -> list[dict[str, Any]]:
        """The entries of the ledger from index `since` on, as an auditor reads them."""
        taken = self.wait_for(self.service.log.records.leaves(since, self.size()))
        return [json.loads(leaf) for leaf in taken]

    def encoded(self, index: int) -> bytes:
        """The bytes of one entry."""
        [leaf] = self.wait_for(self.service.log.records.leaves(index, index + 1))
        return leaf

    def leaf(self, index: int) -> dict[str, Any]:
        """One entry, as an auditor reads it."""
        leaf: dict[str, Any] = json.loads(self.encoded(index))
        return leaf

    def open_intents(self) -> int:
        """How many writes have been announced and not ended."""
        return len(self.wait_for(self.service.log.records.open_intents(until=now())))

    def name_of(self, database: Database) -> str:
        """What `database` is called on the server."""
        return urlsplit(self.dsns.of(database, Role.OWNER)).path.removeprefix("/")

    def sql(self, database: Database, query: str, *values: object) -> Sequence[Any]:
        """The rows of `query`, as the owner of `database`: what no part of the service may do."""
        return self.wait_for(run(self.dsns.of(database, Role.OWNER), query, *values))

    def contents(self, database: Database = Database.DATA) -> dict[str, str | None]:
        """A digest of the rows of every table: equal where nothing has changed.

        What people are compared by, beside all requests, is left out.
        """
        dsn = self.dsns.of(database, Role.OWNER)
        tables = [each for each in SCHEMA[database].tables.values() if each.name not in COMPARED]
        return self.wait_for(_digests(dsn, tables))


def put_into(stand: Stand, profile: str, state: str) -> None:
    """Restrict a person, or begin to erase her: what its own acts do comes with them."""
    query = "UPDATE subject SET state = $2 WHERE id = $1"
    stand.sql(Database.DATA, query, behind(profile), state)


async def run(dsn: str, query: str, *values: object) -> Sequence[Any]:
    """The rows of `query` at `dsn`, past everything that the service would have a say in."""
    connection = await asyncpg.connect(dsn)
    try:
        rows: Sequence[Any] = await connection.fetch(query, *values)
    finally:
        await connection.close()
    return rows


async def _digests(dsn: str, tables: Iterable[Table]) -> dict[str, str | None]:
    connection = await asyncpg.connect(dsn)
    try:
        return {table.name: await connection.fetchval(_digest(table)) for table in tables}
    finally:
        await connection.close()


def _digest(table: Table) -> str:
    row = cast(literal_column(f'"{table.name}"'), Text)
    rows = func.string_agg(row, aggregate_order_by(literal_column("'|'"), row))
    return str(select(func.md5(rows)).select_from(table))


Opening = Callable[[Settings, Dsns], AbstractAsyncContextManager[Running]]
"""How a service is opened: `cdp.app.running`, or the same parts with some of them exchanged."""


@contextmanager
def opened(settings: Settings, dsns: Dsns, opening: Opening = running) -> Iterator[Stand]:
    """A service over `dsns` until the block ends."""
    with Loop() as loop:
        stack = AsyncExitStack()
        try:
            at_work = loop.wait_for(stack.enter_async_context(opening(settings, dsns)))
            yield Stand(settings=settings, dsns=dsns, running=at_work, loop=loop)
        finally:
            loop.wait_for(stack.aclose())


def settings_in(folder: Path, **more: object) -> Settings:
    """A development's settings: any free port, state in `folder`, the stands' root key.

    Its policy is the shipped one with every budget lifted: a suite asks more in a minute than an
    agent in a day. Tests of budgets give a `policy_file`.
    """
    settings = Settings.load(
        {}, state_dir=folder, port=0, **{"policy_file": _lifted(folder), **more}
    )
    if "root_key_file" not in more:
        FileRootKey.load_or_create(settings.root_key_path, entropy=lambda size: ROOT[:size])
    return settings


def _lifted(folder: Path) -> Path:
    place = folder.parent / f"{folder.name}.policy.toml"
    lifted = (
        "budgets = { " + ", ".join(f"{part.name} = {LIFTED}" for part in fields(Budgets)) + " }"
    )
    text = re.sub(r"^budgets = .*$", lifted, default_document().decode(), flags=re.MULTILINE)
    place.write_text(text, encoding="utf-8")
    return place


@dataclass(frozen=True, slots=True, kw_only=True)
class Exchanged:
    """An `Opening` of the same parts as `running`, with a clock, ids or ports of a test's own."""

    clock: Callable[[], datetime] = now
    ids: Callable[[], UUID] = uuid4
    remade: Callable[[Service], GraphQLExecutor] = lambda made: made.executor

    @asynccontextmanager
    async def __call__(self, settings: Settings, dsns: Dsns) -> AsyncIterator[Running]:
        """Open it. The databases must be migrated; nothing sweeps or integrates by itself."""
        keys = keys_of(settings, uuid4)
        async with service(settings, dsns, keys, clock=self.clock, ids=self.ids) as made:
            endpoint = GraphQLEndpoint(
                executor=self.remade(made),
                authenticator=authenticator(settings, seed=keys.token_seed, clock=self.clock),
                telemetry=Silent(),
                ids=self.ids,
                timer=perf_counter,
                limits=Limits(bulk=bulk_of(made.executor.documents)),
            )
            application = Application(graphql=endpoint, health=Health({}), ids=uuid4)
            async with _served(application, settings) as (server, served):
                yield Running(
                    url=f"http://{settings.host}:{_port(server)}",
                    service=made,
                    server=server,
                    served=served,
                )
