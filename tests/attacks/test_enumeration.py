"""Enumeration: ten thousand numbers in a row teach one actor nothing, and are not all answered."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

import pytest

from privacy.terms import KeyCategory
from tests.acceptance.deeds import captured
from tests.acceptance.naming import behind
from tests.acceptance.people import AGENT, CONTRACT, SHOP, caller
from tests.acceptance.stand import put_into
from tests.attacks.room import Answered, Room

BLOCK: Final = "+86139202"
NUMBERS: Final = 10_000
AT_ONCE: Final = 100
SINGLY: Final = 20
"""Of how many hundreds one is asked number by number."""

RESOLVE: Final = f"sha256:{CONTRACT.named('integration', 'ResolvePhones').id}"
LOOK_UP: Final = (
    "query($number: PhoneNumber!) @purpose(is: ORDER_FULFILMENT)"
    " { profileByPhone(number: $number) { status profile { id name phones { display } } } }"
)
HIDDEN: Final = (7, 19, 2_000, 2_001, 4_242, 9_999)
"""Places in the block where somebody is, whom this actor may not see."""


@dataclass(slots=True)
class Taught:
    """What a walk through the block was answered, and what that cost."""

    answers: dict[str, set[bytes]] = field(default_factory=lambda: defaultdict(set))
    costs: dict[str, set[tuple[tuple[str, int], ...]]] = field(
        default_factory=lambda: defaultdict(set)
    )
    headers: dict[str, set[tuple[tuple[bytes, bytes], ...]]] = field(
        default_factory=lambda: defaultdict(set)
    )
    sent: int = 0
    answered: int = 0

    def learn(self, how: str, numbers: int, one: Answered) -> None:
        """Note one answer."""
        self.sent += numbers
        if one.status == 200:
            self.answered += numbers
            self.answers[how].add(without_receipt(one.body))
            self.costs[how].add(tuple(sorted(one.cost.items())))
            kept = {k: v for k, v in one.headers.items() if k not in VARYING}
            self.headers[how].add(tuple(sorted(kept.items())))


VARYING: Final = {b"x-request-id", b"content-length"}


def without_receipt(body: dict[str, Any]) -> bytes:
    """The body, but for the place of its entry in the log."""
    extensions: dict[str, Any] = body.get("extensions", {})
    extensions.pop("access", None)
    return json.dumps(body).encode()


def numbers() -> list[str]:
    """Ten thousand in a row."""
    return [f"{BLOCK}{n:05d}" for n in range(NUMBERS)]


def asked(room: Room, variables: Mapping[str, object], *, document: str | None) -> Answered:
    """What the order system is answered."""
    body = {"query": LOOK_UP} if document is None else {"documentId": document}
    return room.post({**body, "variables": variables}, who=SHOP)


def walk(room: Room) -> Iterator[tuple[str, int, Answered]]:
    """Every number of the block once: a hundred at a time, and one hundred in twenty singly."""
    block = numbers()
    for begin in range(0, NUMBERS, AT_ONCE):
        hundred = block[begin : begin + AT_ONCE]
        if begin // AT_ONCE % SINGLY:
            yield "together", AT_ONCE, asked(room, {"numbers": hundred}, document=RESOLVE)
        else:
            for number in hundred:
                yield "singly", 1, asked(room, {"number": number}, document=None)


@pytest.fixture(scope="module")
def hidden(room: Room) -> list[str]:
    """People in the block: restricted, being erased, erased; nobody whom the actor may see."""
    agent, block = caller(room.at, AGENT), numbers()
    profiles = [captured(agent, block[place]) for place in HIDDEN]
    for n, profile in enumerate(profiles):
        match n % 3:
            case 0:
                put_into(room.at, profile, "RESTRICTED")
            case 1:
                put_into(room.at, profile, "ERASING")
            case _:
                keyring = room.at.service.ground.door.keyring
                room.at.wait_for(keyring.shred(behind(profile), tuple(KeyCategory)))
    return profiles


@pytest.fixture(scope="module")
def taught(room: Room, hidden: list[str]) -> Taught:
    """All ten thousand were sent."""
    assert len(hidden) == len(HIDDEN)
    taught = Taught()
    for how, many, one in walk(room):
        taught.learn(how, many, one)
    assert taught.sent == NUMBERS
    return taught


def test_no_number_of_the_block_is_told_from_another(taught: Taught) -> None:
    """Six people stand in it: the answers are one, byte for byte, headers and all."""
    assert {how: len(answers) for how, answers in taught.answers.items()} == {
        "singly": 1,
        "together": 1,
    }
    assert {len(headers) for headers in taught.headers.values()} == {1}
    for octets in (*taught.answers["singly"], *taught.answers["together"]):
        assert b"NOT_AVAILABLE" in octets
        assert b"EXACT" not in octets


def test_no_number_of_the_block_costs_more_than_another(taught: Taught) -> None:
    """Same statements, key queries, unwrappings, derivations and leaves; no opening."""
    [together] = taught.costs["together"]
    assert dict(together) == {
        "cdp: profile.by_numbers": 1,
        "cdp_keys: keys.rows": 1,
        "unwrapping": 3 * AT_ONCE,
        "derivation": AT_ONCE,
        "leaf": 1,
        "part of the body": 1,
    }
    [*read, singly] = sorted(taught.costs["singly"], key=lambda cost: -len(cost))
    assert len(read) == 1  # the first of them had its document read and validated
    assert dict(singly) == {
        "cdp: profile.by_number": 1,
        "cdp_keys: keys.rows": 1,
        "unwrapping": 3,
        "derivation": 1,
        "leaf": 1,
        "part of the body": 1,
    }
    assert set(singly) < set(read[0])
