"""P1: answers a second, ours to PostGraphile's, with other peers and the limits beside them."""

from __future__ import annotations

import secrets
from contextlib import AsyncExitStack, asynccontextmanager
from typing import TYPE_CHECKING, Final

from bench.peers.orm.peer import orm
from bench.peers.postgraphile.peer import PEER, postgraphile
from bench.rig.contest import Contest
from bench.rig.deployment import deployment
from bench.rig.finding import Finding, circumstances
from bench.rig.limits import bare, by_hand, our_statement
from bench.rig.ours import OURS, ours
from bench.rig.plain import plain_database
from cdp.wiring import now

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Mapping

    from bench.rig.contest import Size
    from bench.rig.deployment import Deployment
    from bench.rig.plain import Plain
    from bench.rig.side import Side

LATEST_MS: Final = 20.0
"""The bound on the slowest answer of a hundred."""

TWO: Final = 2
"""Workers of ours, and processes of the peer, where two cores are given to each."""


async def against_peers(size: Size, tell: Callable[[str], None], *, with_two: bool) -> Finding:
    """Every side about the same people; `with_two` workers against two of the peer besides."""
    async with deployment(size.people) as place:
        plain = await plain_database(
            place.tenancy, size.people, now=now(), password=secrets.token_hex()
        )
        async with _alone(place, plain) as sides:
            contest = Contest(sides=sides, size=size, tell=tell)
            await contest.run()
        two = await _of_two(place, plain, size, tell) if with_two else {}
    return found(contest, two)


def found(contest: Contest, more: Mapping[str, object]) -> Finding:
    """What the rounds say of the bar, and `more` figures."""
    ratio = contest.ratio(OURS, PEER)
    p99 = contest.typical(OURS, lambda each: each.p99_ms or 0.0)
    return Finding(
        bar="P1",
        value=round(ratio, 3),
        target=1.0,
        holds=ratio >= 1.0 and p99 < LATEST_MS,
        figures={
            "value_is": f"answers a second, of ours to {PEER}'s; p99 under {LATEST_MS:.0f} ms",
            "p99_ms": round(p99, 2),
            "ratios": [round(each, 3) for each in contest.ratios(OURS, PEER)],
            **contest.figures(),
            **more,
            **circumstances(now),
        },
    )


@asynccontextmanager
async def _alone(place: Deployment, plain: Plain) -> AsyncIterator[list[Side]]:
    """Everybody with one process."""
    async with AsyncExitStack() as stack:
        mine = await stack.enter_async_context(ours(place, OURS))
        yield [
            mine,
            await stack.enter_async_context(postgraphile(place, plain)),
            await stack.enter_async_context(orm(place, plain)),
            await stack.enter_async_context(bare(place, await mine.octets())),
            await our_statement(place),
            await by_hand(place, plain),
        ]


async def _of_two(
    place: Deployment, plain: Plain, size: Size, tell: Callable[[str], None]
) -> dict[str, object]:
    async with (
        ours(place, f"{OURS} × {TWO}", processes=TWO) as mine,
        postgraphile(place, plain, processes=TWO) as peer,
    ):
        contest = Contest(sides=[mine, peer], size=size, tell=tell)
        await contest.run()
    figures = contest.figures()
    return {"ratio_of_two": round(contest.ratio(mine.name, peer.name), 3), "two": figures["sides"]}
