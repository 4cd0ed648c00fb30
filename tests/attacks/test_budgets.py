"""Budgets: whoever asks for ten thousand numbers is answered for as many as his work needs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Final

import pytest

from privacy.policy import default_document
from tests.acceptance.conftest import THEN
from tests.acceptance.deeds import captured
from tests.acceptance.people import AGENT, CONTRACT, SHOP, Persona, caller
from tests.acceptance.stand import Clock, put_into, settings_in
from tests.attacks.room import Answered, Room, opened_room
from tests.attacks.test_enumeration import without_receipt
from tests.postgres.clones import Clones

BLOCK: Final = "+86139203"
NUMBERS: Final = 10_000
AT_ONCE: Final = 100
A_MINUTE: Final = 600
"""What the shipped policy lets the order system look up in a minute."""
MISSES_A_DAY: Final = 250
"""How many numbers of nobody an agent may meet in a day: half of what may be looked up."""
HIDDEN: Final = (3, 120, 249, 260, 5_000)
"""Places in the block where somebody is, whom nobody may see."""
SINGLY: Final = 400


@pytest.fixture(scope="module")
def clock() -> Clock:
    """A time that stands until the test moves it."""
    return Clock(THEN)


@pytest.fixture(scope="module")
def shipped(
    clones: Clones, tmp_path_factory: pytest.TempPathFactory, clock: Clock
) -> Iterator[Room]:
    """A service under the policy that is shipped, budgets and all."""
    folder: Path = tmp_path_factory.mktemp("shipped")
    policy = folder / "policy.toml"
    policy.write_bytes(default_document())
    settings = settings_in(folder, policy_file=policy)
    with clones.fresh() as dsns, opened_room(settings, dsns, clock=clock) as room:
        agent = caller(room.at, AGENT, clock=clock)
        for place in HIDDEN:
            put_into(room.at, captured(agent, number(place)), "RESTRICTED")
        clock.at += timedelta(minutes=2)  # what was filed was looked up, too
        yield room


def number(place: int) -> str:
    return f"{BLOCK}{place:05d}"


def asked(room: Room, who: Persona, operation: str, variables: dict[str, object]) -> Answered:
    document = f"sha256:{CONTRACT.named(who.folder, operation).id}"
    return room.post({"documentId": document, "variables": variables}, who=who)


def refused(answered: Answered) -> None:
    """Whether a look-up was refused for the budget, and nobody was looked for."""
    assert (answered.status, answered.code) == (429, "RATE_LIMITED")
    assert int(answered.headers[b"retry-after"]) >= 1
    assert answered.cost.keys() <= {"part of the body", "cdp: policies.in_force", "leaf"}
    assert answered.cost.get("leaf", 0) <= 1


def test_ten_thousand_numbers_at_once_are_answered_for_a_minutes_worth(shipped: Room) -> None:
    """All are sent, by one system; six hundred are answered, and all others refused alike.

    A refusal is one entry of the log, and none once the client's points are spent as well; it
    costs no statement about anybody, no key, no opening.
    """
    told, costs = Counter[int](), set()
    for begin in range(0, NUMBERS, AT_ONCE):
        numbers = [number(place) for place in range(begin, begin + AT_ONCE)]
        answered = asked(shipped, SHOP, "ResolvePhones", {"numbers": numbers})
        told[answered.status] += AT_ONCE
        if answered.status == 200:
            assert b"EXACT" not in answered.octets
        else:
            refused(answered)
            costs.add(tuple(sorted(answered.cost.items())))
    assert told == {200: A_MINUTE, 429: NUMBERS - A_MINUTE}
    assert [dict(cost).get("leaf", 0) for cost in sorted(costs, key=len)] == [0, 1]


def test_an_agent_who_asks_number_by_number_all_day_is_stopped_by_the_misses(
    shipped: Room, clock: Clock
) -> None:
    """One a second, as fast as the minute allows: the day's misses end it, hidden or absent alike.

    So a block of ten thousand is a matter of forty days, each of them in the log.
    """
    answers: set[object] = set()
    refusals: set[object] = set()
    answered_for = 0
    for place in range(SINGLY):
        clock.at += timedelta(seconds=1)
        answered = asked(shipped, AGENT, "ScreenPop", {"number": number(place)})
        if answered.status == 200:
            assert refusals == set()
            answered_for += 1
            body = answered.body
            body["extensions"].pop("cost", None)
            answers.add((without_receipt(body), tuple(sorted(answered.cost.items()))))
        else:
            refused(answered)
            refusals.add((tuple(answered.messages), tuple(sorted(answered.cost.items()))))
    assert answered_for <= MISSES_A_DAY
    assert answered_for >= MISSES_A_DAY - 10  # she filed some herself: numbers of nobody, then
    assert (len(answers), len(refusals)) == (1, 1)
