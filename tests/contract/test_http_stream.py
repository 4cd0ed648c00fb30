"""Bodies arrive in pieces, too long, too slowly, or not to the end; nobody waits for them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from tests.contract.executor import CHECKPOINT, SCREEN_POP, MemoryExecutor
from tests.contract.scope import DISCONNECT, HONEST, Caller, chunk

if TYPE_CHECKING:
    from cdp.http.router import Application
    from tests.contract.conftest import Heard

BODY = json.dumps({"documentId": SCREEN_POP}).encode()
LARGEST = 64 * 1024


async def test_a_body_in_pieces_is_one_body(
    application: Application, executor: MemoryExecutor
) -> None:
    """Octet by octet, with empty pieces between."""
    pieces = [chunk(bytes([octet]), more=True) for octet in BODY]
    caller = await Caller([chunk(b"", more=True), *pieces, chunk(b"")]).call(application)
    assert (caller.status, len(executor.asked)) == (200, 1)


async def test_a_chunked_body_is_cut_off_where_it_grows_too_large(
    application: Application, executor: MemoryExecutor
) -> None:
    """It declares no length; what comes after the bound is not even received."""
    pieces = [chunk(b" " * 1024, more=True) for _ in range(1000)]
    caller = await Caller(pieces).call(application)
    assert (caller.status, caller.taken, executor.asked) == (413, LARGEST // 1024 + 1, [])


@pytest.mark.parametrize(
    "declared",
    [b"65537", b"99999999999999999999999", b"-1", b"+5", b"0x10", b" 5", b"", "٥".encode()],
)
async def test_a_body_that_is_too_large_by_its_own_word_is_not_read(
    application: Application, declared: bytes
) -> None:
    """Nor one whose length is no number."""
    headers = [*HONEST, (b"content-length", declared)]
    caller = await Caller([chunk(BODY)], headers=headers).call(application)
    assert (caller.status, caller.taken) == (413, 0)


async def test_a_body_longer_than_its_word_is_still_bounded(application: Application) -> None:
    """The word is a first look, not the rule."""
    headers = [*HONEST, (b"content-length", b"5")]
    pieces = [chunk(b" " * LARGEST, more=True), chunk(b" ")]
    assert (await Caller(pieces, headers=headers).call(application)).status == 413


async def test_a_body_that_dribbles_is_given_up(
    application: Application, executor: MemoryExecutor
) -> None:
    """A caller that holds a connection open holds nothing else."""
    caller = await Caller([chunk(BODY, more=True)]).call(application)
    assert (caller.status, executor.asked) == (408, [])
    assert (b"connection", b"close") in caller.answered[0]["headers"]


@pytest.mark.parametrize("sent", [[], [chunk(BODY, more=True)], [chunk(b"", more=True)]])
async def test_a_caller_that_hangs_up_is_not_answered(
    application: Application, executor: MemoryExecutor, heard: Heard, sent: list[dict[str, object]]
) -> None:
    """Half a request is none, however well it begins."""
    caller = await Caller([*sent, DISCONNECT]).call(application)
    assert (caller.answered, executor.asked) == ([], [])
    assert '"cdp.outcome":"caller_went_away"' in heard.lines.getvalue()


@pytest.mark.parametrize("method", ["post", "get", "Post", "POST ", "CONNECT", ""])
async def test_methods_have_case(application: Application, method: str) -> None:
    """RFC 9110 section 9.1; what is not POST or GET is another method."""
    assert (await Caller([chunk(BODY)], method=method).call(application)).status == 405


async def test_an_address_outside_ascii_is_a_bad_request(application: Application) -> None:
    """Whoever sends one speaks to another parser."""
    caller = await Caller([], method="GET", query=b"documentId=\xff").call(application)
    assert caller.status == 400


async def test_the_body_of_a_get_is_not_read(application: Application) -> None:
    """It has no meaning. Source: RFC 9110 section 9.3.1."""
    query = f"documentId={CHECKPOINT}".encode()
    caller = await Caller([chunk(BODY)], method="GET", query=query).call(application)
    assert (caller.status, caller.taken) == (200, 0)


async def test_a_head_has_no_body_on_the_wire(application: Application) -> None:
    """But says how long it would be."""
    caller = await Caller([], method="HEAD").call(application)
    headers = dict(caller.answered[0]["headers"])
    assert (caller.status, caller.body) == (400, b"")
    assert int(headers[b"content-length"]) > 0


async def test_a_websocket_is_closed_before_it_opens(application: Application) -> None:
    """Subscriptions are not served."""
    for path in ("/graphql", "/other"):
        caller = await Caller([{"type": "websocket.connect"}], kind="websocket", path=path).call(
            application
        )
        assert [message["type"] for message in caller.answered] == ["websocket.close"]


@pytest.mark.parametrize("name", [b"Content-Type", b"AUTHORIZATION"])
async def test_header_names_arrive_in_lower_case(application: Application, name: bytes) -> None:
    """ASGI promises it; a server that breaks the promise is not half believed."""
    headers = [(n.title() if n == name.lower() else n, value) for n, value in HONEST]
    caller = await Caller([chunk(BODY)], headers=headers).call(application)
    assert caller.status in {401, 415}
