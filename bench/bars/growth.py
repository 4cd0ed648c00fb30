"""P10: the same question with ten times the people in the databases."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from bench.rig.buffers import buffers
from bench.rig.contest import Contest
from bench.rig.deployment import deployment
from bench.rig.finding import Finding, circumstances
from bench.rig.ours import ours
from cdp.wiring import now

if TYPE_CHECKING:
    from collections.abc import Callable

    from bench.rig.contest import Size

TIMES: Final = 10
LEAST: Final = 0.85
"""Of the answers a second: within 15 %."""

_ASKED: Final = 20_000
"""Most people that a round asks about: so many that no cache holds them all."""

_EXPLAINED: Final = 50
"""People whose statement is explained, on each side."""


async def growth(size: Size, tell: Callable[[str], None]) -> Finding:
    """The service over `size.people` and over ten times as many, in one run."""
    few, many = size.people, size.people * TIMES
    async with (
        deployment(few) as small,
        deployment(many) as large,
        ours(small, f"{few:,} people") as one,
        ours(large, f"{many:,} people") as other,
    ):
        spread = replace(other, ask=lambda people: other.ask([_tenth(n) for n in people]))
        contest = Contest(sides=[one, spread], size=replace(size, asked=_ASKED), tell=tell)
        await contest.run()
        some = range(0, few, max(1, few // _EXPLAINED))
        pages = {
            one.name: await buffers(small, some),
            other.name: await buffers(large, map(_tenth, some)),
        }
    ratio = contest.ratio(other.name, one.name)
    return Finding(
        bar="P10",
        value=round(ratio, 3),
        target=LEAST,
        holds=ratio >= LEAST,
        figures={
            "value_is": f"answers a second with {many:,} people, to those with {few:,}",
            "buffers_a_request": {name: round(each, 1) for name, each in pages.items()},
            "left_out": "10 million people, one order and one call each, by a Zipf law",
            **contest.figures(),
            **circumstances(now),
        },
    )


def _tenth(n: int) -> int:
    """Of the many, somebody for the nth of the few: all tens, and all that stand in a ten."""
    return n * TIMES + n % TIMES
