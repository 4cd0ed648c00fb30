"""A wire between an appender and PostgreSQL that can be cut at the worst moments.

It listens on a socket of the name that PostgreSQL's would have, and passes bytes on until it sees
the bytes of a leaf: then it does, once, what the test asked for.
"""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from enum import Enum, auto
from typing import TYPE_CHECKING
from urllib.parse import quote, unquote

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    Ends = tuple[asyncio.StreamReader, asyncio.StreamWriter]

SOCKET = ".s.PGSQL.5432"
LEAF = b'"actor":"'


class Fault(Enum):
    """What happens to the first statement that carries a leaf."""

    LOSE_REQUEST = auto()
    """The server never sees it; both sides are cut off."""
    LOSE_ANSWER = auto()
    """The server commits; its answer is lost, both sides are cut off."""
    LEAVE_ZOMBIE = auto()
    """The client is cut off; the server commits and goes on believing in its client."""
    SWALLOW_ANSWER = auto()
    """The server commits; nobody is cut off, and nothing ever arrives."""


@dataclass
class Wire:
    """The faults to come, in order."""

    target: str
    faults: list[Fault] = field(default_factory=list)
    zombies: list[asyncio.StreamWriter] = field(default_factory=list)
    ends: list[asyncio.StreamWriter] = field(default_factory=list)

    async def carry(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Serve one client."""
        client: Ends = (reader, writer)
        server: Ends = await asyncio.open_unix_connection(self.target)
        self.ends.extend([writer, server[1]])
        answers = asyncio.ensure_future(_pass_on(server[0], writer))
        while data := await client[0].read(65536):
            if LEAF in data and self.faults:
                answers.cancel()
                await asyncio.wait([answers])
                await self._fail(self.faults.pop(0), data, client, server)
                return
            server[1].write(data)
        answers.cancel()
        server[1].close()
        writer.close()

    async def _fail(self, fault: Fault, data: bytes, client: Ends, server: Ends) -> None:
        if fault is not Fault.LOSE_REQUEST:
            server[1].write(data)
            await server[0].read(65536)  # the answer: what was sent is committed
        if fault in {Fault.LEAVE_ZOMBIE, Fault.SWALLOW_ANSWER}:
            self.zombies.append(server[1])
        else:
            server[1].close()
        if fault is not Fault.SWALLOW_ANSWER:
            client[1].close()
        else:
            self.zombies.append(client[1])

    def bury(self) -> None:
        """Let the server notice that its clients are gone."""
        while self.zombies:
            self.zombies.pop().close()

    async def take_down(self) -> None:
        """Close every end, and wait until it is closed."""
        for end in self.ends:
            end.close()
        await asyncio.gather(*(end.wait_closed() for end in self.ends), return_exceptions=True)


@asynccontextmanager
async def wire_to(dsn: str, directory: Path) -> AsyncIterator[tuple[Wire, str]]:
    """A wire to the server of `dsn`, and the address to use instead."""
    address, _, place = dsn.partition("?host=")
    wire = Wire(target=f"{unquote(place)}/{SOCKET}")
    listening = await asyncio.start_unix_server(wire.carry, directory / SOCKET)
    try:
        yield wire, f"{address}?host={quote(str(directory), safe='/')}"
    finally:
        listening.close()
        await wire.take_down()


async def _pass_on(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    while data := await reader.read(65536):
        writer.write(data)
    writer.close()
