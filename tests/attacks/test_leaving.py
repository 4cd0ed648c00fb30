"""Leaving: whoever goes, and wherever, the log says what was answered, and nothing is left open."""

from __future__ import annotations

import asyncio
import gc
import json
from collections.abc import Iterator
from contextlib import suppress
from typing import Any, Final
from uuid import UUID

import pytest

from cdp.database.dsn import Database
from cdp.database.lanes import Lanes
from privacy.grant import Grant
from privacy.terms import KeyCategory
from privacy.vault.field_key import FieldKey
from tests.acceptance.deeds import a_number, captured, lead
from tests.acceptance.naming import behind
from tests.acceptance.people import AGENT, CONTRACT, caller
from tests.acceptance.stand import settings_in
from tests.attacks.leaving import Cut, Leaver, Stepped
from tests.attacks.room import ACCEPT, JSON, Room, opened_room
from tests.postgres.clones import Clones

WAITS_AT_MOST: Final = 60
"""More than any request here waits: a loop over waits must end."""


@pytest.fixture(scope="module")
def plain(clones: Clones, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Room]:
    """A service whose parts are its own, uncounted."""
    settings = settings_in(tmp_path_factory.mktemp("left"))
    with (
        clones.fresh() as dsns,
        opened_room(settings, dsns, remade=lambda made: made.executor) as at,
    ):
        gc.collect()
        gc.freeze()  # what stands now is not looked through at each wait
        yield at
        gc.unfreeze()


def leaver(room: Room, operation: str, variables: dict[str, object]) -> Leaver:
    """A caller with that question."""
    document = f"sha256:{CONTRACT.named('agent', operation).id}"
    body = {"documentId": document, "variables": variables}
    return Leaver(json.dumps(body).encode(), [room.bearer(), JSON, ACCEPT])


def lanes(room: Room) -> dict[str, Lanes]:
    """Every pool of sessions that a request can hold one of."""
    service: Any = room.at.service
    return {
        "reader": service.ground.people.run._lanes,
        "writer": service.ground.writer._lanes,
        "keys": service.keystore._lanes,
    }


def free(room: Room) -> dict[str, int]:
    """How many sessions may be taken of each pool."""
    return {name: pool._turns._value for name, pool in lanes(room).items()}


def held() -> list[object]:
    """Grants that were not closed, and keys that somebody still holds."""
    gc.collect()
    return [
        one
        for one in gc.get_objects()
        if (isinstance(one, Grant) and one.keys) or isinstance(one, FieldKey)
    ]


def settled(room: Room) -> None:
    """What was on its way to the log when somebody left has come there: entries keep their order.

    And the service answers the next who asks.
    """
    reply = caller(room.at, AGENT).ask("ProfileByPhone", number=a_number())
    assert reply.status == 200


def test_a_caller_who_leaves_at_any_wait_of_a_screen_pop_is_written_down_and_answered(
    plain: Room,
) -> None:
    """No entry without an attempt to answer, and no answer without its entry, at every wait.

    Before the body is read there is neither: nobody was asked about.
    """
    number = a_number()
    captured(caller(plain.at, AGENT), number)
    before, n, entries = free(plain), 0, []
    while True:
        n += 1
        assert n < WAITS_AT_MOST
        who, size = leaver(plain, "ScreenPop", {"number": number}), plain.at.size()
        stepped = Stepped(who.call(plain.application), n, before=who.leave)
        plain.at.wait_for(run(stepped))
        leaves = plain.at.leaves(size)
        assert [leaf["kind"] for leaf in leaves] == ["read"] * bool(who.tried)
        if who.tried:
            told = json.loads(who.body)
            assert told["extensions"]["access"]["index"] == size
            assert told["data"]["callerContext"]["resolution"]["profile"]["name"] == "张晓明"
        entries.append(len(leaves))
        assert free(plain) == before
        assert held() == []
        if not who.is_gone:
            break
    assert entries == sorted(entries)
    assert (entries[0], entries[-1]) == (0, 1)
    assert len(entries) > 6


async def run(stepped: Stepped) -> None:
    """To its end, whichever that is."""
    with suppress(asyncio.CancelledError):
        await asyncio.create_task(whole(stepped))


async def whole(stepped: Stepped) -> None:
    await stepped


def cut_before() -> object:
    """Cancels the task while it waits: what it waited for may be done all the same."""
    task = asyncio.current_task()
    assert task is not None
    return task.cancel()


def cut_after() -> object:
    """Cancels the task when what it waited for is done, before it hears of it."""
    return Cut


WHEN: Final[dict[str, dict[str, Any]]] = {
    "while it waits": {"before": cut_before},
    "when it has waited": {"after": cut_after},
}


@pytest.mark.parametrize("when", sorted(WHEN))
def test_a_screen_pop_that_is_cut_off_at_any_wait_shows_nothing_unwritten_and_holds_nothing(
    plain: Room, when: str
) -> None:
    """As a stop or a time-out does it: what was told stands in the log; sessions and keys go."""
    number = a_number()
    captured(caller(plain.at, AGENT), number)
    before = free(plain)
    for n in range(1, WAITS_AT_MOST):
        who, size = leaver(plain, "ScreenPop", {"number": number}), plain.at.size()
        stepped = Stepped(who.call(plain.application), n, **WHEN[when])
        plain.at.wait_for(run(stepped))
        settled(plain)
        leaves = [leaf for leaf in plain.at.leaves(size) if leaf["n"]]
        assert len(leaves) <= 1
        if "张晓明" in who.body.decode():
            assert len(leaves) == 1
        assert free(plain) == before
        assert held() == []
        if stepped.waits < n:
            break
    else:
        pytest.fail("it never ran to its end")


@pytest.mark.parametrize("when", sorted(WHEN))
def test_an_act_that_is_cut_off_at_any_wait_is_whole_or_void_and_the_log_says_which(
    plain: Room, when: str
) -> None:
    """The sweeper ends what nobody ended: applied where the data stand, void where they do not."""
    before, ends = free(plain), set()
    for n in range(1, WAITS_AT_MOST):
        number = a_number()
        who, size = leaver(plain, "CaptureLead", {"input": lead(number)}), plain.at.size()
        stepped = Stepped(who.call(plain.application), n, **WHEN[when])
        plain.at.wait_for(run(stepped))
        settled(plain)
        plain.at.wait_for(plain.at.service.sweeper.sweep(older_than_s=0))
        assert plain.at.open_intents() == 0
        assert free(plain) == before
        assert held() == []
        ends.add(ended(plain, number, size, is_told=b"leadId" in who.body))
        if stepped.waits < n:
            break
    else:
        pytest.fail("it never ran to its end")
    assert ends == {"nothing", "void", "applied"}


def ended(room: Room, number: str, size: int, *, is_told: bool) -> str:
    """How a cut act ended, after whether log, data and what was told agree."""
    leaves = room.at.leaves(size)
    intents = [leaf for leaf in leaves if leaf["kind"] == "intent"]
    outcomes = [leaf for leaf in leaves if leaf["kind"] == "outcome"]
    stands = caller(room.at, AGENT).ask("ProfileByPhone", number=number).payload["status"]
    if not intents:
        assert (outcomes, stands, is_told) == ([], "NOT_AVAILABLE", False)
        return "nothing"
    [intent], [outcome] = intents, outcomes
    assert outcome["op"] == intent["op"]
    query = "SELECT is_void FROM applied_operation WHERE op = $1"
    rows = room.at.sql(Database.DATA, query, UUID(intent["op"]))
    is_applied = outcome["decision"] == "applied"
    assert is_applied or not is_told
    assert stands == ("EXACT" if is_applied else "NOT_AVAILABLE")
    assert [row[0] for row in rows] == [not is_applied]
    return str(outcome["decision"])


def test_a_caller_who_leaves_at_any_wait_of_an_act_has_it_made_once_or_not_at_all(
    plain: Room,
) -> None:
    """Leaving undoes nothing: once the body was read, the act is made, told and written down."""
    before, n, made = free(plain), 0, []
    while True:
        n += 1
        assert n < WAITS_AT_MOST
        number, size = a_number(), plain.at.size()
        who = leaver(plain, "CaptureLead", {"input": lead(number)})
        plain.at.wait_for(run(Stepped(who.call(plain.application), n, before=who.leave)))
        kinds = [leaf["kind"] for leaf in plain.at.leaves(size)]
        assert kinds == ["intent", "outcome"] * bool(who.tried)
        if who.tried:
            told = json.loads(who.body)
            assert "leadId" in told["data"]["captureLead"]
            assert told["extensions"]["access"]["index"] == size + 1
        made.append(bool(who.tried))
        assert (free(plain), held()) == (before, [])
        if not who.is_gone:
            break
    assert made == sorted(made)
    assert len(made) > 12


def test_waits_are_counted_and_cut_where_the_count_says(plain: Room) -> None:
    """The tool itself: a coroutine of five waits is cut at the third, and not at the sixth."""
    reached: list[int] = []

    async def five() -> None:
        for n in range(5):
            reached.append(n)
            await asyncio.sleep(0)

    for n, expected in ((3, [0, 1, 2]), (6, [0, 1, 2, 3, 4])):
        for when in WHEN.values():
            reached.clear()
            stepped = Stepped(five(), n, **when)
            plain.at.wait_for(run(stepped))
            assert reached == expected


def test_what_is_held_would_be_found(plain: Room) -> None:
    """The tool itself: keys that somebody forgot are seen."""
    profile = behind(captured(caller(plain.at, AGENT), a_number()))
    keyring = plain.at.service.ground.door.keyring
    keys = plain.at.wait_for(keyring.open([profile], tuple(KeyCategory)))
    assert held() != []
    del keys
    assert held() == []
