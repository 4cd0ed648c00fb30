"""Whoever cannot prove who asks gets 401, a reason, and nothing that was sent."""

from __future__ import annotations

from typing import TYPE_CHECKING

import httpx
import pytest

from cdp.errors import IssuerKeysUnavailable
from cdp.http.fault import ADVICE, TokenFault
from cdp.http.graphql import GraphQLEndpoint
from cdp.http.token import Authenticator, Issuer
from cdp.telemetry.spans import Silent
from tests.contract.conftest import counting_ids
from tests.contract.executor import REQUEST_ID, SCREEN_POP, MemoryExecutor
from tests.forge import AUDIENCE, ISSUER, NOW, Forge, at, claims, spelled

if TYPE_CHECKING:
    from cdp.http.jwks import VerifyingKey

AT = int(NOW.timestamp())
BODY = {"documentId": SCREEN_POP}
BEARER = f"Bearer {Forge().token()}"


def unsigned() -> str:
    return f"{spelled({**Forge().header, 'alg': 'none'})}.{spelled(claims())}."


REFUSED = {
    "expired": (Forge().token(payload=claims(exp=AT - 1)), TokenFault.EXPIRED),
    "not yet valid": (Forge().token(payload=claims(nbf=AT + 60)), TokenFault.NOT_YET_VALID),
    "wrong issuer": (Forge().token(payload=claims(iss="https://evil.example/")), TokenFault.ISSUER),
    "wrong audience": (Forge().token(payload=claims(aud="other")), TokenFault.AUDIENCE),
    "wrong type": (Forge().token(header={**Forge().header, "typ": "JWT"}), TokenFault.TYPE),
    "unsigned": (unsigned(), TokenFault.ALGORITHM),
    "hmac": (
        Forge().hs256(Forge().public_octets, {**Forge().header, "alg": "HS256"}),
        TokenFault.ALGORITHM,
    ),
    "embedded key": (
        Forge().token(header={**Forge().header, "jwk": Forge().jwk()}),
        TokenFault.HEADER,
    ),
    "padded signature": (Forge().token() + "==", TokenFault.MALFORMED),
    "giant": ("a" * 9000 + ".b.c", TokenFault.MALFORMED),
    "unknown role": (Forge().token(payload=claims(roles=["root"])), TokenFault.CLAIMS),
}


async def test_no_token_is_a_challenge_without_a_reason(client: httpx.AsyncClient) -> None:
    """RFC 6750 section 3.1: no error code for a request without authentication."""
    del client.headers["authorization"]
    response = await client.post("/graphql", json=BODY)
    assert response.status_code == 401
    assert response.headers["www-authenticate"] == 'Bearer realm="cdp"'
    assert response.headers["content-type"] == "application/problem+json; charset=utf-8"


@pytest.mark.parametrize(("token", "fault"), REFUSED.values(), ids=REFUSED.keys())
async def test_a_bad_token_is_a_problem_that_names_the_rule(
    client: httpx.AsyncClient, executor: MemoryExecutor, token: str, fault: TokenFault
) -> None:
    """As RFC 9457 and as GraphQL clients read it; the executor never hears of it."""
    response = await client.post(
        "/graphql", json=BODY, headers={"authorization": f"Bearer {token}"}
    )
    assert response.status_code == 401
    assert response.headers["www-authenticate"] == 'Bearer realm="cdp", error="invalid_token"'
    problem = response.json()
    error = problem.pop("errors")
    expected = {
        "type": "urn:pipl-cdp:problem:UNAUTHENTICATED",
        "title": "Unauthorized",
        "status": 401,
        "code": "UNAUTHENTICATED",
        "fault": fault.value,
        "detail": f"Prove who asks with an access token. {ADVICE[fault].en}",
        "messageZh": f"请用访问令牌证明身份。{ADVICE[fault].zh}",
    }
    assert problem == expected
    assert error == [
        {
            "message": expected["detail"],
            "extensions": {
                "code": "UNAUTHENTICATED",
                "messageZh": expected["messageZh"],
                "fault": fault.value,
                "requestId": REQUEST_ID,
            },
        }
    ]
    assert executor.asked == []


async def test_two_tokens_are_none(client: httpx.AsyncClient) -> None:
    """A proxy may believe one of them, and we the other."""
    token = ("authorization", f"Bearer {Forge().token()}")
    response = await client.request("POST", "/graphql", json=BODY, headers=[token, token])
    assert (response.status_code, response.json()["fault"]) == (401, "malformed")


@pytest.mark.parametrize(
    "request_",
    [
        {"url": f"/graphql?access_token={Forge().token()}", "json": BODY},
        {"url": "/graphql", "json": {**BODY, "access_token": Forge().token()}},
        {"url": "/graphql", "json": BODY, "headers": {"cookie": f"token={Forge().token()}"}},
        {"url": "/graphql", "json": BODY, "headers": {"x-authorization": BEARER}},
    ],
    ids=["query", "body", "cookie", "other header"],
)  # fmt: skip
async def test_a_token_counts_in_its_header_alone(
    client: httpx.AsyncClient, request_: dict[str, object]
) -> None:
    """Addresses and bodies are logged by others; cookies are sent by strangers' pages."""
    del client.headers["authorization"]
    response = await client.request("POST", **request_)  # type: ignore[arg-type] # a table of requests
    assert response.status_code == 401


@pytest.mark.parametrize("method", ["GET", "POST"])
@pytest.mark.parametrize("content_type", ["application/json", "text/plain", ""])
async def test_strangers_learn_nothing_but_that_they_are(
    client: httpx.AsyncClient, method: str, content_type: str
) -> None:
    """The token is checked before media types, sizes and bodies."""
    headers = {"authorization": "Bearer a.b.c", "content-type": content_type, "accept": "image/png"}
    response = await client.request(method, "/graphql", content=b"x" * 70_000, headers=headers)
    assert response.status_code == 401


async def test_the_actor_is_whom_the_token_names(
    client: httpx.AsyncClient, executor: MemoryExecutor
) -> None:
    """The executor receives it beside the request, not in it."""
    await client.post("/graphql", json=BODY)
    ((_, actor),) = executor.asked
    assert (actor.id, actor.client) == ("oidc:Zk3pairwise", "crm-web")


class Away:
    """An issuer whose keys cannot be read."""

    async def find(self, kid: str) -> VerifyingKey | None:  # noqa: ARG002 - the port's
        raise IssuerKeysUnavailable


async def test_an_issuer_that_is_away_is_our_problem_and_not_the_callers() -> None:
    """503 and when to try again; nobody is let in meanwhile."""
    issuer = Issuer(name=ISSUER, directory="oidc", keys=Away())
    endpoint = GraphQLEndpoint(
        executor=MemoryExecutor(),
        authenticator=Authenticator([issuer], audience=AUDIENCE, clock=at(NOW)),
        telemetry=Silent(),
        ids=counting_ids(),
        timer=lambda: 0.0,
    )
    async with httpx.AsyncClient(
        transport=httpx.ASGITransport(app=endpoint), base_url="http://127.0.0.1"
    ) as client:
        headers = {"authorization": f"Bearer {Forge().token()}"}
        response = await client.post("/graphql", json=BODY, headers=headers)
    assert (response.status_code, response.headers["retry-after"]) == (503, "5")
    assert response.json()["code"] == "ISSUER_KEYS_UNAVAILABLE"
