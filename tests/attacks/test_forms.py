"""Forms: what another site's page can have a browser send, and what no client of ours would."""

from __future__ import annotations

import json
from typing import Final
from urllib.parse import quote, urlencode

import pytest

from tests.acceptance.deeds import a_number, contact
from tests.acceptance.people import CONTRACT
from tests.attacks.forms import SIMPLE, UPSERT, written
from tests.attacks.room import ACCEPT, JSON, Answered, Header, Room
from tests.contract.scope import Caller as Wire
from tests.contract.scope import chunk

POP: Final = f"sha256:{CONTRACT.named('agent', 'ScreenPop').id}"
MUTATION: Final = (
    "mutation($i: UpsertContactInput!) @purpose(is: SERVICE_SUPPORT)"
    " { upsertContact(input: $i) { __typename } }"
)


def unheard(room: Room, wire: Wire) -> Answered:
    """The answer to `wire`, which must have changed nothing, asked nobody and left no entry."""
    size, before = room.at.size(), room.at.contents()
    answered = room.send(wire)
    assert answered.cost.keys() <= {"part of the body", "token", "validation"}
    assert (room.at.size(), room.at.contents()) == (size, before)
    return answered


@pytest.mark.parametrize("what", sorted(SIMPLE))
def test_a_body_that_is_not_plainly_json_is_not_even_read(room: Room, what: str) -> None:
    """415 for no part of the body: whatever stands in it, it changes nothing."""
    body = json.dumps(written(a_number())).encode()
    headers = [room.bearer(), ACCEPT, *SIMPLE[what]]
    answered = unheard(room, Wire([chunk(body)], headers=headers))
    assert (answered.status, answered.code) == (415, "UNSUPPORTED_MEDIA_TYPE")
    assert answered.cost == {}


FORMS: Final = {
    "a form": urlencode({"query": MUTATION, "variables": "{}"}).encode(),
    "parts": b'--x\r\nContent-Disposition: form-data; name="operations"\r\n\r\n{}\r\n--x--\r\n',
    "bare GraphQL": MUTATION.encode(),
}


@pytest.mark.parametrize("what", sorted(FORMS))
def test_a_form_that_calls_itself_json_is_no_request(room: Room, what: str) -> None:
    """400, read once, and not a word of it."""
    wire = Wire([chunk(FORMS[what])], headers=[room.bearer(), ACCEPT, JSON])
    answered = unheard(room, wire)
    assert (answered.status, answered.code) == (400, "BAD_REQUEST")
    assert answered.cost == {"part of the body": 1}
    assert b"upsertContact" not in answered.octets


@pytest.mark.parametrize("many", [1, 2, 10, 300])
def test_a_batch_of_requests_is_no_request(room: Room, many: int) -> None:
    """An array of look-ups would count as one: none is made, whatever the limits on each."""
    each = {"documentId": POP, "variables": {"number": a_number()}}
    wire = Wire([chunk(json.dumps([each] * many).encode())], headers=[room.bearer(), ACCEPT, JSON])
    answered = unheard(room, wire)
    assert (answered.status, answered.code) == (400, "BAD_REQUEST")
    assert answered.cost == {"part of the body": 1}


def by_get(room: Room, query: str, more: tuple[Header, ...] = ()) -> Answered:
    """The answer to an address, with a body that must not be read."""
    body = chunk(json.dumps(written(a_number())).encode())
    headers = [room.bearer(), ACCEPT, *more]
    return unheard(room, Wire([body], method="GET", query=query.encode(), headers=headers))


def test_an_address_changes_nothing(room: Room) -> None:
    """A picture's address is fetched by every browser: a mutation in it is 405, and POST is named.

    By its id; the statement, the keys and the log are never asked.
    """
    variables = quote(json.dumps({"input": contact(a_number())}))
    answered = by_get(room, f"documentId={UPSERT}&variables={variables}")
    assert (answered.status, answered.code) == (405, "METHOD_NOT_ALLOWED")
    assert answered.headers[b"allow"] == b"POST"
    assert answered.cost == {}


@pytest.mark.parametrize("text", [MUTATION, "mutation { executeErasure { __typename } }"])
def test_a_text_in_an_address_changes_nothing(room: Room, text: str) -> None:
    """Whether the deployment serves texts by GET or not: never one that changes anything."""
    variables = quote(json.dumps({"i": contact(a_number())}))
    answered = by_get(room, f"query={quote(text)}&variables={variables}")
    assert answered.status in {400, 405}
    assert "data" not in answered.body


OVERRIDES: Final = {
    "by a header": ((b"x-http-method-override", b"POST"),),
    "by another header": ((b"x-method-override", b"POST"), (b"x-http-method", b"POST")),
    "by the kind of its body": (JSON,),
}


@pytest.mark.parametrize("how", sorted(OVERRIDES))
def test_an_address_does_not_become_a_post(room: Room, how: str) -> None:
    """Nor is the body of a GET read, nor a `_method` believed."""
    variables = quote(json.dumps({"input": contact(a_number())}))
    query = f"documentId={UPSERT}&variables={variables}&_method=POST"
    answered = by_get(room, query, OVERRIDES[how])
    assert answered.status == 405
    assert answered.cost == {}


def test_a_look_up_by_address_finds_nobody(room: Room) -> None:
    """A number in an address stands in the logs of others: it is refused before it is read."""
    variables = quote(json.dumps({"number": a_number()}))
    answered = by_get(room, f"documentId={POP}&variables={variables}")
    assert (answered.status, answered.cost) == (405, {})


@pytest.mark.parametrize(
    "members",
    [
        ("query={__typename}", "query={__typename}"),
        (f"documentId={POP}", f"documentId={UPSERT}"),
        (f"documentId={POP}", "variables={}", "variables={}"),
    ],
)
def test_an_address_that_says_a_thing_twice_is_no_request(
    room: Room, members: tuple[str, ...]
) -> None:
    """A proxy may believe the first of two, and we the last."""
    answered = by_get(room, "&".join(quote(member, safe="=") for member in members))
    assert answered.status in {400, 405}
    assert answered.cost == {}


TOO_MUCH: Final = 64 * 1024 + 1


@pytest.mark.parametrize("declared", [str(TOO_MUCH), "99999999999999999999", "-1", "1e9", "٣"])
def test_a_body_that_says_it_is_too_large_is_not_read(room: Room, declared: str) -> None:
    """Or that says no length that a number can be."""
    length = (b"content-length", declared.encode("utf-8"))
    wire = Wire([chunk(b"{}")], headers=[room.bearer(), ACCEPT, JSON, length])
    answered = unheard(room, wire)
    assert (answered.status, answered.cost) == (413, {})


def test_a_body_that_grows_for_ever_is_read_to_its_bound(room: Room) -> None:
    """In parts of 1 KiB: the sixty-fifth is the last that is taken."""
    parts = [chunk(b" " * 1024, more=True) for _ in range(1_000)]
    answered = unheard(room, Wire(parts, headers=[room.bearer(), ACCEPT, JSON]))
    assert (answered.status, answered.code) == (413, "BODY_TOO_LARGE")
    assert answered.cost == {"part of the body": 65}
