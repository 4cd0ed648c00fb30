"""The explorer over HTTP: whom it answers, what it never repeats, and how its page is served."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest
from starlette.routing import Route

from cdp.http.explorer import Assets, Catalogue, Explorer, Pages, Touched
from cdp.http.graphql import GraphQLEndpoint
from cdp.http.health import Health
from cdp.http.jwks import read
from cdp.http.keys import Fixed
from cdp.http.router import Application
from cdp.http.token import Authenticator, Issuer
from privacy.terms import Actor
from tests.contract.conftest import Heard, counting_ids
from tests.forge import AUDIENCE, ISSUER, NOW, Forge, at, jwks

CANARY = "13912345678"
ASKING = {"content-type": "application/json"}


@dataclass(slots=True)
class MemoryDesk:
    """A desk that answers nothing much, and may be closed, or break."""

    is_open: bool = True
    is_broken: bool = False

    def is_open_to(self, actor: Actor) -> bool:
        return self.is_open and bool(actor.id)

    def catalogue(self, _: Actor) -> Catalogue:
        return Catalogue(sdl="", purposes=(), documents=(), personas={}, takes_text=True)

    def touched(self, text: str, purpose: str | None, _: Actor) -> Touched:
        if self.is_broken:
            raise RuntimeError(text)
        return Touched(kind="query", operation=purpose or "")


@pytest.fixture
def desk() -> MemoryDesk:
    return MemoryDesk()


@pytest.fixture
async def explorer(
    endpoint: GraphQLEndpoint, desk: MemoryDesk, tmp_path: Path
) -> AsyncIterator[httpx.AsyncClient]:
    issuer = Issuer(name=ISSUER, directory="oidc", keys=Fixed(keys=read(jwks(Forge()))))
    asked = Explorer(
        desk,
        authenticator=Authenticator([issuer], audience=AUDIENCE, clock=at(NOW)),
        ids=counting_ids(),
    )
    (tmp_path / "built").mkdir()
    (tmp_path / "built" / "index.html").write_text("<!doctype html>", encoding="utf-8")
    (tmp_path / "built" / "main-X.js").write_text("1", encoding="utf-8")
    (tmp_path / "built" / "secret.txt").write_text("no page", encoding="utf-8")
    routes = [Route(f"/explorer/{name}", asked) for name in ("catalogue", "footprint")]
    for path, page in (("/explorer", "built"), ("/unbuilt", "unbuilt")):
        pages = Pages(Assets.of(page, tmp_path), ids=counting_ids())
        routes += [Route(path, pages), Route(f"{path}/{{name}}", pages)]
    application = Application(
        graphql=endpoint, health=Health({}), ids=counting_ids(), routes=routes
    )
    async with httpx.AsyncClient(
        transport=httpx.ASGITransport(app=application),
        base_url="http://127.0.0.1",
        headers={"authorization": f"Bearer {Forge().token()}"},
    ) as client:
        yield client


async def test_the_page_is_for_anybody_and_under_a_policy_that_lets_nothing_foreign_in(
    explorer: httpx.AsyncClient,
) -> None:
    """No inline script, no frame, no other origin, no referrer, no guessing of types."""
    answer = await explorer.get("/explorer", headers={"authorization": ""})
    assert answer.status_code == 200
    policy = answer.headers["content-security-policy"].split("; ")
    assert policy[0] == "default-src 'none'"
    assert {"script-src 'self'", "style-src 'self'", "connect-src 'self'"} <= set(policy)
    assert {"base-uri 'none'", "form-action 'none'", "frame-ancestors 'none'"} <= set(policy)
    assert "unsafe" not in answer.headers["content-security-policy"]
    assert answer.headers["x-frame-options"] == "DENY"
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["referrer-policy"] == "no-referrer"
    assert answer.headers["cross-origin-opener-policy"] == "same-origin"


async def test_a_file_is_kept_for_ever_since_its_name_says_what_is_in_it(
    explorer: httpx.AsyncClient,
) -> None:
    """The page itself is not: it names the files of today."""
    page, script = await explorer.get("/explorer"), await explorer.get("/explorer/main-X.js")
    assert page.headers["cache-control"] == "no-store"
    assert "immutable" in script.headers["cache-control"]
    assert script.headers["content-type"] == "text/javascript; charset=utf-8"


@pytest.mark.parametrize(
    "name", ["secret.txt", "..%2f..%2fsettings.py", "%2e%2e", "main-Y.js", "index.html%00"]
)
async def test_nothing_but_the_files_of_the_page_is_served(
    name: str, explorer: httpx.AsyncClient
) -> None:
    """A path is looked up among names, never on the disk."""
    assert (await explorer.get(f"/explorer/{name}")).status_code == 404


async def test_a_page_that_was_not_built_says_what_to_run(explorer: httpx.AsyncClient) -> None:
    """In both languages, and with 404: there is nothing there yet."""
    answer = await explorer.get("/unbuilt")
    assert answer.status_code == 404
    assert answer.text.count("make web") == 2


async def test_the_page_is_read_and_nothing_else(explorer: httpx.AsyncClient) -> None:
    """HEAD has the headers alone; a POST is told what is allowed."""
    head = await explorer.head("/explorer")
    assert (head.status_code, head.content) == (200, b"")
    refused = await explorer.post("/explorer")
    assert (refused.status_code, refused.headers["allow"]) == (405, "GET, HEAD")


@pytest.mark.parametrize("question", ["catalogue", "footprint"])
async def test_a_question_needs_a_token(question: str, explorer: httpx.AsyncClient) -> None:
    """The footprint's body is not read before."""
    method = "GET" if question == "catalogue" else "POST"
    answer = await explorer.request(
        method, f"/explorer/{question}", headers={"authorization": ""}, content=b"x" * 99
    )
    assert answer.status_code == 401
    assert answer.headers["www-authenticate"].startswith("Bearer")


@pytest.mark.parametrize("question", ["catalogue", "footprint"])
async def test_a_question_of_a_role_that_it_is_closed_to_is_refused(
    question: str, explorer: httpx.AsyncClient, desk: MemoryDesk
) -> None:
    """With 403, in both languages."""
    desk.is_open = False
    method = "GET" if question == "catalogue" else "POST"
    answer = await explorer.request(method, f"/explorer/{question}", headers=ASKING)
    assert answer.status_code == 403
    assert answer.json()["code"] == "ROLE_FORBIDDEN"


async def test_a_question_is_answered_and_never_kept(explorer: httpx.AsyncClient) -> None:
    """The header names the purpose of a text that names none."""
    headers = {**ASKING, "processing-purpose": "SERVICE_SUPPORT"}
    told = await explorer.post("/explorer/footprint", json={"query": "{ a }"}, headers=headers)
    assert (told.status_code, told.headers["cache-control"]) == (200, "no-store")
    assert (told.json()["kind"], told.json()["operation"]) == ("query", "SERVICE_SUPPORT")
    assert (await explorer.get("/explorer/catalogue")).json()["takes_text"] is True


@pytest.mark.parametrize(
    ("method", "content", "kind", "status"),
    [
        ("GET", b"", "application/json", 405),
        ("POST", b"{}", "text/plain", 415),
        ("POST", b"{", "application/json", 400),
        ("POST", b"[]", "application/json", 400),
        ("POST", b'{"query": 1}', "application/json", 400),
        ("POST", b'{"query": "' + b"x" * 70_000 + b'"}', "application/json", 413),
    ],
)
async def test_a_question_that_is_none_is_refused_as_by_the_endpoint(
    method: str, content: bytes, kind: str, status: int, explorer: httpx.AsyncClient
) -> None:
    """Method, media type, JSON, form and size."""
    answer = await explorer.request(
        method, "/explorer/footprint", content=content, headers={"content-type": kind}
    )
    assert answer.status_code == status


async def test_nothing_of_a_document_is_ever_repeated(
    explorer: httpx.AsyncClient, desk: MemoryDesk, heard: Heard
) -> None:
    """Not by an answer, not by a log line, not even where something of ours breaks."""
    desk.is_broken = True
    answer = await explorer.post("/explorer/footprint", json={"query": f'{{ a(n: "{CANARY}") }}'})
    assert answer.status_code == 500
    assert CANARY not in answer.text
    assert CANARY not in heard.everything()
