"""Two stewards decide about one cluster at once, in two processes: one wins, the other is told."""

from __future__ import annotations

from collections.abc import Callable, Coroutine, Iterator
from itertools import combinations_with_replacement
from typing import Any, Final
from uuid import UUID

import pytest

from cdp.acts.resolving import Resolved
from cdp.acts.split_profile import SplitWish, split_profile
from cdp.acts.write import Payload
from cdp.database.dsn import Database
from cdp.errors import Conflict
from tests.acceptance.deeds import a_number, captured
from tests.acceptance.naming import behind
from tests.acceptance.people import Caller
from tests.acceptance.resolutions import OTHERS, Steward, linked
from tests.acceptance.stand import Stand, opened

ROUNDS: Final = 4

Records = tuple[UUID, UUID, UUID]
"""Two that are one person, and a third one, the oldest first."""

Deed = Callable[[Steward, Records, UUID], Coroutine[Any, Any, Callable[[], Any]]]
"""What a steward is about to do, by what she saw; the decision is the merge of the two."""


async def takes_in_the_third(who: Steward, of: Records, _: UUID) -> Callable[[], Any]:
    mark = await who.looked(of[0], of[2])
    return lambda: who.merges(of[0], of[2], mark)


async def takes_in_the_third_by_the_second(who: Steward, of: Records, _: UUID) -> Callable[[], Any]:
    mark = await who.looked(of[2], of[1])
    return lambda: who.merges(of[2], of[1], mark)


async def takes_it_back(who: Steward, of: Records, decision: UUID) -> Callable[[], Any]:
    seen = await who.saw(of[0])
    return lambda: who.unmerges(decision, seen)


async def parts_them(who: Steward, of: Records, _: UUID) -> Callable[[], Any]:
    seen, ground = await who.saw(of[1]), who.at.service.ground
    wish = SplitWish(profile=of[0], apart=[of[1]], why=OTHERS, seen=seen)
    return lambda: split_profile(wish, who.ask, ground, Payload())


DEEDS: Final = (
    takes_in_the_third,
    takes_in_the_third_by_the_second,
    takes_it_back,
    parts_them,
)


def left_by(deed: Deed, of: Records) -> dict[UUID, UUID]:
    """What is written down of the three once a deed is done."""
    return {} if deed in (takes_it_back, parts_them) else dict.fromkeys(of, of[0])


@pytest.fixture(scope="module")
def beside(stand: Stand) -> Iterator[Stand]:
    """A second process's worth of service on the same databases."""
    with opened(stand.settings, stand.dsns) as other:
        yield other


def people(stand: Stand, agent: Caller) -> Records:
    made = [behind(captured(agent, a_number())) for _ in range(3)]
    query = "SELECT id FROM subject WHERE id = ANY($1) ORDER BY created_at, id"
    one, two, three = (UUID(int=row["id"].int) for row in stand.sql(Database.DATA, query, made))
    return one, two, three


def ended(doing: Coroutine[Any, Any, Resolved]) -> Coroutine[Any, Any, Resolved | Conflict]:
    async def either() -> Resolved | Conflict:
        try:
            return await doing
        except Conflict as told:
            return told

    return either()


@pytest.mark.parametrize(
    ("mine", "hers"),
    [*combinations_with_replacement(DEEDS, 2)],
    ids=lambda deed: deed.__name__.replace("_", " "),
)
def test_of_two_stewards_one_wins_and_the_other_is_told(
    stand: Stand, beside: Stand, agent: Caller, mine: Deed, hers: Deed
) -> None:
    """Whatever the two decide, each by what both saw; what is left is what the winner decided."""
    for _ in range(ROUNDS):
        of = people(stand, agent)
        dora, emil = Steward(stand), Steward(beside, "emil")
        decision = stand.wait_for(dora.merges(of[0], of[1])).decision
        assert decision is not None
        deeds = [
            (who, deed, who.at.wait_for(deed(who, of, decision)))
            for who, deed in ((dora, mine), (emil, hers))
        ]
        doing = [who.at.begin(ended(begun())) for who, _, begun in deeds]
        ends = [each.result() for each in doing]
        assert sorted(type(end).__name__ for end in ends) == ["Conflict", "Resolved"]
        [won] = [
            deed for (_, deed, _), end in zip(deeds, ends, strict=True) if isinstance(end, Resolved)
        ]
        assert linked(stand, *of) == left_by(won, of)
        assert stand.open_intents() == 0
