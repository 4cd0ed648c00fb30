"""Documents: which text runs, how it may be sent, and what cannot be smuggled into it."""

from __future__ import annotations

import json
from typing import Any, Final
from urllib.parse import quote

import pytest

from tests.acceptance.deeds import NAME, a_number, captured, contact, lead, masked
from tests.acceptance.people import CONTRACT, GRAPHQL, Caller, Reply
from tests.acceptance.stand import Stand

SUPPORT: Final = "@purpose(is: SERVICE_SUPPORT)"
TYPED: Final = "13800138000"


def refused(reply: Reply, status: int, code: str) -> None:
    """Whether a request was declined as GraphQL over HTTP says, without repeating anything."""
    assert (reply.status, reply.code) == (status, code)
    assert "data" not in reply.body
    assert TYPED.encode() not in reply.octets


@pytest.mark.parametrize(
    ("octets", "headers", "status", "code"),
    [
        (b"", {}, 400, "BAD_REQUEST"),
        (b"{", {}, 400, "BAD_REQUEST"),
        (b'{"query": "\xff"}', {}, 400, "BAD_REQUEST"),
        (b'{"query": "{__typename}"} x', {}, 400, "BAD_REQUEST"),
        (rb'{"query": "{__typename}", "variables": {"n": "\ud83d"}}', {}, 400, "BAD_REQUEST"),
        (b'[{"query": "{__typename}"}]', {}, 400, "BAD_REQUEST"),
        (b'"13800138000"', {}, 400, "BAD_REQUEST"),
        (b'{"query": 13800138000}', {}, 400, "BAD_REQUEST"),
        (b'{"query": "{__typename}", "variables": [1]}', {}, 400, "BAD_REQUEST"),
        (b'{"variables": {"number": "13800138000"}}', {}, 400, "BAD_REQUEST"),
        (b'{"documentId": "13800138000"}', {}, 400, "DOCUMENT_UNKNOWN"),
        (b'{"documentId": "13800138000 "}', {}, 400, "BAD_REQUEST"),
        (b"{}", {"Content-Type": "text/plain"}, 415, "UNSUPPORTED_MEDIA_TYPE"),
        (b"{}", {"Content-Type": "application/graphql"}, 415, "UNSUPPORTED_MEDIA_TYPE"),
        (b"{}", {"Content-Encoding": "gzip"}, 415, "UNSUPPORTED_MEDIA_TYPE"),
        (b"{}", {"Accept": "text/html"}, 406, "NOT_ACCEPTABLE"),
        (b" " * (64 * 1024 + 1), {}, 413, "BODY_TOO_LARGE"),
    ],
)
def test_what_is_no_request_is_declined_without_a_word_of_it(
    agent: Caller, octets: bytes, headers: dict[str, str], status: int, code: str
) -> None:
    """JSON, media types, size, parameters: each with its status and code."""
    refused(agent.send("POST", octets, headers=headers), status, code)


def test_a_body_of_64_kib_is_still_read(agent: Caller) -> None:
    """The bound itself is served."""
    body = json.dumps({"query": "{ __typename }"}).encode()
    reply = agent.send("POST", body + b" " * (64 * 1024 - len(body)))
    assert (reply.status, reply.data) == (200, {"__typename": "Query"})


def test_nobody_without_a_token_learns_anything_of_a_request(stand: Stand) -> None:
    """401 and a challenge, before a body is read."""
    nobody = Caller(url=stand.url, token="", folder="agent")
    reply = nobody.send("POST", b"{", headers={"Authorization": ""})
    assert (reply.status, reply.code) == (401, "UNAUTHENTICATED")
    assert reply.headers["www-authenticate"].startswith("Bearer")


@pytest.mark.parametrize("document", ["0" * 64, f"sha256:{'0' * 64}"])
def test_a_document_that_nobody_published_is_unknown(agent: Caller, document: str) -> None:
    """As is one whose text is another."""
    refused(agent.post({"documentId": document}), 400, "DOCUMENT_UNKNOWN")
    screen_pop = CONTRACT.named("agent", "ScreenPop")
    both = {"documentId": f"sha256:{screen_pop.id}", "query": "{ __typename }"}
    refused(agent.post(both), 400, "DOCUMENT_UNKNOWN")


def test_a_published_text_and_its_id_are_one_document(stand: Stand, agent: Caller) -> None:
    """Sent as a text it is the trusted one: its name is known, its purpose its own."""
    number = a_number()
    captured(agent, number)
    size = stand.size()
    screen_pop = CONTRACT.named("agent", "ScreenPop")
    replies = [agent.ask("ScreenPop", number=number), agent.say(screen_pop.text, number=number)]
    assert replies[0].without_receipt() == replies[1].without_receipt()
    assert {leaf["doc"] for leaf in stand.leaves(size)} == {screen_pop.id}


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        "{ nothing }",
        "query A { __typename } query B { __typename }",
        "subscription { profile }",
        "fragment F on Profile { name }",
        f"query {SUPPORT} {{ profile(id: $id) {{ name }} }}",
        (
            f"query($n: PhoneNumber!) {SUPPORT} {{ profileByPhone(number: $n) {{ ...F }} }}"
            " fragment F on PhoneResolution { ...F }"
        ),
        f"query {SUPPORT} {SUPPORT} {{ __typename }}",
        "{" * 2_000,
    ],
)
def test_a_text_that_is_not_valid_is_refused_without_a_quotation(agent: Caller, text: str) -> None:
    """The validator's own message would quote it."""
    refused(agent.say(text), 400, "DOCUMENT_INVALID")


def test_the_operation_that_is_meant_must_be_named_where_there_are_several(agent: Caller) -> None:
    """And no other runs."""
    text = "query One { __typename } query Two { two: __typename }"
    body: dict[str, Any] = {"query": text, "operationName": "Two"}
    assert agent.post(body).data == {"two": "Query"}
    refused(agent.post({**body, "operationName": "Three"}), 400, "DOCUMENT_INVALID")


def test_one_operation_asks_one_root_field(stand: Stand, agent: Caller) -> None:
    """Each is decided and logged as one access: not two aliases, nor a fragment beside a field."""
    number = a_number()
    captured(agent, number)
    size = stand.size()
    for text in (
        (
            f"query($n: PhoneNumber!) {SUPPORT} {{ a: profileByPhone(number: $n) {{ status }}"
            " b: profileByPhone(number: $n) { status } }"
        ),
        (
            f"query($n: PhoneNumber!) {SUPPORT} {{ profileByPhone(number: $n) {{ status }} ...F }}"
            " fragment F on Query { callerContext(number: $n) { resolution { status } } }"
        ),
    ):
        refused(agent.say(text, n=number), 400, "LIMIT_EXCEEDED")
    assert stand.size() == size


LITERALS: Final = [
    f"query {SUPPORT} {{ profile(id: {TYPED}) {{ name }} }}",
    f"query Q{TYPED} {{ __typename }}",
    f"{{ n{TYPED}: __typename }}",
    f"# {TYPED}\n{{ __typename }}",
    f"{{ __typename ...F{TYPED} }} fragment F{TYPED} on Query {{ __typename }}",
    f'query {SUPPORT} {{ profileByPhone(number: "{TYPED}") {{ status }} }}',
    f'query($n: PhoneNumber! = "{TYPED}") {SUPPORT} {{ profileByPhone(number: $n) {{ status }} }}',
    (
        f'query($n: PhoneNumber = "{TYPED}") {SUPPORT} {{ ...F }}'
        " fragment F on Query { profileByPhone(number: $n) { status } }"
    ),
    (
        f'mutation {SUPPORT} {{ upsertContact(input: {{ number: "{TYPED}", source: "x" }})'
        " { __typename } }"
    ),
    (
        f'mutation($i: UpsertContactInput! = {{ number: "{TYPED}", source: "x" }}) {SUPPORT}'
        " { upsertContact(input: $i) { __typename } }"
    ),
    (
        f'mutation($n: PhoneNumber!) {SUPPORT} {{ upsertContact(input: {{ number: $n, source: "x",'
        f' name: "{NAME}" }}) {{ __typename }} }}'
    ),
    (
        f'mutation($n: PhoneNumber!, $s: String = "{NAME}") {SUPPORT} {{ upsertContact(input: {{'
        ' number: $n, source: "x", address: { street: $s } }) { __typename } }'
    ),
    (
        f"mutation($n: PhoneNumber!) {SUPPORT} {{ placeOrder(input: {{ number: $n,"
        f' source: "order-system", status: PAID, currency: "CNY", placedAt: "2026-01-01T00:00:00Z",'
        f' lines: [{{ product: "{TYPED}", quantity: 1, unitMinor: "1" }}] }}) {{ __typename }} }}'
    ),
]


@pytest.mark.parametrize("text", LITERALS)
def test_a_personal_value_in_the_text_is_refused_wherever_it_stands(
    stand: Stand, agent: Caller, text: str
) -> None:
    """As an argument, in an object, in a list, as a default: a text is kept, variables are not."""
    size, before = stand.size(), stand.contents()
    reply = agent.say(text, n=a_number())
    refused(reply, 400, "LITERAL_NOT_ALLOWED")
    assert NAME.encode() not in reply.octets
    assert (stand.size(), stand.contents()) == (size, before)


def fields_of(stand: Stand, size: int) -> set[str]:
    """What the entries since `size` say was seen."""
    return {word for leaf in stand.leaves(size) for word in leaf["fields"]}


FULL: Final = {"contact.phone#mask", "identity.name#full", "contact.email#mask"}

SMUGGLERS: Final = {
    "a fragment": f"query($n: PhoneNumber!) {SUPPORT} {{ profileByPhone(number: $n) {{"
    " profile { ...F } } } fragment F on Profile { name email phones { display } }",
    "a fragment in a fragment": f"query($n: PhoneNumber!) {SUPPORT} {{ ...R }}"
    " fragment R on Query { profileByPhone(number: $n) { profile { ...F } } }"
    " fragment F on Profile { ...G phones { ...P } } fragment G on Profile { name email }"
    " fragment P on MaskedPhone { display }",
    "an inline fragment on an interface": f"query($n: PhoneNumber!) {SUPPORT} {{"
    " profileByPhone(number: $n) { profile { ... on Node { id ... on Profile {"
    " name email phones { display } } } } } }",
    "aliases": f"query($n: PhoneNumber!) {SUPPORT} {{ profileByPhone(number: $n) {{ id: profile {{"
    " id: name status: email edges: phones { id: display } } } }",
    "an include that is false": f"query($n: PhoneNumber!, $no: Boolean!) {SUPPORT} {{"
    " profileByPhone(number: $n) { profile { id name @include(if: $no) ...F @include(if: $no)"
    " phones { display @skip(if: true) } } } } fragment F on Profile { email }",
    "an inline fragment without a type": f"query($n: PhoneNumber!) {SUPPORT} {{"
    " profileByPhone(number: $n) { profile { ... { name } ... @include(if: true) { email"
    " phones { display } } } } }",
}


@pytest.mark.parametrize("how", sorted(SMUGGLERS))
def test_no_way_to_write_a_selection_keeps_a_field_out_of_the_log(
    stand: Stand, agent: Caller, how: str
) -> None:
    """What could be selected counts as selected; what is masked stays masked under any name."""
    number = a_number()
    captured(agent, number, email="smuggled@example.com")
    size = stand.size()
    reply = agent.say(SMUGGLERS[how], n=number, no=False)
    assert reply.status == 200
    assert fields_of(stand, size) == FULL
    assert b"smuggled@" not in reply.octets
    assert number[3:].encode() not in reply.octets


def test_an_alias_does_not_change_what_is_shown(agent: Caller) -> None:
    """A coordinate decides, not the name that the caller gives it."""
    number = a_number()
    captured(agent, number)
    reply = agent.say(SMUGGLERS["aliases"], n=number)
    [shown] = reply.payload["id"]["edges"]
    assert shown == {"id": masked(number)}
    withheld = {each["coordinate"] for each in reply.body["extensions"]["privacy"]}
    assert withheld == {"MaskedPhone.display", "Profile.email"}


CONDITIONS: Final = [
    "captureLead(input: $i) @include(if: $go) { __typename }",
    "captureLead(input: $i) @skip(if: true) { __typename }",
    "... @include(if: $go) { captureLead(input: $i) { __typename } }",
    "...F @include(if: $go)",
    "... on Mutation @skip(if: true) { ...F }",
]


@pytest.mark.parametrize("root", CONDITIONS)
def test_a_write_that_its_document_excludes_is_not_made(
    stand: Stand, agent: Caller, root: str
) -> None:
    """A condition on the root field refuses the document: nothing is written, nothing is logged."""
    text = (
        "mutation($i: CaptureLeadInput!, $go: Boolean! = false)"
        f" @purpose(is: LEAD_CONTACT_REQUESTED) {{ {root} }}"
    )
    if "...F" in root:
        text += " fragment F on Mutation { captureLead(input: $i) { __typename } }"
    size, before = stand.size(), stand.contents()
    refused(agent.say(text, i=lead(a_number()), go=False), 400, "DOCUMENT_INVALID")
    assert (stand.size(), stand.contents()) == (size, before)


def test_a_variable_that_the_document_does_not_declare_changes_nothing(agent: Caller) -> None:
    """Nor does one too many stop it."""
    number = a_number()
    captured(agent, number)
    reply = agent.ask("ProfileByPhone", number=number, unknown="x", id="13800138000")
    assert reply.payload["status"] == "EXACT"


def test_the_schema_describes_itself_in_development(stand: Stand, agent: Caller) -> None:
    """With every description, without a purpose, and without an entry: it touches nobody."""
    size = stand.size()
    reply = agent.say(
        "{ __schema { queryType { name } types { name fields { name description } } } }"
    )
    names = {kind["name"] for kind in reply.payload["types"]}
    assert {"Profile", "CallerContext", "AccessEntry"} <= names
    assert stand.size() == size


PARAMETERS: Final = [
    f"documentId=sha256:{CONTRACT.named('agent', 'ScreenPop').id}&variables="
    + quote(json.dumps({"number": TYPED})),
    f"documentId=sha256:{CONTRACT.named('agent', 'CaptureLead').id}&variables="
    + quote(json.dumps({"input": contact(TYPED)})),
    f"documentId=sha256:{CONTRACT.named('auditor', 'AccessLog').id}",
    f"query={quote('mutation { __typename }')}",
]


@pytest.mark.parametrize("query", PARAMETERS)
def test_a_get_serves_nothing_personal(stand: Stand, agent: Caller, query: str) -> None:
    """405: an address stands in histories and logs of others; nothing is looked up."""
    size = stand.size()
    reply = agent.send("GET", path=f"/graphql?{query}")
    refused(reply, 405, "METHOD_NOT_ALLOWED")
    assert reply.headers["allow"] == "POST"
    assert stand.size() == size


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "OPTIONS"])
def test_other_methods_are_not_served(agent: Caller, method: str) -> None:
    """POST, and GET for what is impersonal."""
    refused(agent.send(method), 405, "METHOD_NOT_ALLOWED")


@pytest.mark.parametrize(
    "path", ["/graphql/", "/", "/graphql/13800138000", "/Graphql", "//graphql"]
)
def test_there_is_nothing_beside_the_endpoint(agent: Caller, path: str) -> None:
    """And no redirect that would repeat an address."""
    reply = agent.send("POST", b"{}", path=path)
    refused(reply, 404, "NOT_FOUND")


def test_nothing_that_is_answered_is_kept_on_the_way(agent: Caller) -> None:
    """Neither by a proxy nor by a browser, and by nobody for another token."""
    reply = agent.ask("ScreenPop", number=a_number())
    assert reply.headers["cache-control"] == "no-store"
    assert reply.headers["vary"] == "Accept, Authorization"
    assert reply.headers["content-type"] == f"{GRAPHQL}; charset=utf-8"
