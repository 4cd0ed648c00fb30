"""P1, P2, P10: a ringing number, answered with everything on, against peers, limits and ourselves.

    .venv/bin/python bench/screen_pop.py [--quick] [--people N] [--only P1|P2|P10]

The question is one customer by phone with her 10 last orders of 8 fields and 10 last calls of 6:
the published document CallerHistory, and its equal on every other side. Ours is the real service
in a process of its own over HTTP on loopback, with token, gate, keys, ledger, receipt and log line;
16 connections; every answer's status and body are checked on every side. Rounds are interleaved,
about people drawn anew for all sides; a round that strangers disturbed is repeated a few times.
The people are brought in by COPY of rows that the service's own keys sealed.

P1   against PostGraphile 5 with no privacy, in answers a second; Strawberry with an ORM, our
     server answering a constant, and pgbench with the bare statements stand beside it.
P2   against the same service with its own privacy taken out, in processor time an answer.
P10  against itself with ten times the people.

Prints a finding for each as a line of JSON; the last is P1's, unless --only says otherwise.
"""

from __future__ import annotations

import argparse
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from bench.bars.against_peers import against_peers
from bench.bars.cost_of_privacy import cost_of_privacy
from bench.bars.growth import growth
from bench.rig import orderly
from bench.rig.contest import Size

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from bench.rig.finding import Finding

QUICK: Final = Size(people=2_000, rounds=5, seconds=2.0, warm_s=2.0, repeats=2)
FULL: Final = Size(people=100_000, rounds=7, seconds=10.0, warm_s=5.0, repeats=7)

BARS: Final[dict[str, Callable[[Size, bool], Awaitable[Finding]]]] = {
    "P10": lambda size, _: growth(size, tell),
    "P2": lambda size, _: cost_of_privacy(size, tell),
    "P1": lambda size, in_full: against_peers(size, tell, with_two=in_full),
}
"""The last one has the last line."""


def tell(line: str) -> None:
    """Say what goes on."""
    print(line, flush=True)


async def run(bars: list[str], size: Size, *, in_full: bool) -> None:
    """Measure the bars in turn."""
    for bar in bars:
        tell((await BARS[bar](size, in_full)).line())


def main() -> None:
    """Measure, and print the findings."""
    parser = argparse.ArgumentParser(description="A ringing number against peers and limits.")
    parser.add_argument("--quick", action="store_true", help="four minutes instead of an hour")
    parser.add_argument("--people", type=int, help="how many people to look up")
    parser.add_argument("--only", choices=sorted(BARS), help="measure one bar")
    given = parser.parse_args()
    size = QUICK if given.quick else FULL
    if given.people:
        size = replace(size, people=given.people)
    bars = [given.only] if given.only else list(BARS)
    orderly.run(run(bars, size, in_full=not given.quick))


if __name__ == "__main__":
    main()
