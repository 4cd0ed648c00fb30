"""A bulk document may come with a larger body, where its address names it."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from typing import Final

import httpx
import pytest

from cdp.http.graphql import GraphQLEndpoint, Limits
from cdp.http.jwks import read
from cdp.http.keys import Fixed
from cdp.http.token import Authenticator, Issuer
from cdp.telemetry.spans import Silent
from tests.contract.conftest import counting_ids
from tests.contract.executor import MemoryExecutor
from tests.forge import AUDIENCE, ISSUER, NOW, Forge, at, jwks

BULK: Final = f"sha256:{'b' * 64}"
OTHER: Final = f"sha256:{'c' * 64}"
KIB: Final = 1024


@pytest.fixture
async def sender(executor: MemoryExecutor) -> AsyncIterator[httpx.AsyncClient]:
    """A caller of an endpoint that knows one bulk document."""
    issuer = Issuer(name=ISSUER, directory="oidc", keys=Fixed(keys=read(jwks(Forge()))))
    endpoint = GraphQLEndpoint(
        executor=executor,
        authenticator=Authenticator([issuer], audience=AUDIENCE, clock=at(NOW)),
        telemetry=Silent(),
        ids=counting_ids(),
        timer=lambda: 0.0,
        limits=Limits(bulk=frozenset({BULK})),
    )
    async with httpx.AsyncClient(
        transport=httpx.ASGITransport(app=endpoint),
        base_url="http://127.0.0.1",
        headers={
            "authorization": f"Bearer {Forge().token()}",
            "content-type": "application/json",
        },
    ) as sender:
        yield sender


def padded(members: dict[str, object], octets: int) -> bytes:
    """A body of exactly so many octets."""
    text = json.dumps(members).encode()
    return text + b" " * (octets - len(text))


async def test_a_bulk_document_named_by_its_address_may_be_large(
    sender: httpx.AsyncClient, executor: MemoryExecutor
) -> None:
    """To the octet; the body need not name it again, and may."""
    named: list[dict[str, object]] = [
        {"variables": {}},
        {"documentId": BULK},
        {"documentId": None},
    ]
    for members in named:
        body = padded(members, 1024 * KIB)
        answer = await sender.post(f"/graphql?documentId={BULK}", content=body)
        assert answer.status_code == 200
    assert {request.document_id for request, _ in executor.asked} == {BULK}
    answer = await sender.post(f"/graphql?documentId={BULK}", content=padded({}, 1024 * KIB + 1))
    assert answer.status_code == 413


@pytest.mark.parametrize("address", ["", f"?documentId={OTHER}", "?x=1"])
async def test_any_other_document_may_not(sender: httpx.AsyncClient, address: str) -> None:
    """Also where its body says that it is bulk: that is read too late."""
    for octets, status in ((64 * KIB, {200, 400}), (64 * KIB + 1, {413})):
        body = padded({"documentId": BULK}, octets)
        answer = await sender.post(f"/graphql{address}", content=body)
        assert answer.status_code in status


@pytest.mark.parametrize(
    ("address", "members"),
    [
        (f"?documentId={BULK}", {"documentId": OTHER}),
        (f"?documentId={BULK}", {"documentId": ["x"]}),
        (f"?documentId={BULK}", {"extensions": {"persistedQuery": {"sha256Hash": "c" * 64}}}),
        (f"?documentId={BULK}&documentId={OTHER}", {}),
        ("?documentId=%00", {}),
        ("?documentId=%FF", {}),
    ],
)
async def test_address_and_body_name_one_document(
    sender: httpx.AsyncClient,
    executor: MemoryExecutor,
    address: str,
    members: dict[str, object],
) -> None:
    """Else the larger body would serve another document."""
    answer = await sender.post(f"/graphql{address}", content=json.dumps(members))
    assert (answer.status_code, executor.asked) == (400, [])


async def test_nothing_else_is_taken_from_the_address_of_a_post(
    sender: httpx.AsyncClient, executor: MemoryExecutor
) -> None:
    """It stands in histories and logs of others."""
    address = f"/graphql?documentId={BULK}&query=%7Ba%7D&variables=%7B%22a%22%3A1%7D"
    answer = await sender.post(address, content="{}")
    [(request, _)] = executor.asked
    assert (answer.status_code, request.query, dict(request.variables)) == (200, None, {})


async def test_an_address_that_is_too_long_is_not_read(sender: httpx.AsyncClient) -> None:
    """As a GET's."""
    address = f"/graphql?documentId={BULK}&x={'x' * 8192}"
    assert (await sender.post(address, content="{}")).status_code == 414
