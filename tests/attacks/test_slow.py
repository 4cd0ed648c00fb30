"""Slow: callers who say little and hold on long are let go, and nobody waits for them."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from typing import Final

import pytest

from cdp.http.graphql import Limits
from tests.acceptance.deeds import a_number
from tests.acceptance.people import CONTRACT
from tests.acceptance.stand import PATIENCE_S, settings_in
from tests.attacks.room import Room, opened_room, served
from tests.postgres.clones import Clones

HALF_OPEN: Final = 1_000
HONEST: Final = 40
BODY_S: Final = 1.5
HEAD_S: Final = 0.5
PATIENT_S: Final = 4.0
"""Bounds as the service has them, shortened: a test need not wait ten seconds to see them hold."""


@pytest.fixture(scope="module")
def slow(clones: Clones, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Room]:
    """A service that gives a body a second and a half."""
    settings, limits = settings_in(tmp_path_factory.mktemp("slow")), Limits(body_s=BODY_S)
    with clones.fresh() as dsns, opened_room(settings, dsns, limits=limits) as at:
        yield at


@pytest.fixture
def port(slow: Room, monkeypatch: pytest.MonkeyPatch) -> Iterator[int]:
    monkeypatch.setattr("cdp.http.server.HEAD_S", HEAD_S)
    with served(slow) as port:
        yield port


def head(room: Room, length: int) -> bytes:
    """The head of an honest request."""
    name, value = room.bearer()
    lines = [
        b"POST /graphql HTTP/1.1",
        b"Host: 127.0.0.1",
        b"Content-Type: application/json",
        b"Content-Length: " + str(length).encode(),
        name + b": " + value,
    ]
    return b"\r\n".join(lines) + b"\r\n\r\n"


def body() -> bytes:
    """A screen pop."""
    document = f"sha256:{CONTRACT.named('agent', 'ScreenPop').id}"
    return json.dumps({"documentId": document, "variables": {"number": a_number()}}).encode()


@dataclass(slots=True)
class Line:
    """A connection of one's own."""

    reader: asyncio.StreamReader
    writer: asyncio.StreamWriter

    @classmethod
    async def opened(cls, port: int) -> Line:
        return cls(*await asyncio.open_connection("127.0.0.1", port))

    async def say(self, octets: bytes) -> None:
        self.writer.write(octets)
        await self.writer.drain()

    async def rest(self) -> bytes:
        """What is answered until the other side hangs up; that it does is the point."""
        with suppress(ConnectionError):
            return await asyncio.wait_for(self.reader.read(), PATIENCE_S)
        return b""

    async def end(self) -> None:
        self.writer.close()
        with suppress(ConnectionError):
            await self.writer.wait_closed()


async def trickled(line: Line, octets: bytes) -> int:
    """Send one octet at a time until the other side has had enough; how many were sent."""
    for sent, octet in enumerate(octets):
        if line.reader.at_eof() or line.reader._buffer:  # type: ignore[attr-defined] # no method tells
            return sent
        with suppress(ConnectionError):
            await line.say(bytes([octet]))
        await asyncio.sleep(0.02)
    return len(octets)


async def test_a_head_that_trickles_is_hung_up_on(slow: Room, port: int) -> None:
    """However steadily: the bound is on the whole. Nobody is asked, nothing is read or written."""
    size, line = slow.at.size(), await Line.opened(port)
    slow.tally.forget()
    sent = await trickled(line, head(slow, 2))
    assert sent < len(head(slow, 2))
    assert await line.rest() == b""
    await line.end()
    assert (slow.tally.counts(), slow.at.size()) == ({}, size)


async def test_a_body_that_trickles_is_told_that_it_is_too_slow(slow: Room, port: int) -> None:
    """408: its connection ends, no statement was run and no entry written."""
    size, line, octets = slow.at.size(), await Line.opened(port), body()
    slow.tally.forget()
    await line.say(head(slow, len(octets)))
    sent = await trickled(line, octets)
    assert sent < len(octets)
    answer = await line.rest()
    assert answer.startswith(b"HTTP/1.1 408")
    assert b"REQUEST_TIMEOUT" in answer
    await line.end()
    assert (slow.tally.counts(), slow.at.size()) == ({}, size)


async def answered(room: Room, port: int) -> bool:
    """Whether an honest caller on a connection of its own is answered."""
    line, octets = await Line.opened(port), body()
    await line.say(
        head(room, len(octets)).replace(b"Host:", b"Connection: close\r\nHost:") + octets
    )
    answer = await line.rest()
    await line.end()
    return answer.startswith(b"HTTP/1.1 200") and b"NOT_AVAILABLE" in answer


async def test_a_thousand_half_open_connections_keep_nobody_waiting(
    slow: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Silent, half a head, half a body: others are answered meanwhile, and then all are let go.

    They cost no statement, key or entry: what is counted is the forty honest callers' alone.
    """
    monkeypatch.setattr("cdp.http.server.HEAD_S", PATIENT_S)
    with served(slow) as port:
        octets = body()
        begun = (b"", b"POST /graphql HTTP/1.1\r\nHost: 127", head(slow, len(octets)) + octets[:9])
        lines = [await Line.opened(port) for _ in range(HALF_OPEN)]
        for n, line in enumerate(lines):
            await line.say(begun[n % len(begun)])
        assert await answered(slow, port)
        size = slow.at.size()
        slow.tally.forget()
        for _ in range(HONEST):
            assert await answered(slow, port)
        assert slow.tally.counts() == {
            "cdp: profile.by_number": HONEST,
            "cdp_keys: keys.rows": HONEST,
            "unwrapping": slow.tally.counts()["unwrapping"],
            "derivation": HONEST,
            "leaf": HONEST,
        }
        assert slow.at.size() == size + HONEST
        farewells = await asyncio.gather(*(line.rest() for line in lines))
        for line in lines:
            await line.end()
    told = [farewell.split(b"\r\n")[0] for farewell in farewells]
    assert set(told[0::3]) == {b""}
    assert set(told[1::3]) == {b""}
    assert set(told[2::3]) == {b"HTTP/1.1 408 Request Timeout"}
