"""P2: processor time an answer that privacy costs: the service against itself without it."""

from __future__ import annotations

from statistics import median
from typing import TYPE_CHECKING, Final, Literal

from bench.rig.contest import Contest
from bench.rig.deployment import deployment
from bench.rig.finding import Finding, circumstances
from bench.rig.ours import OURS, ours
from cdp.wiring import now

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractAsyncContextManager

    from bench.rig.contest import Measured, Size
    from bench.rig.deployment import Deployment
    from bench.rig.side import Served

SEALED: Final = "no gate, no ledger"
PLAIN: Final = "no privacy"

ALL_US: Final = 250.0
"""What all of privacy may cost."""
WATCH_US: Final = 120.0
"""And gate, ledger and receipt of it."""
RATIOS: Final = {SEALED: 0.65, PLAIN: 0.45}
"""What of the answers a second must be left, of those without it."""

_FOUND: Final = ('"status":"EXACT"',)
"""What a service without a ledger says besides: no receipt."""


async def cost_of_privacy(size: Size, tell: Callable[[str], None]) -> Finding:
    """The whole service, the one that only keeps its keys and sealing, and the one without any."""
    async with (
        deployment(size.people) as place,
        deployment(size.people, is_sealed=False) as open_place,
        ours(place, OURS) as mine,
        stripped(place, SEALED, "sealed") as sealed,
        stripped(open_place, PLAIN, "plain") as plain,
    ):
        contest = Contest(sides=[mine, sealed, plain], size=size, tell=tell)
        await contest.run()
    return found(contest)


def found(contest: Contest) -> Finding:
    """What the rounds say of the bar."""
    cost = median(_more(contest, PLAIN))
    watch = median(_more(contest, SEALED))
    ratios = {name: contest.ratio(OURS, name) for name in RATIOS}
    return Finding(
        bar="P2",
        value=round(cost),
        target=ALL_US,
        holds=cost <= ALL_US
        and watch <= WATCH_US
        and all(ratios[name] >= least for name, least in RATIOS.items()),
        figures={
            "value_is": "microseconds of processor time an answer, PostgreSQL's included",
            "gate_ledger_receipt_us": round(watch),
            "gate_ledger_receipt_target_us": WATCH_US,
            "ratio_with_sealing_kept": round(ratios[SEALED], 3),
            "ratio_with_sealing_kept_target": RATIOS[SEALED],
            "ratio_to_plain": round(ratios[PLAIN], 3),
            "ratio_to_plain_target": RATIOS[PLAIN],
            **contest.figures(),
            **circumstances(now),
        },
    )


def stripped(
    place: Deployment, name: str, how: Literal["sealed", "plain"]
) -> AbstractAsyncContextManager[Served]:
    """The service without a gate and a ledger, `plain` without keys as well."""
    command = ("-m", "bench.rig.stripped", how)
    return ours(place, name, command=command, shown=_FOUND)


def _spent(measured: Measured) -> float:
    return measured.server_us + measured.postgres_us


def _more(contest: Contest, than: str) -> list[float]:
    """What an answer of ours costs more than one of `than`, round by round."""
    mine, other = contest.all(OURS, _spent), contest.all(than, _spent)
    return [one - two for one, two in zip(mine, other, strict=True)]
