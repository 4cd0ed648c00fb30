"""P1 for somebody who is three records, against somebody who is one with as many facts in all."""

from __future__ import annotations

from dataclasses import replace
from statistics import median
from typing import TYPE_CHECKING, Final

from bench.rig.contest import Contest
from bench.rig.deployment import deployment
from bench.rig.finding import Finding, circumstances
from bench.rig.ours import ours
from bench.rig.records import by_turns
from cdp.wiring import now

if TYPE_CHECKING:
    from collections.abc import Callable

    from bench.rig.contest import Measured, Size

ONE: Final = "one record"
THREE: Final = "three merged records"

LEAST: Final = 0.95
"""What of the answers a second must be left."""


async def of_three(size: Size, tell: Callable[[str], None]) -> Finding:
    """One service, asked about either kind of people by turns."""
    async with (
        deployment(2 * size.people, pressed=by_turns) as place,
        ours(place, ONE) as one,
    ):
        sides = [
            replace(one, ask=lambda people: one.ask([2 * n for n in people])),
            replace(one, name=THREE, ask=lambda people: one.ask([2 * n + 1 for n in people])),
        ]
        contest = Contest(sides=sides, size=size, tell=tell)
        await contest.run()
    return found(contest)


def found(contest: Contest) -> Finding:
    """What the rounds say of the bar."""
    ratio = contest.ratio(THREE, ONE)
    dearer = [
        three / one
        for three, one in zip(contest.all(THREE, _spent), contest.all(ONE, _spent), strict=True)
    ]
    return Finding(
        bar="P1 of three",
        value=round(ratio, 3),
        target=LEAST,
        holds=ratio >= LEAST,
        figures={
            "value_is": f"answers a second about {THREE}, to those about {ONE} of as many facts",
            "ratios": [round(each, 3) for each in contest.ratios(THREE, ONE)],
            "processor_time_ratio": round(median(dearer), 3),
            **contest.figures(),
            **circumstances(now),
        },
    )


def _spent(measured: Measured) -> float:
    return measured.server_us + measured.postgres_us
