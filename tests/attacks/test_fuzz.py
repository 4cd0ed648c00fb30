"""Fuzz: five thousand bent requests, and the service is as it was."""

from __future__ import annotations

import gc
import json
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

import pytest

from tests.acceptance.deeds import captured
from tests.acceptance.people import AGENT, CONTRACT, SELLER, SHOP, Persona, caller
from tests.acceptance.stand import settings_in
from tests.attacks.fuzz import CANARY, WORD, Fuzz
from tests.attacks.room import Overheard, Room, opened_room, overheard
from tests.contract.scope import Caller as Wire
from tests.postgres.clones import Clones

REQUESTS: Final = 5_000
WARM: Final = 2_000
"""After so many, caches are full: documents are kept to a bound."""
PEOPLE: Final = (AGENT, SELLER, SHOP)
ROOM_MIB: Final = 48
"""How much a process may grow over the other three thousand: an allocator keeps what it had."""


@dataclass(slots=True, kw_only=True)
class Found:
    """What came of the run."""

    heard: Overheard
    statuses: Counter[int] = field(default_factory=Counter)
    codes: Counter[str] = field(default_factory=Counter)
    faults: list[tuple[int, str]] = field(default_factory=list)
    """Requests, by their number, that were answered otherwise than anybody may be."""
    left: int = 0
    grown_mib: float = 0.0
    intents: int = 0


def resident_mib() -> float:
    """What the process holds of the machine's memory."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * 4096 / 2**20


@pytest.fixture(scope="module")
def plain(clones: Clones, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Room]:
    settings = settings_in(tmp_path_factory.mktemp("fuzzed"))
    with (
        clones.fresh() as dsns,
        opened_room(settings, dsns, remade=lambda made: made.executor) as at,
    ):
        yield at


@pytest.fixture(scope="module")
def found(plain: Room) -> Found:
    """Five thousand requests, one after another, of three people."""
    agent, numbers = caller(plain.at, AGENT), [f"+861391234{n:04d}" for n in range(8)]
    people = {number: captured(agent, number) for number in numbers}
    drawn = {who: fuzz(plain, who, people) for who in PEOPLE}
    with overheard() as heard:
        found = Found(heard=heard)
        some(plain, drawn, found, range(WARM))
        gc.collect()
        before = resident_mib()
        some(plain, drawn, found, range(WARM, REQUESTS))
        gc.collect()
        found.grown_mib = resident_mib() - before
    found.intents = plain.at.open_intents()
    return found


def fuzz(room: Room, who: Persona, people: Mapping[str, str]) -> Fuzz:
    """Requests in the name of `who`, around the documents of the role."""
    operations = tuple(each for each in CONTRACT.operations if each.persona == who.folder)
    return Fuzz(
        who.folder,
        operations=operations,
        schema=room.executor.surface.schema,
        bearer=room.bearer(who),
        people=people,
    )


def some(room: Room, drawn: dict[Persona, Fuzz], found: Found, numbers: range) -> None:
    """Send the requests of these numbers, some hundreds at a time."""
    for begin in range(0, len(numbers), 250):
        room.at.wait_for(send(room, drawn, found, numbers[begin : begin + 250]))


async def send(room: Room, drawn: dict[Persona, Fuzz], found: Found, numbers: range) -> None:
    """Send these, and look at each answer."""
    for n in numbers:
        wire = drawn[PEOPLE[n % len(PEOPLE)]].draw()
        await room.quietly(wire)
        note(found, n, wire)


def note(found: Found, n: int, wire: Wire) -> None:
    """Look at an answer for what must be in none."""
    if not wire.answered:
        found.left += 1
        return
    found.statuses[wire.status] += 1
    try:
        body = json.loads(wire.body) if wire.body else {}
    except ValueError:
        found.faults.append((n, "no JSON"))
        return
    found.codes.update(error["extensions"]["code"] for error in body.get("errors", ()))
    told = repr(wire.answered[0]["headers"]) + json.dumps(list(said(body)), ensure_ascii=False)
    found.faults += [(n, what) for what in (CANARY, WORD, *OURS) if what in told]
    if wire.status >= 500:
        found.faults.append((n, told))


OURS: Final = ("Traceback", "asyncpg", "graphql-core", 'File "', "SELECT ", "NoneType")
"""Words of how we are made."""


def said(body: dict[str, Any]) -> Iterator[object]:
    """What an answer says itself: all but the data, and in these the problems of a mutation.

    What a person may see of what she or others filed is no echo.
    """
    data = body.pop("data", None)
    yield body
    for payload in data.values() if isinstance(data, dict) else ():
        if isinstance(payload, dict) and "message" in payload:
            yield payload


def test_no_bent_request_breaks_anything(found: Found) -> None:
    """No 5xx, no echo of what was planted, no trace of how we are made; JSON whenever a body."""
    assert found.faults == []
    assert sum(found.statuses.values()) + found.left == REQUESTS
    assert found.statuses.keys() <= {200, 400, 401, 404, 405, 406, 413, 414, 415}


def test_bent_requests_leave_no_traceback_and_no_word_of_theirs_in_the_log(found: Found) -> None:
    """Neither a fault of ours nor a value of theirs."""
    assert [record.getMessage() for record in found.heard.faults] == []
    assert len(found.heard.lines) > REQUESTS * 0.9  # not one for what is no address of ours
    text = "\n".join(found.heard.lines)
    assert CANARY not in text
    assert WORD not in text


def test_the_run_reaches_everywhere(found: Found) -> None:
    """Otherwise it would prove little: honest answers, writes, and each kind of refusal."""
    assert found.statuses[200] > REQUESTS / 10
    assert found.left > REQUESTS / 100
    assert {
        "BAD_REQUEST",
        "DOCUMENT_INVALID",
        "DOCUMENT_UNKNOWN",
        "INVALID_INPUT",
        "LITERAL_NOT_ALLOWED",
        "METHOD_NOT_ALLOWED",
        "UNAUTHENTICATED",
        "UNSUPPORTED_MEDIA_TYPE",
    } <= found.codes.keys()


def test_memory_is_flat_and_nothing_is_left_open(found: Found) -> None:
    """Three thousand further requests leave nothing behind: no memory, no write without an end."""
    assert found.grown_mib < ROOM_MIB
    assert found.intents == 0


def test_the_run_is_the_same_each_time(plain: Room) -> None:
    """A number names a request: what was found can be found again."""
    one, other = (fuzz(plain, AGENT, {}) for _ in range(2))
    for _ in range(50):
        first, second = one.draw(), other.draw()
        assert (first.messages, first.method, first.query) == (
            second.messages,
            second.method,
            second.query,
        )
