"""The bars of identity in time: deciding who is who, and answering about whom it was decided.

    .venv/bin/python bench/identity.py [--quick] [--only deciding|of-three]

deciding   merge, unmerge and split of records with 10, 1 000 and 100 000 facts each, from the
           request's first octet to the answer's last, over an embedded PostgreSQL, both entries of
           the ledger included: each under 20 ms, whatever the number of facts. There is no socket
           between; a merge's preview is told beside it.
of-three   P1's question about people of three merged records, against people of one record with as
           many facts in all: one service over HTTP, 16 connections, either kind by turns. At most
           a twentieth of the answers a second may be lost.

Prints a finding for each as a line of JSON, and as the last line one of all of them.
"""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Final

from bench.bars.deciding import LATEST_MS, Scale, deciding
from bench.bars.of_three import of_three
from bench.rig import orderly
from bench.rig.contest import Size
from bench.rig.finding import Finding, circumstances
from cdp.wiring import now

if TYPE_CHECKING:
    from collections.abc import Sequence

FACTS: Final = (10, 1_000, 100_000)

QUICK: Final = (
    Scale(facts=FACTS, rounds=5, repeats=2),
    Size(people=200, rounds=5, seconds=1.0, warm_s=0.5, repeats=1),
)
FULL: Final = (
    Scale(facts=FACTS, rounds=60, repeats=30),
    Size(people=5_000, rounds=9, seconds=8.0, warm_s=4.0, repeats=5),
)


def tell(line: str) -> None:
    """Say what goes on."""
    print(line, flush=True)


async def run(only: str | None, scale: Scale, size: Size) -> None:
    """Measure in turn, and say what it comes to."""
    findings: list[Finding] = []
    if only != "of-three":
        findings.append(await deciding(scale, tell))
        tell(findings[-1].line())
    if only != "deciding":
        findings.append(await of_three(size, tell))
        tell(findings[-1].line())
    if only is None:
        tell(together(findings).line())


def together(findings: Sequence[Finding]) -> Finding:
    """All of it: how long the slowest act takes, and whether every bar holds."""
    judged = [each.holds for each in findings]
    return Finding(
        bar="identity",
        value=findings[0].value,
        target=LATEST_MS,
        holds=None if None in judged else all(judged),
        figures={
            "value_is": "milliseconds of the slowest act; holds where all bars of identity do",
            "bars": {
                each.bar: {"value": each.value, "target": each.target, "holds": each.holds}
                for each in findings
            },
            **circumstances(now),
        },
    )


def main() -> None:
    """Measure, and print the findings."""
    parser = argparse.ArgumentParser(description="Deciding who is who, and answering about it.")
    parser.add_argument("--quick", action="store_true", help="a minute instead of four")
    parser.add_argument("--only", choices=("deciding", "of-three"), help="measure one bar")
    given = parser.parse_args()
    orderly.run(run(given.only, *(QUICK if given.quick else FULL)))


if __name__ == "__main__":
    main()
