"""Every side of a contest tells the same life, and each answer is looked at."""

from __future__ import annotations

from contextlib import AsyncExitStack
from typing import Final

import pytest

from bench.bars.cost_of_privacy import PLAIN, SEALED, stripped
from bench.peers.orm.peer import orm
from bench.rig.buffers import buffers
from bench.rig.contest import Contest, Size
from bench.rig.deployment import deployment
from bench.rig.limits import bare, by_hand, our_statement
from bench.rig.lives import CALLS, ORDERS
from bench.rig.load import Question, WrongAnswer
from bench.rig.ours import OURS, ours
from bench.rig.plain import plain_database
from bench.rig.side import Side
from cdp.wiring import now

SIZE: Final = Size(people=5, rounds=1, seconds=0.3, warm_s=0.1, repeats=0)
"""As little as tells whether all of it works."""


async def test_every_side_tells_the_same_life() -> None:
    """Ours, a peer and both limits, each checked answer by answer; PostGraphile needs npm."""
    said: list[str] = []
    async with AsyncExitStack() as stack:
        place = await stack.enter_async_context(deployment(SIZE.people))
        plain = await plain_database(place.tenancy, SIZE.people, now=now(), password="word")
        mine = await stack.enter_async_context(ours(place, OURS))
        sides: list[Side] = [
            mine,
            await stack.enter_async_context(stripped(place, SEALED, "sealed")),
            await stack.enter_async_context(orm(place, plain)),
            await stack.enter_async_context(bare(place, await mine.octets())),
            await our_statement(place),
            await by_hand(place, plain),
        ]
        contest = Contest(sides=sides, size=SIZE, tell=said.append)
        await contest.run()
        pages = await buffers(place, range(SIZE.people))
    [told] = contest.rounds
    assert list(told.of) == [side.name for side in sides]
    assert all(each.answers > 0 for each in told.of.values())
    assert len(said) == 1
    assert pages > 0


async def test_the_service_without_privacy_tells_the_same_life() -> None:
    """Over rows that were never sealed: what P2 measures against."""
    async with (
        deployment(SIZE.people, is_sealed=False) as place,
        stripped(place, PLAIN, "plain") as side,
    ):
        brought = await side.answer(range(SIZE.people), SIZE.seconds)
    assert brought.answers == len(brought.waits) > 0


QUESTION: Final = Question(
    request=b"", expected=(b'"name":"A"',), counted=((b'"externalNo"', ORDERS),)
)
SOUND: Final = b'{"data":{"name":"A",' + b'"externalNo":"",' * ORDERS


@pytest.mark.parametrize(
    ("head", "body"),
    [
        (b"HTTP/1.1 503 Service Unavailable", SOUND),
        (b"HTTP/1.1 200 OK", SOUND + b'"errors":[]}'),
        (b"HTTP/1.1 200 OK", SOUND.replace(b'"A"', b'"B"')),
        (b"HTTP/1.1 200 OK", SOUND + b'"externalNo":""}'),
    ],
    ids=["status", "errors", "value", "count"],
)
def test_an_answer_that_is_another_one_ends_the_measurement(head: bytes, body: bytes) -> None:
    """An error is fast, and would look good."""
    with pytest.raises(WrongAnswer):
        QUESTION.check(head, body)


def test_an_answer_that_is_right_is_let_pass() -> None:
    """The one that the others were made wrong from."""
    QUESTION.check(b"HTTP/1.1 200 OK", SOUND)
    assert ORDERS == CALLS
