"""An answer has the status, the media type and the headers that GraphQL over HTTP gives it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import httpx
import pytest

from cdp.http.health import Health
from cdp.http.problem import PROBLEMS
from cdp.http.router import Application
from tests.contract.conftest import counting_ids
from tests.contract.executor import (
    CHECKPOINT,
    FORGETFUL,
    REQUEST_ID,
    SCHEMA,
    SCREEN_POP,
    told,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cdp.http.graphql import GraphQLEndpoint

GRAPHQL = "application/graphql-response+json"
JSON = "application/json"


@pytest.mark.parametrize(
    ("accept", "media"),
    [
        (None, JSON),
        ("", JSON),
        ("*/*", JSON),
        ("application/*", JSON),
        (JSON, JSON),
        ("APPLICATION/JSON", JSON),
        (GRAPHQL, GRAPHQL),
        (f"{GRAPHQL}; charset=utf-8, {JSON}; charset=utf-8", GRAPHQL),
        (f"{JSON}, {GRAPHQL}", GRAPHQL),
        (f"{GRAPHQL};q=0.5, {JSON}", JSON),
        (f"{GRAPHQL};q=0.9, {JSON};q=0.8", GRAPHQL),
        (f"{GRAPHQL};q=0, */*", JSON),
        (f"{GRAPHQL}, */*;q=0.1", GRAPHQL),
        ("text/html, */*;q=0.1", JSON),
        (f"nonsense, {GRAPHQL}", GRAPHQL),
    ],
)
async def test_the_answer_is_in_what_the_caller_takes(
    client: httpx.AsyncClient, accept: str | None, media: str
) -> None:
    """The GraphQL type for those who name it, plain JSON for the others."""
    del client.headers["accept"]
    headers = {} if accept is None else {"accept": accept}
    response = await client.post("/graphql", json={"documentId": SCREEN_POP}, headers=headers)
    assert (response.status_code, response.headers["content-type"]) == (
        200,
        f"{media}; charset=utf-8",
    )


@pytest.mark.parametrize(
    "accept",
    [
        "text/html",
        "image/png, text/*",
        "application/xml",
        f"{JSON};q=0",
        "*/*;q=0",
        f"{GRAPHQL}; charset=utf-16",
        f"{JSON}; charset=iso-8859-1",
        "nonsense",
        ";",
    ],
)
async def test_a_caller_that_takes_none_of_our_types_gets_406(
    client: httpx.AsyncClient, accept: str
) -> None:
    """Said as a problem document, since it must be said somehow."""
    response = await client.post(
        "/graphql", json={"documentId": SCREEN_POP}, headers={"accept": accept}
    )
    assert response.status_code == 406
    assert response.json()["code"] == "NOT_ACCEPTABLE"


async def test_an_executed_document_is_200(client: httpx.AsyncClient) -> None:
    """With the executor's body, whole and in UTF-8."""
    response = await client.post("/graphql", json={"documentId": SCREEN_POP})
    assert response.status_code == 200
    assert response.json() == {"data": {"profile": {"displayName": "张*"}}}


async def test_no_data_after_execution_is_still_200(client: httpx.AsyncClient) -> None:
    """It was executed. Source: GraphQL over HTTP, application/graphql-response+json."""
    response = await client.post(
        "/graphql", json={"documentId": "null"}, headers={"accept": GRAPHQL}
    )
    assert (response.status_code, response.json()["data"]) == (200, None)


@pytest.mark.parametrize(("accept", "status"), [(GRAPHQL, 400), (JSON, 200)])
@pytest.mark.parametrize("body", [{"documentId": "unknown"}, {"query": "{"}])
async def test_a_request_error_is_400_for_those_who_name_the_graphql_type(
    client: httpx.AsyncClient, accept: str, status: int, body: Mapping[str, str]
) -> None:
    """And 200 in plain JSON, as clients of old expect; neither has a `data` key."""
    response = await client.post("/graphql", json=body, headers={"accept": accept})
    assert (response.status_code, response.json()) == (status, told("DOCUMENT_UNKNOWN"))


@pytest.mark.parametrize("accept", [GRAPHQL, JSON])
async def test_what_cannot_be_written_down_is_503(client: httpx.AsyncClient, accept: str) -> None:
    """With the time to try again; the body is the executor's."""
    response = await client.post(
        "/graphql", json={"documentId": "ledger-down"}, headers={"accept": accept}
    )
    assert (response.status_code, response.headers["retry-after"]) == (503, "1")
    assert response.json() == told("ACCESS_LOG_UNAVAILABLE")


@pytest.mark.parametrize(
    ("document", "more"),
    [("step-up", ', acr_values="aal2 aal3", max_age="300"'), ("step-up-bare", "")],
)
async def test_an_operation_that_needs_a_stronger_login_is_challenged(
    client: httpx.AsyncClient, document: str, more: str
) -> None:
    """RFC 9470 section 3: 401, and what to authenticate with."""
    response = await client.post("/graphql", json={"documentId": document})
    assert (response.status_code, response.json()["code"]) == (401, "STEP_UP_REQUIRED")
    assert response.headers["www-authenticate"] == (
        f'Bearer realm="cdp", error="insufficient_user_authentication"{more}'
    )


async def test_a_request_error_by_get_is_a_request_error(client: httpx.AsyncClient) -> None:
    """Nobody is in it, whatever the executor knows of the document."""
    response = await client.get("/graphql?documentId=unknown", headers={"accept": GRAPHQL})
    assert (response.status_code, response.json()) == (400, told("DOCUMENT_UNKNOWN"))


async def test_a_personal_answer_to_a_get_is_dropped(client: httpx.AsyncClient) -> None:
    """Should the executor ever forget that GET is for nobody's data."""
    response = await client.get(f"/graphql?documentId={FORGETFUL}")
    assert (response.status_code, response.headers["allow"]) == (405, "POST")
    assert "displayName" not in response.text


async def test_no_answer_with_a_person_in_it_is_kept(client: httpx.AsyncClient) -> None:
    """By nobody on the way, and never for another caller."""
    response = await client.post("/graphql", json={"documentId": SCREEN_POP})
    assert response.headers["cache-control"] == "no-store"
    assert response.headers["vary"] == "Accept, Authorization"
    assert response.headers["x-content-type-options"] == "nosniff"


@pytest.mark.parametrize(
    ("document", "cache"),
    [
        (SCHEMA, "private, max-age=60"),
        (CHECKPOINT, "no-store"),
        ("partial", "no-store"),
        ("unknown", "no-store"),
        (SCREEN_POP, "no-store"),
    ],
)
async def test_what_the_schema_says_may_be_kept_for_a_minute(
    client: httpx.AsyncClient, document: str, cache: str
) -> None:
    """By the caller alone, and nothing else: what was read from a kept copy is read unlogged."""
    response = await client.get(f"/graphql?documentId={document}")
    assert response.headers["cache-control"] == cache


async def test_post_is_never_kept(client: httpx.AsyncClient) -> None:
    """Even where nobody is in it."""
    response = await client.post("/graphql", json={"documentId": SCHEMA})
    assert response.headers["cache-control"] == "no-store"


@pytest.mark.parametrize("asked", [{"documentId": "unknown"}, {}, {"documentId": "step-up"}])
async def test_an_error_names_the_request_it_belongs_to(
    client: httpx.AsyncClient, asked: Mapping[str, str]
) -> None:
    """Whoever reports one by a screenshot of a page still names our log line."""
    response = await client.post("/graphql", json=asked)
    [error] = response.json()["errors"]
    assert error["extensions"]["requestId"] == response.headers["x-request-id"] == REQUEST_ID


async def test_an_answer_without_errors_bears_the_id_in_its_header_alone(
    client: httpx.AsyncClient,
) -> None:
    """Absent and forbidden look alike to the byte: nothing that differs stands in the data."""
    response = await client.post("/graphql", json={"documentId": SCREEN_POP})
    assert (response.headers["x-request-id"], REQUEST_ID in response.text) == (REQUEST_ID, False)


@pytest.mark.parametrize(
    "path", ["/", "/graphql/", "/Graphql", "/graphql/x", "/explorer", "//", "/.env"]
)
async def test_other_addresses_hold_nothing(client: httpx.AsyncClient, path: str) -> None:
    """And lead nowhere: a redirect would repeat what was asked."""
    response = await client.get(f"{path}?number=13800138000")
    assert (response.status_code, response.json()["code"]) == (404, "NOT_FOUND")
    assert "location" not in response.headers
    assert "13800138000" not in response.text + str(response.headers)


async def test_health_tells_what_lives_and_what_is_waited_for(endpoint: GraphQLEndpoint) -> None:
    """By the names of parts, to anybody, and kept by nobody."""
    states = {"database": True, "ledger": False}

    async def database() -> bool:
        return states["database"]

    async def ledger() -> bool:
        return states["ledger"]

    health = Health({"database": database, "ledger": ledger})
    application = Application(graphql=endpoint, health=health, ids=counting_ids())
    async with httpx.AsyncClient(
        transport=httpx.ASGITransport(app=application), base_url="http://127.0.0.1"
    ) as client:
        assert (await client.get("/healthz")).json() == {"status": "ok"}
        waiting = await client.get("/readyz")
        assert (waiting.status_code, waiting.json()) == (503, {"waitingFor": ["ledger"]})
        assert waiting.headers["cache-control"] == "no-store"
        states["ledger"] = True
        assert (await client.head("/readyz")).status_code == 200
        posted = await client.post("/healthz")
        assert (posted.status_code, posted.headers["allow"]) == (405, "GET, HEAD")
        assert posted.json()["code"] == "METHOD_NOT_ALLOWED"


def test_every_problem_is_told_in_both_languages() -> None:
    """With a status that says the same, and a code to branch on."""
    assert all(problem.en and problem.zh and problem.code.isupper() for problem in PROBLEMS)
    assert all(400 <= problem.status < 500 or problem.status in {500, 503} for problem in PROBLEMS)
