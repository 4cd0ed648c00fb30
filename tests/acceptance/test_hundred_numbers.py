"""Twenty write on the same hundred numbers at once: nothing is lost, and nobody is there twice."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from itertools import chain
from typing import Any, Final

import pytest

from cdp.database.dsn import Database
from tests.acceptance.deeds import (
    a_number,
    call,
    contact,
    lead,
    order,
    previewed,
    said,
    taken_back,
)
from tests.acceptance.naming import behind
from tests.acceptance.people import AGENT, SHOP, STEWARD, Caller, caller
from tests.acceptance.stand import Stand, opened

WRITERS: Final = 18
STEWARDS: Final = 2
"""Twenty, with those who take people together and apart meanwhile."""

NUMBERS: Final = 100
EVERY: Final = 4
"""Each writes on every fourth number, all in one order: so that several meet on each."""


@dataclass(slots=True)
class Told:
    """What was acknowledged: what there must be of it in the end."""

    leads: list[str] = field(default_factory=list)
    contacts: list[tuple[str, str]] = field(default_factory=list)
    calls: list[tuple[str, str]] = field(default_factory=list)
    orders: list[tuple[str, str]] = field(default_factory=list)
    words: list[str] = field(default_factory=list)


class Writer:
    """Somebody who writes something of another kind on one number after the other."""

    def __init__(self, at: Stand, n: int) -> None:
        self.n = n
        self.agent, self.shop = caller(at, AGENT), caller(at, SHOP)
        self.told = Told()

    def write(self, numbers: Sequence[str]) -> Told:
        kinds = [self.lead, self.contact, self.call, self.order, self.word]
        for at, number in enumerate(numbers):
            if (at + self.n) % EVERY == 0:
                kinds[(at // EVERY + self.n) % len(kinds)](number, f"{self.n}-{at}")
        return self.told

    def lead(self, number: str, mark: str) -> None:
        self._must(self.agent, "CaptureLead", lead(number, name=mark))
        self.told.leads.append(number)

    def contact(self, number: str, mark: str) -> None:
        done = self._must(self.agent, "UpsertContact", contact(number, name=mark))
        self.told.contacts.append((number, done["contactId"]))

    def call(self, number: str, mark: str) -> None:
        self._must(self.agent, "LogCall", call(number, notes=mark))
        self.told.calls.append((number, mark))

    def order(self, number: str, mark: str) -> None:
        self._must(self.shop, "PlaceOrder", order(number, externalNo=mark))
        self.told.orders.append((number, mark))

    def word(self, number: str, _mark: str) -> None:
        spoken = {name: value for name, value in said("").items() if name != "profile"}
        self._must(self.agent, "RecordConsent", {**spoken, "number": number})
        self.told.words.append(number)

    def _must(self, who: Caller, operation: str, given: Mapping[str, object]) -> dict[str, Any]:
        payload = who.ask(operation, input=given).payload
        assert "code" not in payload, payload
        return payload


class Steward:
    """Somebody who takes each with the next one together, and apart again."""

    def __init__(self, at: Stand, n: int) -> None:
        self.n, self.steward = n, caller(at, STEWARD)
        self.ends = Counter[str]()

    def decide(self, numbers: Sequence[str]) -> Counter[str]:
        for one, other in zip(numbers[self.n :: 2], numbers[self.n + 1 :: 2], strict=False):
            pair = [each for number in (one, other) if (each := self._found(number))]
            if len(set(pair)) == 2:
                self._decide(*pair)
        return self.ends

    def _found(self, number: str) -> str | None:
        found = self.steward.ask("FindRecord", number=number).payload["profile"]
        return None if found is None else str(found["id"])

    def _decide(self, one: str, other: str) -> None:
        made = self._asked("MergeProfiles", previewed(self.steward, one, other))
        while "decisionId" in made:
            parted = self._asked("UnmergeProfiles", taken_back(made["decisionId"]))
            if "decisionId" in parted:
                return

    def _asked(self, operation: str, given: Mapping[str, object]) -> dict[str, Any]:
        payload = self.steward.ask(operation, input=given).payload
        self.ends[payload.get("code", operation)] += 1
        return payload


@pytest.fixture
def two(alone: Stand) -> Iterator[tuple[Stand, Stand]]:
    """Two services of one deployment, with nothing between them but the databases."""
    with opened(alone.settings, alone.dsns) as other:
        yield alone, other


def at_once(deeds: Sequence[Callable[[], Any]]) -> list[Any]:
    with ThreadPoolExecutor(len(deeds)) as pool:
        return [doing.result() for doing in [pool.submit(deed) for deed in deeds]]


def test_twenty_on_the_same_hundred_numbers_lose_nothing_and_make_nobody_twice(
    two: tuple[Stand, Stand],
) -> None:
    """No deadlock, one outcome for each intent, and a hundred people with all that was said."""
    at, numbers = two[0], [a_number() for _ in range(NUMBERS)]
    writers = [Writer(two[n % 2], n) for n in range(WRITERS)]
    stewards = [Steward(two[n % 2], n) for n in range(STEWARDS)]
    at_once(
        [
            *(lambda each=each: each.write(numbers) for each in writers),
            *(lambda each=each: each.decide(numbers) for each in stewards),
        ]
    )
    told = [each.told for each in writers]
    ends = sum((each.ends for each in stewards), Counter[str]())
    assert set(ends) <= {"MergeProfiles", "UnmergeProfiles", "CONFLICT"}
    assert ends["MergeProfiles"] == ends["UnmergeProfiles"] > 0
    is_one_person_each(at, numbers)
    is_all_there(at, told)
    shows_what_was_said(caller(at, AGENT), numbers, told)
    assert at.open_intents() == 0
    locked = "SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()"
    assert at.sql(Database.DATA, locked)[0][0] == 0


def is_one_person_each(at: Stand, numbers: Sequence[str]) -> None:
    """As many people as numbers, each with one number, and none of them merged any more."""
    rows = at.sql(
        Database.DATA,
        "SELECT count(*), count(DISTINCT subject_id), count(DISTINCT identity_id),"
        " (SELECT count(*) FROM subject), (SELECT count(*) FROM phone_identity),"
        " (SELECT count(*) FROM merge_link) FROM phone_ownership",
    )
    assert tuple(rows[0]) == (*[len(numbers)] * 5, 0)


def is_all_there(at: Stand, told: Sequence[Told]) -> None:
    """As many rows as were acknowledged; a source's contact of a person is one, and stays it."""
    rows = at.sql(
        Database.DATA,
        "SELECT (SELECT count(*) FROM lead), (SELECT count(*) FROM call),"
        " (SELECT count(*) FROM customer_order), (SELECT count(*) FROM consent_event)",
    )
    counted = [sum(len(getattr(each, kind)) for each in told) for kind in KINDS]
    assert list(rows[0]) == counted
    assert min(counted) > NUMBERS / 2
    contacts = {each: number for part in told for number, each in part.contacts}
    assert len(contacts) == len(set(contacts.values()))
    query = "SELECT count(*) FROM contact WHERE id = ANY($1::uuid[])"
    assert at.sql(Database.DATA, query, list(map(behind, contacts)))[0][0] == len(contacts)


KINDS: Final = ("leads", "calls", "orders", "words")


def shows_what_was_said(agent: Caller, numbers: Sequence[str], told: Sequence[Told]) -> None:
    """Each number answers with the calls and orders that were filed under it, and no others."""
    in_reach = {whose for each in told for whose in (*each.leads, *dict(each.orders))}
    for number in numbers:
        shown = agent.say(EVERYTHING, number=number).payload["profile"]
        # Who neither asked for anything nor bought anything is seen on no ground.
        assert (shown is not None) is (number in in_reach)
        for part, name in (("calls", "notes"), ("orders", "externalNo")):
            rows = [] if shown is None else shown[part]["edges"]
            filed = [
                mark
                for whose, mark in chain.from_iterable(getattr(each, part) for each in told)
                if whose == number and shown is not None
            ]
            assert sorted(edge["node"][name] for edge in rows) == sorted(filed)


EVERYTHING: Final = """query ($number: PhoneNumber!) @purpose(is: SERVICE_SUPPORT) {
  profileByPhone(number: $number) {
    profile {
      calls(first: 50) { edges { node { notes } } }
      orders(first: 50) { edges { node { externalNo } } }
    }
  }
}"""
