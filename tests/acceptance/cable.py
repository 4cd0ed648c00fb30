"""Cable: what lies between the service and each of its databases, and can be cut and mended."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from urllib.parse import quote, unquote

from cdp.database.dsn import SETTINGS, Database, Dsns, Role
from tests.acceptance.stand import Loop

SOCKET = ".s.PGSQL.5432"


class Cable:
    """Passes bytes on between a socket in `folder` and the server's in `target`."""

    def __init__(self, target: Path, folder: Path, loop: Loop) -> None:
        self._target = target / SOCKET
        self._socket = folder / SOCKET
        self._loop = loop
        self._ends: set[asyncio.StreamWriter] = set()
        self._listening: asyncio.Server | None = None

    def mend(self) -> None:
        """Let connections be made again."""
        self._loop.wait_for(self._mend())

    def cut(self) -> None:
        """End every connection, and let none be made: the socket is dead."""
        self._loop.wait_for(self._cut())

    @contextmanager
    def down(self) -> Iterator[None]:
        """Cut until the block ends."""
        self.cut()
        try:
            yield
        finally:
            self.mend()

    async def _mend(self) -> None:
        self._listening = await asyncio.start_unix_server(self._carry, self._socket)

    async def _cut(self) -> None:
        if self._listening is not None:
            self._listening.close()
        self._listening = None
        self._socket.unlink(missing_ok=True)
        for end in self._ends:
            end.transport.abort()

    async def _carry(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        from_server, to_server = await asyncio.open_unix_connection(self._target)
        self._ends |= {writer, to_server}
        with suppress(OSError):
            await asyncio.gather(_pass_on(reader, to_server), _pass_on(from_server, writer))
        self._ends -= {writer, to_server}


async def _pass_on(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    while octets := await reader.read(65_536):
        writer.write(octets)
    writer.close()


@contextmanager
def cabled(dsns: Dsns, folder: Path) -> Iterator[tuple[Dsns, Mapping[Database, Cable]]]:
    """The addresses to use instead of `dsns`, and the cable of each database.

    The owner's addresses lead past the cables: tests look, and migrations run, all the time.
    """
    urls = {pair: dsns.of(*pair) for pair in SETTINGS}
    cables: dict[Database, Cable] = {}
    with Loop() as loop:
        for database in Database:
            place = folder / database.value
            place.mkdir()
            _, _, host = urls[database, Role.OWNER].partition("?host=")
            cables[database] = Cable(Path(unquote(host)), place, loop)
            cables[database].mend()
            urls |= {
                pair: f"{url.partition('?host=')[0]}?host={quote(str(place), safe='/')}"
                for pair, url in urls.items()
                if pair[0] is database and pair[1] is not Role.OWNER
            }
        try:
            yield Dsns(urls=urls), cables
        finally:
            for cable in cables.values():
                cable.cut()
