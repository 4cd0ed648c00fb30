"""The service as served keeps GraphQL over HTTP as its own auditors understand it."""

from __future__ import annotations

import hashlib
import json
from urllib.parse import urlencode

from tests.acceptance.node import FOLDER, run
from tests.acceptance.people import CONTRACT, Caller, Reply
from tests.acceptance.stand import Stand

AUDITS = 61
"""Of graphql-http 1.23: a release that brings more is read before it is pinned."""


def by_get(caller: Caller, method: str = "GET", **members: str) -> tuple[int, dict[str, str]]:
    """Status and headers of a request in an address, without what is new in each."""
    reply = caller.send(method, path=f"/graphql?{urlencode(members)}")
    headers = {name.lower(): value for name, value in reply.headers.items()}
    for name in ("date", "x-request-id", "content-length"):
        headers.pop(name, None)
    return reply.status, headers


def test_every_audit_of_graphql_http_passes_without_a_warning(stand: Stand, agent: Caller) -> None:
    """All of MUST, SHOULD and MAY, against the endpoint with its token, limits and policy."""
    results = run("audit.mjs", {"url": f"{stand.url}/graphql", "token": agent.token})
    failed = [f"{each['name']}: {each['reason']}" for each in results if each["status"] != "ok"]
    assert (failed, len(results)) == ([], AUDITS)


def test_the_lock_of_the_audits_names_no_registry() -> None:
    """Versions and hashes say what is installed; from where is the machine's own business."""
    lock = json.loads((FOLDER / "package-lock.json").read_text(encoding="utf-8"))
    wanted = json.loads((FOLDER / "package.json").read_text(encoding="utf-8"))["devDependencies"]
    packages = {name: each for name, each in lock["packages"].items() if name}
    assert {
        name.removeprefix("node_modules/"): e["version"] for name, e in packages.items()
    } == wanted
    assert [name for name, each in packages.items() if "resolved" in each] == []
    assert [name for name, each in packages.items() if "integrity" not in each] == []


def test_a_get_asks_the_schema_in_text_and_may_keep_the_answer(stand: Stand, agent: Caller) -> None:
    """No row is read and no entry written, so nothing is missing where a copy is read again."""
    before = stand.size()
    status, headers = by_get(agent, query="{ __typename }")
    assert (status, headers["cache-control"]) == (200, "private, max-age=60")
    assert by_get(agent, "HEAD", query="{ __typename }") == (status, headers)
    assert stand.size() == before


def test_a_get_names_a_trusted_document_that_tells_of_nobody(stand: Stand, auditor: Caller) -> None:
    """It is written down each time, and never kept: a copy would be read unlogged."""
    before = stand.size()
    document = f"sha256:{CONTRACT.named('auditor', 'Checkpoint').id}"
    status, headers = by_get(auditor, documentId=document)
    assert (status, headers["cache-control"]) == (200, "no-store")
    assert by_get(auditor, "HEAD", documentId=document) == (status, headers)
    assert stand.size() == before + 2


def test_a_get_names_no_document_that_tells_of_somebody(stand: Stand, agent: Caller) -> None:
    """Whoever has a footprint, a personal argument, or a profile that it says something of."""
    before = stand.size()
    for name in ("ScreenPop", "Profile", "NewProfiles", "Contactability", "LogCall"):
        document = f"sha256:{CONTRACT.named('agent', name).id}"
        for method in ("GET", "HEAD"):
            status, headers = by_get(agent, method, documentId=document)
            assert (status, headers["allow"]) == (405, "POST")
    assert by_get(agent, query="mutation { __typename }")[0] == 405
    assert stand.size() == before


def asked(caller: Caller, **members: object) -> Reply:
    """The answer to a request with those members."""
    return caller.post(members)


def test_a_trusted_document_is_named_in_every_form_that_clients_know(auditor: Caller) -> None:
    """By `documentId` with or without `sha256:`, by Apollo's member, by several that agree."""
    operation = CONTRACT.named("auditor", "Checkpoint")
    apollo = {"persistedQuery": {"version": 1, "sha256Hash": operation.id}}
    forms: list[dict[str, object]] = [
        {"documentId": f"sha256:{operation.id}"},
        {"documentId": operation.id},
        {"extensions": apollo},
        {"extensions": apollo, "operationName": "Checkpoint", "variables": {}},
        {"extensions": apollo, "documentId": f"sha256:{operation.id}"},
        {"extensions": apollo, "query": operation.text},
        {"query": operation.text},
    ]
    for form in forms:
        assert asked(auditor, **form).status == 200
    other = f"sha256:{'0' * 64}"
    assert asked(auditor, extensions=apollo, documentId=other).code == "BAD_REQUEST"


def test_nothing_that_a_caller_sends_is_ever_registered(auditor: Caller) -> None:
    """Apollo's clients ask by hash, then send hash and text to be kept: here neither is known."""
    text = "query Mine @purpose(is: COMPLIANCE_AUDIT) { checkpoint { size } }"
    digest = hashlib.sha256(text.encode()).hexdigest()
    apollo = {"persistedQuery": {"version": 1, "sha256Hash": digest}}
    for _ in range(2):
        assert asked(auditor, extensions=apollo).code == "DOCUMENT_UNKNOWN"
        assert asked(auditor, extensions=apollo, query=text).code == "DOCUMENT_UNKNOWN"
    assert asked(auditor, query=text).status == 200
    assert asked(auditor, extensions=apollo).code == "DOCUMENT_UNKNOWN"
