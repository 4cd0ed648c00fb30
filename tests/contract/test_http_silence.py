"""Nothing that a caller sends comes back or stays: in no body, header, span, measure or line."""

from __future__ import annotations

import base64
import json
from dataclasses import replace
from typing import TYPE_CHECKING
from urllib.parse import quote

import pytest

from tests.contract.executor import CHECKPOINT, SCREEN_POP
from tests.contract.scope import HONEST, Caller, chunk
from tests.forge import Forge, claims, spelled

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Receive, Scope, Send

    from cdp.http.router import Application
    from tests.contract.conftest import Heard

CANARY = "13800138000"
NAME = "王小明"
TRACE = b"00-" + b"0" * 21 + CANARY.encode() + b"-1111111111111111-01"
TOKEN, JSON = HONEST
BODY = json.dumps({"documentId": SCREEN_POP}).encode()


def traces() -> list[bytes]:
    """The canaries in the spellings in which they could leak."""
    texts = [CANARY, NAME, quote(NAME), json.dumps(NAME)[1:-1], "138-0013-8000"]
    encoded = [base64.b64encode(text.encode()).decode().rstrip("=") for text in (CANARY, NAME)]
    return [text.encode() for text in (*texts, *encoded)]


def body(**members: object) -> bytes:
    """A body whose values hold the canaries."""
    return json.dumps({"documentId": SCREEN_POP, **members}, ensure_ascii=False).encode()


def bearing(token: str) -> tuple[bytes, bytes]:
    return (b"authorization", f"Bearer {token}".encode())


REQUESTS = {
    "variables": Caller([chunk(body(variables={"number": CANARY, "name": NAME}))]),
    "text": Caller([chunk(json.dumps({"query": f'{{ who(n: "{CANARY}") }}'}).encode())]),
    "unknown document": Caller([chunk(body(documentId=f"x-a:{CANARY}"))]),
    "malformed document": Caller([chunk(body(documentId=f"{NAME}{CANARY}"))]),
    "operation name": Caller([chunk(body(operationName=f"Q{CANARY}"))]),
    "malformed operation name": Caller([chunk(body(operationName=CANARY))]),
    "unknown member": Caller([chunk(body(**{CANARY: NAME}))]),
    "deep variables": Caller([chunk(body(variables={CANARY: [[[[[[[[[NAME]]]]]]]]]}))]),
    "wrong variables": Caller([chunk(body(variables=CANARY))]),
    "malformed": Caller([chunk(f'{{"query": "{CANARY} {NAME}'.encode())]),
    "batch": Caller([chunk(json.dumps([CANARY, NAME]).encode())]),
    "not utf-8": Caller([chunk(CANARY.encode() + b"\xff")]),
    "too large": Caller([chunk(CANARY.encode() * 10_000)]),
    "half a body": Caller([chunk(CANARY.encode(), more=True), {"type": "http.disconnect"}]),
    "slow body": Caller([chunk(CANARY.encode(), more=True)]),
    "form": Caller(
        [chunk(f"number={CANARY}".encode())],
        headers=[TOKEN, (b"content-type", b"application/x-www-form-urlencoded")],
    ),
    "media type": Caller(
        [chunk(BODY)], headers=[TOKEN, (b"content-type", f"{NAME}/{CANARY}".encode())]
    ),
    "accept": Caller([chunk(BODY)], headers=[*HONEST, (b"accept", f"text/{CANARY}".encode())]),
    "purpose": Caller(
        [chunk(BODY)], headers=[*HONEST, (b"processing-purpose", CANARY.encode())]
    ),
    "unknown purpose": Caller(
        [chunk(BODY)], headers=[*HONEST, (b"processing-purpose", b"wang.xiaoming")]
    ),
    "case": Caller([chunk(BODY)], headers=[*HONEST, (b"case-reference", CANARY.encode())]),
    "request id": Caller([chunk(BODY)], headers=[*HONEST, (b"x-request-id", CANARY.encode())]),
    "trace": Caller(
        [chunk(BODY)],
        headers=[*HONEST, (b"traceparent", TRACE)],
    ),
    "any header": Caller([chunk(BODY)], headers=[*HONEST, (CANARY.encode(), NAME.encode())]),
    "length": Caller([chunk(BODY)], headers=[*HONEST, (b"content-length", CANARY.encode())]),
    "method": Caller([chunk(BODY)], method=CANARY),
    "path": Caller([chunk(BODY)], path=f"/{CANARY}/{NAME}"),
    "path of graphql": Caller([chunk(BODY)], path=f"/graphql/{CANARY}"),
    "address": Caller([], method="GET", query=f"documentId={CHECKPOINT}&x={CANARY}".encode()),
    "address variables": Caller(
        [],
        method="GET",
        query=f"documentId={CHECKPOINT}&variables={quote(json.dumps({'n': CANARY}))}".encode(),
    ),
    "address text": Caller([], method="GET", query=f"query={CANARY}".encode()),
    "malformed address": Caller([], method="GET", query=f"documentId={quote(NAME)}".encode()),
    "no token": Caller([chunk(BODY)], headers=[JSON, (b"authorization", CANARY.encode())]),
    "malformed token": Caller([chunk(BODY)], headers=[JSON, bearing(f"{CANARY}.{CANARY}.x")]),
    "token of a stranger": Caller(
        [chunk(BODY)], headers=[JSON, bearing(Forge().token(payload=claims(iss=CANARY)))]
    ),
    "token for another": Caller(
        [chunk(BODY)], headers=[JSON, bearing(Forge().token(payload=claims(aud=CANARY)))]
    ),
    "token with a number": Caller(
        [chunk(BODY)], headers=[JSON, bearing(Forge().token(payload=claims(sub=CANARY)))]
    ),
    "token with unknown role": Caller(
        [chunk(BODY)], headers=[JSON, bearing(Forge().token(payload=claims(roles=[NAME])))]
    ),
    "token of an unknown key": Caller(
        [chunk(BODY)],
        headers=[JSON, bearing(Forge().token(header={**Forge().header, "kid": CANARY}))],
    ),
    "token of no algorithm": Caller(
        [chunk(BODY)],
        headers=[JSON, bearing(f"{spelled({'alg': CANARY, 'typ': 'at+jwt'})}.{spelled({})}.")],
    ),
    "honest": Caller([chunk(BODY)]),
}  # fmt: skip


@pytest.mark.parametrize("caller", REQUESTS.values(), ids=REQUESTS.keys())
async def test_nothing_that_was_sent_comes_back_or_stays(
    application: ASGIApp, heard: Heard, caller: Caller
) -> None:
    """Wherever in a request it stood; the token itself included."""
    await caller.call(application)
    kept = heard.everything().encode()
    answered = repr([message.get("headers") for message in caller.answered]).encode() + caller.body
    for trace in (*traces(), Forge().token().encode(), Forge().token().split(".")[2].encode()):
        assert trace not in answered
        assert trace not in kept


async def echo(scope: Scope, receive: Receive, send: Send) -> None:
    """An endpoint that quotes its caller, in body and header."""
    message = await receive()
    headers = [(b"x-path", scope["path"].encode())]
    await send({"type": "http.response.start", "status": 200, "headers": headers})
    await send({"type": "http.response.body", "body": message["body"]})


@pytest.mark.parametrize("name", ["variables", "batch", "path"])
async def test_an_echo_would_be_found(heard: Heard, name: str) -> None:
    """The test above sees what it looks for."""
    caller = replace(REQUESTS[name], taken=0, answered=[])
    with pytest.raises(AssertionError):
        await test_nothing_that_was_sent_comes_back_or_stays(echo, heard, caller)


async def test_a_request_leaves_one_line_and_one_span_of_facts(
    application: Application, heard: Heard
) -> None:
    """Enough to find it again, and to count it."""
    caller = await Caller([chunk(BODY)]).call(application)
    (line,) = (
        parsed
        for parsed in map(json.loads, heard.lines.getvalue().splitlines())
        if parsed["logger"] == "cdp.http"
    )
    assert line.pop("t")
    expected = {
        "level": "info",
        "logger": "cdp.http",
        "event": "request answered",
        "http.request.method": "POST",
        "http.response.status_code": 200,
        "cdp.outcome": "executed",
        "cdp.operation": "ScreenPop",
        "cdp.request.id": "00000000-0000-0000-0000-000000000001",
        "cdp.ms": 0.0,
    }
    assert line == expected
    assert dict(caller.answered[0]["headers"])[b"x-request-id"] == line["cdp.request.id"].encode()
    spans = {span.name: dict(span.attributes or {}) for span in heard.spans.get_finished_spans()}
    assert set(spans) == {"graphql.request", "token.authenticate", "operation.execute"}
    assert spans["graphql.request"]["cdp.operation"] == "ScreenPop"


async def test_a_refused_token_is_told_by_its_fault(application: Application, heard: Heard) -> None:
    """So that a wave of forged tokens is seen."""
    await Caller([chunk(BODY)], headers=[JSON]).call(application)
    spans = {span.name: dict(span.attributes or {}) for span in heard.spans.get_finished_spans()}
    assert spans["graphql.request"]["cdp.token.fault"] == "missing"
    assert spans["graphql.request"]["cdp.reason"] == "UNAUTHENTICATED"
    assert spans["token.authenticate"] == {"error.type": "Unauthenticated"}
