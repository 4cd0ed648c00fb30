"""What the explorer is told is what compiler, policy and gate would say to a request."""

from __future__ import annotations

from typing import Any, Final
from uuid import uuid4

import pytest
from starlette.routing import Route

from cdp.http.issuers import authenticator
from cdp.settings import Settings
from cdp.wiring import now
from cdp.wiring.explorer import desk, explorer_routes
from privacy.terms import Actor, Purpose, Role
from tests.acceptance.people import AGENT, CONTRACT, MARKETER, caller
from tests.acceptance.stand import Stand

PRODUCTION: Final = {
    "CDP_ENV": "production",
    "CDP_HANDLER_ID": str(uuid4()),
    "CDP_DATABASE_URL": "postgresql://cdp_app@db.example.com/cdp",
    "CDP_KEYS_URL": "postgresql://cdp_app@keys.example.com/cdp_keys",
    "CDP_LEDGER_URL": "postgresql://cdp_ledger@ledger.example.com/cdp_ledger",
    "CDP_ROOT_KEY_FILE": "/etc/pipl-cdp/root.key",
    "CDP_TOKEN_ISSUER": "https://id.example.com/",
    "CDP_TOKEN_AUDIENCE": "cdp",
    "CDP_TOKEN_JWKS": "https://id.example.com/jwks",
    "CDP_LEDGER_ORIGIN": "ledger.example.com/cdp",
}


def paths(stand: Stand, settings: Settings) -> list[str]:
    """Where the explorer answers under `settings`."""
    seed = stand.service.keys.token_seed
    known = authenticator(stand.settings, seed=seed, clock=now)
    routes = explorer_routes(settings, stand.service.executor, known, ids=uuid4)
    return [route.path for route in routes if isinstance(route, Route)]


def asked(stand: Stand, text: str, *, purpose: str | None = None) -> dict[str, Any]:
    """What an agent is told of `text`."""
    headers = {} if purpose is None else {"Processing-Purpose": purpose}
    agent = caller(stand, AGENT)
    body = b'{"query": ' + _json(text) + b"}"
    return agent.send("POST", body, path="/explorer/footprint", headers=headers).body


def _json(text: str) -> bytes:
    return (
        b'"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").encode() + b'"'
    )


def test_production_has_no_explorer_unless_a_role_opens_it(pages: Stand) -> None:
    """Not the page, not its files, not its questions; and never the example."""
    assert paths(pages, Settings.load(PRODUCTION)) == []
    opened = Settings.load({**PRODUCTION, "CDP_EXPLORER_ROLES": "admin, auditor"})
    assert opened.explorer_roles == frozenset({Role.ADMIN, Role.AUDITOR})
    assert paths(pages, opened) == [
        "/explorer/catalogue",
        "/explorer/footprint",
        "/explorer",
        "/explorer/{name}",
    ]


def test_production_opens_it_by_a_role_of_the_token_and_of_its_client(pages: Stand) -> None:
    """A token alone may say anything that its issuer lets it say."""
    settings = Settings.load({**PRODUCTION, "CDP_EXPLORER_ROLES": "frontend_agent,admin"})
    at = desk(settings, pages.service.executor)
    purposes = frozenset({Purpose.SERVICE_SUPPORT})

    def asks(role: Role, client: str) -> bool:
        return at.is_open_to(
            Actor(id="dev:x", client=client, roles=frozenset({role}), purposes=purposes)
        )

    assert asks(Role.FRONTEND_AGENT, "crm-web")
    assert not asks(Role.SALES, "crm-web")
    assert not asks(Role.ADMIN, "crm-web")
    assert not asks(Role.FRONTEND_AGENT, "nobody")
    assert not at.takes_text


def test_the_catalogue_holds_every_trusted_document_with_what_it_touches(pages: Stand) -> None:
    """And says of each whether this caller may run it at all."""
    told = caller(pages, AGENT).send("GET", path="/explorer/catalogue").body
    assert {each["id"] for each in told["documents"]} == {
        f"sha256:{operation.id}" for operation in CONTRACT.operations
    }
    by_name = {each["name"]: each["touches"] for each in told["documents"]}
    assert by_name["ScreenPop"]["refused"] is None
    assert by_name["ScreenPop"]["cost"] > 0
    assert by_name["CallList"]["refused"]["code"] == "PURPOSE_NOT_IN_CEILING"
    assert [each["category"]["code"] for each in by_name["ScreenPop"]["asks"]] == ["contact.phone"]
    open_to = {each["purpose"]["code"] for each in told["purposes"] if each["is_open"]}
    assert open_to == {"SERVICE_SUPPORT", "LEAD_CONTACT_REQUESTED"}


def test_no_question_leaves_an_entry_since_nobody_is_touched(pages: Stand) -> None:
    """No row is read and nothing is opened, whoever asks."""
    before = pages.size()
    for who in (AGENT, MARKETER):
        caller(pages, who).send("GET", path="/explorer/catalogue")
    asked(pages, CONTRACT.named("agent", "ScreenPop").text)
    assert pages.size() == before


def test_an_effect_is_what_the_policy_shows_these_roles(pages: Stand) -> None:
    """The name whole, the number masked; the same as the answer would be."""
    told = asked(pages, CONTRACT.named("agent", "ScreenPop").text)
    effects = {each["category"]["code"]: each["effect"] for each in told["shows"]}
    assert (effects["identity.name"], effects["contact.phone"]) == ("ALLOW", "MASK")


TEXT: Final = "query Who($n: PhoneNumber!) { profileByPhone(number: $n) { profile { name } } }"


@pytest.mark.parametrize(
    ("purpose", "code"),
    [
        (None, "NO_PURPOSE"),
        ("SERVICE_SUPPORT", None),
        ("service.support", None),
        ("MARKETING_DIRECT_CALL", "PURPOSE_NOT_IN_CEILING"),
        ("NONSENSE", "NO_PURPOSE"),
    ],
)
def test_text_of_one_s_own_is_judged_by_the_purpose_of_the_header(
    purpose: str | None, code: str | None, pages: Stand
) -> None:
    """As a request with it would be, and the footprint is told all the same."""
    told = asked(pages, TEXT, purpose=purpose)
    refused = told["refused"]
    assert (refused and refused["code"]) == code
    assert [each["category"]["code"] for each in told["shows"]] == ["identity.name"]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("{ nothing", "DOCUMENT_INVALID"),
        ("{ nothingOfTheKind }", "DOCUMENT_INVALID"),
        ('{ profileByPhone(number: "13912345678") { status } }', "LITERAL_NOT_ALLOWED"),
        (
            "query Q @purpose(is: FUN) { myTasks(first: 1) { __typename } }",
            "PURPOSE_NOT_IN_CEILING",
        ),
        ("{ " + " ".join(f"a{n}: __typename" for n in range(99)) + " }", "LIMIT_EXCEEDED"),
    ],
)
def test_a_document_that_would_not_run_says_why_in_both_languages(
    text: str, code: str, pages: Stand
) -> None:
    """And repeats nothing of it."""
    refused = asked(pages, text)["refused"]
    assert refused["code"] == code
    assert refused["zh"]
    assert refused["en"]
    assert not any(word in str(refused) for word in ("13912345678", "nothingOfTheKind", "FUN"))
