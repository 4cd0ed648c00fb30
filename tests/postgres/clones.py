"""Clones: migrated databases for one test, each copied from a template when first asked for."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from contextlib import contextmanager
from itertools import count
from threading import Thread
from typing import TYPE_CHECKING, Self, TypeVar

import asyncpg

from cdp.database.dsn import SETTINGS, Database, Dsns, Role, socket_url
from cdp.database.embedded.passwords import SUPERUSER
from cdp.database.migrate import upgrade
from cdp.database.rights import entry

if TYPE_CHECKING:
    from collections.abc import Coroutine, Iterator

    from cdp.database.embedded.server import Tenancy

T = TypeVar("T")


class Clones:
    """Makes databases on one server, from a thread of its own: tests bring their own event loop.

    The templates are the server's own three databases, migrated once.
    """

    def __init__(self, server: Tenancy) -> None:
        self._server = server
        self._numbers = count(1)
        self._loop = asyncio.new_event_loop()
        self._thread = Thread(target=self._loop.run_forever, name="clones")
        self._maker: asyncpg.Connection | None = None

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        if self._maker is not None:
            self.wait_for(self._maker.close())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()

    @contextmanager
    def fresh(self) -> Iterator[Dsns]:
        """Three databases at this release's schema, gone afterwards."""
        clone = _Clone(self, self._server, next(self._numbers))
        try:
            yield Dsns(urls=clone)
        finally:
            self.say(*(f"DROP DATABASE {name} WITH (FORCE)" for name in clone.made.values()))

    def superuser_url(self, name: str = "postgres") -> str:
        """The address for repairs, and for looking at what no role of ours may see."""
        return self.url(SUPERUSER, name)

    def url(self, role: str, name: str) -> str:
        """The address of the database `name` for a role, whether or not it may enter."""
        password = self._server.passwords[role]
        return socket_url(self._server.socket, role=role, password=password, name=name)

    def say(self, *lines: str) -> None:
        """Run `lines` as the superuser, each by itself."""
        self.wait_for(self._say(lines))

    def wait_for(self, doing: Coroutine[None, None, T]) -> T:
        """Run `doing` in the thread of the clones."""
        return asyncio.run_coroutine_threadsafe(doing, self._loop).result()

    async def _say(self, lines: tuple[str, ...]) -> None:
        if self._maker is None:
            await upgrade(self._server.dsns)
            self._maker = await asyncpg.connect(self.superuser_url())
        for line in lines:
            await self._maker.execute(line)


class _Clone(Mapping[tuple[Database, Role], str]):
    """Addresses of databases that come into being when their address is asked for."""

    def __init__(self, clones: Clones, server: Tenancy, number: int) -> None:
        self._clones = clones
        self._names = {database: f"{database.value}_{number}" for database in Database}
        self._urls = Dsns.on_socket(server.socket, server.passwords, self._names).urls
        self.made: dict[Database, str] = {}

    def __getitem__(self, key: tuple[Database, Role]) -> str:
        url = self._urls[key]
        database = key[0]
        if database not in self.made:
            name = self._names[database]
            copy = (
                f"CREATE DATABASE {name} TEMPLATE {database.value} STRATEGY file_copy"
                f" OWNER {Role.OWNER.value}"
            )
            self._clones.say(copy, *entry(database, name))
            self.made[database] = name
        return url

    def __iter__(self) -> Iterator[tuple[Database, Role]]:
        return iter(SETTINGS)

    def __len__(self) -> int:
        return len(SETTINGS)
