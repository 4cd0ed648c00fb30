"""What is not a well-formed request is refused by its form, with the status that says which."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from tests.contract.executor import CHECKPOINT, SCREEN_POP, MemoryExecutor

if TYPE_CHECKING:
    import httpx

GRAPHQL = "application/graphql-response+json"
BODY = {"documentId": SCREEN_POP}
LARGEST = 64 * 1024


def nested(levels: int) -> dict[str, object]:
    """Variables that nest `levels` deep."""
    value: dict[str, object] = {"leaf": 1}
    for _ in range(levels - 1):
        value = {"next": value}
    return value


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "QUERY"])
async def test_other_methods_are_not_allowed(client: httpx.AsyncClient, method: str) -> None:
    """And the answer says which are. There is no preflight: no other origin is served."""
    response = await client.request(method, "/graphql", json=BODY)
    assert (response.status_code, response.headers["allow"]) == (405, "GET, HEAD, POST")
    assert response.json()["errors"][0]["extensions"]["code"] == "METHOD_NOT_ALLOWED"
    assert not any(name.startswith("access-control") for name in response.headers)


@pytest.mark.parametrize("query", [f"documentId={CHECKPOINT}", f"documentId={SCREEN_POP}", ""])
async def test_head_is_answered_as_get_without_a_body(
    client: httpx.AsyncClient, query: str
) -> None:
    """The same status and headers, of a document served or refused. Source: RFC 9110 9.3.2."""
    head, get = await client.head(f"/graphql?{query}"), await client.get(f"/graphql?{query}")
    for response in (head, get):
        del response.headers["x-request-id"]
    assert (head.status_code, head.headers) == (get.status_code, get.headers)
    assert (head.content, get.content != b"") == (b"", True)


async def test_a_head_is_asked_as_a_get(
    client: httpx.AsyncClient, executor: MemoryExecutor
) -> None:
    """The executor refuses it whatever it would refuse a GET."""
    await client.head(f"/graphql?documentId={SCREEN_POP}")
    assert [request.method for request, _ in executor.asked] == ["GET"]


@pytest.mark.parametrize(
    "content_type",
    [
        None,
        "",
        "text/plain",
        "text/plain; application/json",
        "text/plain;charset=utf-8;application/json",
        "application/x-www-form-urlencoded",
        "multipart/form-data; boundary=x",
        "application/graphql",
        "application/jsonx",
        "application/json, text/plain",
        "text/plain, application/json",
        "application/json; charset=iso-8859-1",
        "application/json; charset=utf-16",
        "application/json; charset=utf-7",
        "application/json; charset=utf-8; charset=utf-16",
        "application/json; charset=utf-8; charset=utf-8",
        'application/json; charset="utf-16"',
        "application/json; charset",
        "application/ json",
    ],
)
async def test_what_is_not_json_in_utf_8_is_no_media_type_of_ours(
    client: httpx.AsyncClient, executor: MemoryExecutor, content_type: str | None
) -> None:
    """Strangers' pages send forms and plain text unasked; other charsets hide what they say."""
    headers = {} if content_type is None else {"content-type": content_type}
    response = await client.post("/graphql", content=json.dumps(BODY), headers=headers)
    assert response.status_code == 415
    assert executor.asked == []


@pytest.mark.parametrize(
    "content_type",
    [
        "application/json",
        "Application/JSON",
        "application/json;charset=utf-8",
        "application/json; charset=UTF-8",
        'application/json; charset="utf-8"',
        " application/json ; charset = utf-8 ",
        "application/json; profile=x",
    ],
)
async def test_json_in_utf_8_is_understood_in_every_spelling(
    client: httpx.AsyncClient, content_type: str
) -> None:
    """Case and blanks mean nothing in media types."""
    response = await client.post(
        "/graphql", content=json.dumps(BODY), headers={"content-type": content_type}
    )
    assert response.status_code == 200


async def test_two_content_types_are_none(client: httpx.AsyncClient) -> None:
    """One for a proxy, one for us."""
    kind = ("content-type", "application/json")
    response = await client.post("/graphql", content=json.dumps(BODY), headers=[kind, kind])
    assert response.status_code == 415


@pytest.mark.parametrize("encoding", ["gzip", "br", "deflate", "zstd", "gzip, identity"])
async def test_a_compressed_body_is_refused(client: httpx.AsyncClient, encoding: str) -> None:
    """A few octets could become gigabytes."""
    response = await client.post("/graphql", json=BODY, headers={"content-encoding": encoding})
    assert response.status_code == 415


async def test_a_body_of_64_kib_is_read(
    client: httpx.AsyncClient, executor: MemoryExecutor
) -> None:
    """To the last octet."""
    body = json.dumps(BODY).encode()
    response = await client.post(
        "/graphql",
        content=body + b" " * (LARGEST - len(body)),
        headers={"content-type": "application/json"},
    )
    assert (response.status_code, len(executor.asked)) == (200, 1)


async def test_one_octet_more_is_refused(
    client: httpx.AsyncClient, executor: MemoryExecutor
) -> None:
    """A megabyte in a name never reaches the name's own check."""
    body = json.dumps(BODY).encode()
    response = await client.post(
        "/graphql",
        content=body + b" " * (LARGEST - len(body) + 1),
        headers={"content-type": "application/json"},
    )
    assert (response.status_code, executor.asked) == (413, [])
    assert response.json()["errors"][0]["extensions"]["code"] == "BODY_TOO_LARGE"


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"NONSENSE",
        b'{"documentId":',
        b"{'documentId': 'x'}",
        b'{"documentId": "x"} {"documentId": "x"}',
        b'{"query": NaN}',
        b'{"query": 1e999}',
        b'\xef\xbb\xbf{"documentId": "x"}',
        b'{"query": "\xff\xfe"}',
        b'{"query": "\xed\xa0\x80"}',
        b'{"query": "\\ud800"}',
        b'{"variables": {"name": "\\udc00\\ud800"}}',
        b'{"query": "\x00"}',
        '{"documentId": "x"}'.encode("utf-16"),
        b"[" * 2000,
        b'{"variables":' * 1000,
    ],
)
async def test_what_is_no_json_document_is_a_bad_request(
    client: httpx.AsyncClient, executor: MemoryExecutor, body: bytes
) -> None:
    """Broken, doubled, not UTF-8, half a surrogate pair, bottomless."""
    headers = {"content-type": "application/json", "accept": GRAPHQL}
    response = await client.post("/graphql", content=body, headers=headers)
    assert (response.status_code, executor.asked) == (400, [])
    assert response.json()["errors"][0]["message"] == "The body is not one JSON document in UTF-8."


@pytest.mark.parametrize("body", [[BODY], [BODY, BODY], [], "query", 5, None, True])
async def test_a_batch_is_no_request(client: httpx.AsyncClient, body: object) -> None:
    """A thousand look-ups in one array would count as one."""
    response = await client.post(
        "/graphql", content=json.dumps(body), headers={"content-type": "application/json"}
    )
    assert response.status_code == 400
    assert "batches" in response.json()["errors"][0]["message"]


@pytest.mark.parametrize(
    "body",
    [
        {"query": 1},
        {"query": ["{a}"]},
        {"documentId": 5},
        {"documentId": ""},
        {"documentId": "a b"},
        {"documentId": "sha256:" + "A" * 64},
        {"documentId": "sha256:" + "a" * 63},
        {"documentId": "md5:" + "a" * 32},
        {"documentId": "a" * 200},
        {"documentId": "x\x00"},
        {"documentId": "号"},
        {**BODY, "operationName": 5},
        {**BODY, "operationName": ""},
        {**BODY, "operationName": "a b"},
        {**BODY, "operationName": "查"},
        {**BODY, "operationName": "a" * 200},
        {**BODY, "variables": [7]},
        {**BODY, "variables": "{}"},
        {**BODY, "extensions": [1]},
        {**BODY, "extensions": {"persistedQuery": "x"}},
        {**BODY, "extensions": {"persistedQuery": {"sha256Hash": 1}}},
        {**BODY, "extensions": {"persistedQuery": {"sha256Hash": "a"}}},
        {**BODY, "extensions": {"persistedQuery": {"sha256Hash": "c" * 64}}},
    ],
)
async def test_a_parameter_of_the_wrong_form_is_a_bad_request(
    client: httpx.AsyncClient, executor: MemoryExecutor, body: dict[str, object]
) -> None:
    """Wrong types, wrong letters, two documents at once; the same for both media types."""
    for accept in ("application/json", GRAPHQL):
        response = await client.post("/graphql", json=body, headers={"accept": accept})
        assert (response.status_code, executor.asked) == (400, [])


@pytest.mark.parametrize(
    "body", [{}, {"qeury": "{a}"}, {"variables": {}}, {"query": None, "documentId": None}]
)
async def test_a_request_without_a_document_is_a_bad_request(
    client: httpx.AsyncClient, body: dict[str, object]
) -> None:
    """Null is the same as absent."""
    response = await client.post("/graphql", json=body)
    assert (response.status_code, "documentId" in response.text) == (400, True)


@pytest.mark.parametrize(
    ("variables", "status"),
    [
        (nested(8), 200),
        (nested(9), 400),
        ({"list": [0] * 500}, 200),
        ({"list": [0] * 501}, 400),
        ({"object": {str(n): n for n in range(200)}}, 200),
        ({"object": {str(n): n for n in range(201)}}, 400),
        ({str(n): n for n in range(201)}, 400),
        ({"a": [[[[[[[[]]]]]]]]}, 400),
        ({"name": "\x00", "note": "字" * 4_096}, 200),
        ({"note": "x" * 4_097}, 400),
        ({"input": {"notes": ["x" * 4_097]}}, 400),
    ],
)
async def test_variables_nest_and_spread_within_bounds(
    client: httpx.AsyncClient, variables: dict[str, object], status: int
) -> None:
    """NULs and long notes pass: the field that takes them says what is wrong."""
    response = await client.post("/graphql", json={**BODY, "variables": variables})
    assert response.status_code == status


async def test_the_executor_receives_the_request_as_it_was_sent(
    client: httpx.AsyncClient, executor: MemoryExecutor
) -> None:
    """With an id of ours; null members are absent ones; unknown members mean nothing."""
    body = {
        "query": "query A { a }",
        "documentId": None,
        "operationName": "A",
        "variables": {"n": [1, None]},
        "extensions": None,
        "future": 1,
    }
    headers = {"processing-purpose": "SERVICE_SUPPORT", "case-reference": "TKT-1042"}
    response = await client.post("/graphql", json=body, headers=headers)
    ((request, _),) = executor.asked
    assert (request.method, request.query, request.document_id) == ("POST", "query A { a }", None)
    assert (request.operation_name, request.variables) == ("A", {"n": [1, None]})
    assert (request.purpose_header, request.case_header) == ("SERVICE_SUPPORT", "TKT-1042")
    assert response.headers["x-request-id"] == str(request.id)


async def test_apollos_way_to_name_a_document_is_understood(
    client: httpx.AsyncClient, executor: MemoryExecutor
) -> None:
    """`extensions.persistedQuery.sha256Hash`, with or without the same `documentId`."""
    persisted = {"persistedQuery": {"version": 1, "sha256Hash": "a" * 64}}
    for body in ({"extensions": persisted}, {**BODY, "extensions": persisted}):
        assert (await client.post("/graphql", json=body)).status_code == 200
    assert {SCREEN_POP} == {request.document_id for request, _ in executor.asked}


@pytest.mark.parametrize(
    "purpose", ["", "a b", "service.support, x", "服务", "x" * 65, "1", "a\tb"]
)
async def test_a_purpose_that_is_no_word_is_a_bad_request(
    client: httpx.AsyncClient, executor: MemoryExecutor, purpose: str
) -> None:
    """Whether the word is a purpose is the executor's to say."""
    headers = {b"processing-purpose": purpose.encode()}
    response = await client.post("/graphql", json=BODY, headers=headers)
    assert (response.status_code, executor.asked) == (400, [])


@pytest.mark.parametrize("case", ["", "13800138000", "T 1", "TKT-138-0013-8000", "案件-1"])
async def test_a_reference_that_the_ledger_cannot_hold_is_a_bad_request(
    client: httpx.AsyncClient, executor: MemoryExecutor, case: str
) -> None:
    """A number least of all."""
    headers = {b"case-reference": case.encode()}
    response = await client.post("/graphql", json=BODY, headers=headers)
    assert (response.status_code, executor.asked) == (400, [])


@pytest.mark.parametrize(
    "header", [("processing-purpose", "service.support"), ("case-reference", "TKT-1042")]
)
async def test_two_purposes_or_cases_are_a_bad_request(
    client: httpx.AsyncClient, header: tuple[str, str]
) -> None:
    """One request, one purpose, one case."""
    response = await client.post("/graphql", json=BODY, headers=[header, header])
    assert response.status_code == 400


@pytest.mark.parametrize(
    ("query", "status", "allow"),
    [
        (f"documentId={CHECKPOINT}", 200, None),
        (f"documentId={CHECKPOINT}&variables=%7B%22a%22%3A1%7D&operationName=", 200, None),
        (f"documentId={CHECKPOINT}&operationName=A&extensions=%7B%7D", 200, None),
        (f"documentId={CHECKPOINT}&documentId={CHECKPOINT}", 400, None),
        (f"documentId={CHECKPOINT}&variables=x", 400, None),
        (f"documentId={CHECKPOINT}&variables=%5B%5D", 400, None),
        ("documentId=%FF", 400, None),
        ("documentId=a%00", 400, None),
        ("&".join(f"a{n}=1" for n in range(17)), 400, None),
        ("", 400, None),
        ("query=%7B__typename%7D", 200, None),
        ("query=%7B__typename%7D&query=%7B__typename%7D", 400, None),
        (f"documentId={SCREEN_POP}", 405, "POST"),
        (f"documentId={CHECKPOINT}&x={'x' * 8192}", 414, None),
    ],
)
async def test_get_serves_queries_that_tell_of_nobody(
    client: httpx.AsyncClient, query: str, status: int, allow: str | None
) -> None:
    """Mutations and people are for POST: addresses end in other servers' logs."""
    response = await client.get(f"/graphql?{query}")
    assert (response.status_code, response.headers.get("allow")) == (status, allow)
