"""The service over a real socket: uvicorn says, keeps and waits for no more than the endpoint."""

from __future__ import annotations

import asyncio
import json
import re
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

import httpx
import pytest
import uvicorn

from cdp.http.graphql import GraphQLEndpoint
from cdp.http.health import Health
from cdp.http.jwks import read
from cdp.http.keys import Fixed
from cdp.http.router import Application
from cdp.http.server import LARGEST_HEAD, configuration
from cdp.http.token import Authenticator, Issuer
from cdp.settings import Settings
from cdp.telemetry.spans import Silent
from tests.contract.conftest import counting_ids
from tests.contract.executor import SCREEN_POP, MemoryExecutor
from tests.forge import AUDIENCE, ISSUER, NOW, Forge, at, jwks

if TYPE_CHECKING:
    import socket
    from collections.abc import AsyncIterator

    from starlette.types import ASGIApp

    from cdp.http.executor import Answer, Request
    from privacy.terms import Actor
    from tests.contract.conftest import Heard

CANARY = "13800138000"
BODY = json.dumps({"documentId": SCREEN_POP}).encode()
TOKEN = f"Bearer {Forge().token()}"


class Announcing(uvicorn.Server):
    """uvicorn, which tells when it listens."""

    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self.listening = asyncio.Event()

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self.listening.set()


@asynccontextmanager
async def served(application: ASGIApp) -> AsyncIterator[int]:
    """`application` on a free port of loopback, as `cdp serve` runs it."""
    server = Announcing(configuration(application, Settings.load({}, port=0)))
    serving = asyncio.create_task(server.serve())
    await server.listening.wait()
    yield server.servers[0].sockets[0].getsockname()[1]
    server.should_exit = True
    await serving


@pytest.fixture
async def port(application: Application) -> AsyncIterator[int]:
    async with served(application) as port:
        yield port


def head(*more: str) -> bytes:
    """The head of an honest request, with further lines."""
    lines = [
        "POST /graphql HTTP/1.1", "Host: 127.0.0.1", f"Authorization: {TOKEN}",
        "Content-Type: application/json", *more,
    ]  # fmt: skip
    return "\r\n".join(lines).encode() + b"\r\n\r\n"


async def sent(port: int, *parts: bytes, stay: bool = True) -> bytes:
    """What the server answers to `parts` until it closes; `stay` is waiting for it."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    for part in parts:
        writer.write(part)
        await writer.drain()
        await asyncio.sleep(0.01)
    answer = await asyncio.wait_for(reader.read(), timeout=5) if stay else b""
    writer.close()
    await writer.wait_closed()
    return answer


async def test_a_request_is_answered_over_a_socket(port: int, executor: MemoryExecutor) -> None:
    """And the server does not say what it is made of."""
    async with httpx.AsyncClient() as client:
        response = await client.post(
            f"http://127.0.0.1:{port}/graphql",
            json={"documentId": SCREEN_POP},
            headers={"authorization": TOKEN},
        )
    assert (response.status_code, len(executor.asked)) == (200, 1)
    assert response.json() == {"data": {"profile": {"displayName": "张*"}}}
    assert "server" not in response.headers


async def test_a_connection_serves_one_request_after_another(
    port: int, executor: MemoryExecutor
) -> None:
    """Refused ones between them too, their bodies unread."""
    length = f"Content-Length: {len(BODY)}"
    request = head(length) + BODY
    refused = head(length).replace(b"Bearer", b"Basic") + BODY
    last = head(length, "Connection: close") + BODY
    answer = await sent(port, request, refused, request, last)
    statuses = re.findall(rb"HTTP/1.1 ([0-9]+)", answer)
    assert statuses == [b"200", b"401", b"200", b"200"]
    assert len(executor.asked) == 3


async def test_a_chunked_body_of_one_octet_too_many_is_cut_off(
    port: int, executor: MemoryExecutor
) -> None:
    """No length was declared; the bound holds while reading."""
    part = b"8000\r\n" + b" " * 0x8000 + b"\r\n"
    chunks = [part, part, b"1\r\n \r\n", b"0\r\n\r\n"]
    chunked = head("Transfer-Encoding: chunked", "Connection: close")
    answer = await sent(port, chunked, *chunks)
    assert (answer.split(b"\r\n")[0], executor.asked) == (
        b"HTTP/1.1 413 Request Entity Too Large",
        [],
    )


async def test_a_caller_that_hangs_up_in_its_body_harms_nobody(
    port: int, executor: MemoryExecutor, heard: Heard
) -> None:
    """Its request is forgotten, and the next is answered."""
    await sent(port, head(f"Content-Length: {len(BODY)}"), BODY[:5], stay=False)
    while "caller_went_away" not in heard.lines.getvalue():  # noqa: ASYNC110 - a log has no event
        await asyncio.sleep(0.01)
    answer = await sent(port, head(f"Content-Length: {len(BODY)}", "Connection: close") + BODY)
    assert answer.startswith(b"HTTP/1.1 200")
    assert len(executor.asked) == 1


@pytest.mark.parametrize(
    "octets",
    [
        f"{CANARY}\r\n\r\n".encode(),
        f"GET /{CANARY} HTTP/9.9\r\n\r\n".encode(),
        b"\x16\x03\x01\x02\x00\x01\x00" + CANARY.encode(),
        head("Content-Length: 5", "Content-Length: 7") + CANARY.encode(),
        head("Content-Length: 5", "Transfer-Encoding: chunked") + CANARY.encode(),
        head(f"{CANARY} : x"),
    ],
    ids=["no http", "version", "tls", "two lengths", "length and chunks", "bad header"],
)  # fmt: skip
async def test_what_is_no_http_is_refused_without_an_echo(
    port: int, heard: Heard, octets: bytes
) -> None:
    """Smuggling needs two readings of one request."""
    answer = await sent(port, octets)
    assert answer.startswith(b"HTTP/1.1 400")
    body = json.loads(answer.partition(b"\r\n\r\n")[2])
    assert body["errors"][0]["extensions"]["code"] == "BAD_REQUEST"
    assert CANARY.encode() not in answer
    assert CANARY not in heard.lines.getvalue()


async def test_a_head_without_end_is_cut_off(port: int) -> None:
    """One endless header, or endlessly many."""
    endless = head(f"X: {'x' * LARGEST_HEAD}")[:-4]
    many = head(*(f"X-{n}: {'x' * 1000}" for n in range(80)))[:-4]
    for octets in (endless, many):
        parts = [octets[n : n + 8192] for n in range(0, len(octets), 8192)]
        assert (await sent(port, *parts)).startswith(b"HTTP/1.1 400")


async def test_a_head_that_never_ends_is_hung_up_on(
    application: Application, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whether it began, or not even that."""
    monkeypatch.setattr("cdp.http.server.HEAD_S", 0.1)
    async with served(application) as port:
        assert await sent(port) == b""
        assert await sent(port, b"POST /graphql HT") == b""
        slow_second = head(f"Content-Length: {len(BODY)}") + BODY
        answer = await sent(port, slow_second, b"POST /gra")
        assert answer.count(b"HTTP/1.1") == 1


async def test_addresses_are_in_no_line(port: int, heard: Heard) -> None:
    """There is no access log; a query string would stand in it."""
    async with httpx.AsyncClient() as client:
        await client.get(f"http://127.0.0.1:{port}/graphql?number={CANARY}")
        await client.get(f"http://127.0.0.1:{port}/{CANARY}")
    assert CANARY not in heard.lines.getvalue()


class Broken:
    """An executor with a bug, whose message quotes what it was asked."""

    async def execute(self, request: Request, actor: Actor) -> Answer:
        raise ValueError(f"cannot render {CANARY} of {request.id} for {actor.id}")


async def test_a_bug_is_500_and_is_told_by_class_and_place(heard: Heard) -> None:
    """Neither the caller nor the log sees its message."""
    issuer = Issuer(name=ISSUER, directory="oidc", keys=Fixed(keys=read(jwks(Forge()))))
    endpoint = GraphQLEndpoint(
        executor=Broken(),
        authenticator=Authenticator([issuer], audience=AUDIENCE, clock=at(NOW)),
        telemetry=Silent(),
        ids=counting_ids(),
        timer=lambda: 0.0,
    )
    application = Application(graphql=endpoint, health=Health({}), ids=counting_ids())
    async with served(application) as port:
        answer = await sent(port, head(f"Content-Length: {len(BODY)}", "Connection: close") + BODY)
    assert answer.startswith(b"HTTP/1.1 500")
    assert CANARY.encode() not in answer
    assert CANARY not in heard.lines.getvalue()
    assert "ValueError at tests.contract.test_http_server" in heard.lines.getvalue()
