"""Forgery: ids and cursors that nobody was given lead nowhere, and cost nothing on the way."""

from __future__ import annotations

import base64
from collections.abc import Mapping
from typing import Final
from uuid import UUID

import pytest

from cdp.api.ids import Fact, Ids, Record
from tests.acceptance.deeds import a_number, call, captured, order
from tests.acceptance.naming import behind, unseen
from tests.acceptance.people import AGENT, CONTRACT, SHOP, Persona, caller
from tests.acceptance.stand import put_into
from tests.attacks.dice import Dice
from tests.attacks.room import Answered, Room

LOOKED_FOR: Final = {"part of the body": 1}
"""What a refused id costs: its request is read."""


def forge(honest: str, other: str) -> Mapping[str, str]:
    """What a thief would try, who has two honest ids of his own."""
    dice = Dice("forgery")
    half = len(honest) // 2
    raw = base64.urlsafe_b64decode(honest + "=" * (-len(honest) % 4))
    bent = bytearray(raw)
    bent[-1] ^= 1
    strange = Ids.derive(bytes(32))
    return {
        "a row's key": str(behind(honest)),
        "a row's key in hex": behind(honest).hex,
        "the first row of all": str(UUID(int=1)),
        "Relay's usual spelling": base64.b64encode(f"Profile:{behind(honest)}".encode()).decode(),
        "Relay's usual spelling of a number": base64.b64encode(b"Profile:1").decode(),
        "an offset": base64.b64encode(b"arrayconnection:1").decode(),
        "one bit": base64.urlsafe_b64encode(bytes(bent)).decode().rstrip("="),
        "two halves of two": honest[:half] + other[half:],
        "the other two halves": other[:half] + honest[half:],
        "its end before its beginning": honest[half:] + honest[:half],
        "twice": honest + honest,
        "all but the last letter": honest[:-1],
        "padding": honest + "=",
        "a blank": honest + " ",
        "a line break": honest + "\n",
        "another case": honest.swapcase(),
        "another deployment's": strange.record(Record.PROFILE, behind(honest)),
        "another deployment's fact": strange.fact(Fact.ORDER, behind(honest), UUID(int=7)),
        "nothing": "",
        "a NUL": "\x00",
        "a statement": "' OR 1=1; --",
        "a path": "../../etc/passwd",
        "a number": "13800138000",
        "very much": "A" * 4_000,
        **{
            f"chance {n}": base64.urlsafe_b64encode(dice.octets(len(raw))).decode().rstrip("=")
            for n in range(500)
        },
    }


@pytest.fixture(scope="module")
def honest(room: Room) -> tuple[str, str]:
    """The ids of two people."""
    agent = caller(room.at, AGENT)
    return captured(agent, a_number()), captured(agent, a_number())


def asked(
    room: Room, operation: str, variables: dict[str, object], who: Persona = AGENT
) -> Answered:
    """The answer to a published document."""
    document = f"sha256:{CONTRACT.named(who.folder, operation).id}"
    return room.post({"documentId": document, "variables": variables}, who=who)


PLACES: Final = {
    "Profile": "id",
    "Node": "id",
    "Timeline": "profile",
    "Consents": "profile",
    "Contactability": "profile",
}
MORE: Final[dict[str, dict[str, object]]] = {
    "Timeline": {"first": 5},
    "Contactability": {"channel": "PHONE"},
}


@pytest.mark.parametrize("operation", sorted(PLACES))
def test_a_forged_id_is_refused_before_anybody_is_looked_for(
    room: Room, honest: tuple[str, str], operation: str
) -> None:
    """Half a thousand guesses and every bend of an honest one: one answer, no statement, no key.

    So guessing costs the guesser his requests and us nothing, and teaches him nothing.
    """
    size, place = room.at.size(), PLACES[operation]
    told = set()
    for what, forged in forge(*honest).items():
        answered = asked(room, operation, {place: forged, **MORE.get(operation, {})})
        assert (answered.status, answered.code) == (400, "INVALID_INPUT"), what
        assert answered.cost == LOOKED_FOR, what
        told.add((*answered.messages, answered.body["errors"][0]["extensions"]["field"]))
    assert len(told) == 1
    assert room.at.size() == size


def test_among_many_ids_one_forged_one_refuses_them_all(
    room: Room, honest: tuple[str, str]
) -> None:
    """Otherwise a list would tell, by what stands beside it, which guess was near."""
    for what, forged in list(forge(*honest).items())[:40]:
        answered = asked(room, "Nodes", {"ids": [honest[0], forged, honest[1]]})
        assert (answered.status, answered.code) == (400, "INVALID_INPUT"), what
        assert answered.cost == LOOKED_FOR, what


def test_an_authentic_id_of_somebody_hidden_is_answered_as_one_of_nobody(
    room: Room,
) -> None:
    """To the byte, and at the same cost: what was kept from better days leads nowhere now."""
    profile = captured(caller(room.at, AGENT), a_number())
    put_into(room.at, profile, "RESTRICTED")
    for operation in ("Profile", "Node"):
        there, nowhere = (asked(room, operation, {"id": one}) for one in (profile, unseen()))
        assert there.status == nowhere.status == 200
        assert there.body["data"] == nowhere.body["data"]
        assert there.cost == nowhere.cost
        assert (there.cost["leaf"], "opening" in there.cost) == (1, False)


def test_an_id_of_another_kind_is_as_forged_as_garbage(room: Room) -> None:
    """An order is no profile, though it is hers; a cursor is no id."""
    number = a_number()
    profile = captured(caller(room.at, AGENT), number)
    placed = caller(room.at, SHOP).ask("PlaceOrder", input=order(number)).payload["orderId"]
    caller(room.at, AGENT).ask("LogCall", input=call(number))
    page = asked(room, "Timeline", {"profile": profile, "first": 1}).body["data"]["timeline"]
    cursor = page["edges"][0]["cursor"]
    for wrong in (placed, cursor):
        answered = asked(room, "Profile", {"id": wrong})
        assert (answered.code, answered.cost) == ("INVALID_INPUT", LOOKED_FOR)
    for wrong in (profile, placed):
        given = {"profile": profile, "first": 1, "after": wrong}
        answered = asked(room, "Timeline", given)
        assert (answered.code, answered.cost) == ("INVALID_INPUT", LOOKED_FOR)


def test_a_forged_cursor_is_refused_before_anybody_is_looked_for(room: Room) -> None:
    """A place in a list is a time and a row: neither can be made up, moved, or used elsewhere."""
    numbers = [a_number(), a_number()]
    profiles = [captured(caller(room.at, AGENT), number) for number in numbers]
    cursors = []
    for number, profile in zip(numbers, profiles, strict=True):
        for _ in range(2):
            caller(room.at, AGENT).ask("LogCall", input=call(number))
        page = asked(room, "Timeline", {"profile": profile, "first": 1}).body["data"]["timeline"]
        cursors.append(page["edges"][0]["cursor"])
    mine, hers = cursors
    size = room.at.size()
    half = len(mine) // 2
    forged = {
        "an offset": base64.b64encode(b"arrayconnection:1").decode(),
        "two halves of two": mine[:half] + hers[half:],
        "one letter": ("A" if mine[0] != "A" else "B") + mine[1:],
        "padding": mine + "=",
        "all but the last letter": mine[:-1],
        "a time": "2026-01-05T09:30:00Z",
        "nothing": "",
    }
    for what, cursor in forged.items():
        answered = asked(room, "Timeline", {"profile": profiles[0], "first": 1, "after": cursor})
        assert (answered.status, answered.code) == (400, "INVALID_INPUT"), what
        assert answered.cost == LOOKED_FOR, what
    assert room.at.size() == size
