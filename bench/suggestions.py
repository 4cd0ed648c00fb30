"""Suggestions: how long it takes to compare a million profiles, and what is found among them.

    .venv/bin/python bench/suggestions.py [--quick] [--people N]

A deployment of its own with a crowd in it (`bench/rig/crowd.py`): tokens made by the code that
makes those of contacts, copied in. Then `cdp identity match --whole`, from the first value counted
to the last suggestion stored, as the service does it: with its ledger, its rules, its transactions.
One in twenty is somebody's second self, so that what was found can be told from what is there.
"""

from __future__ import annotations

import argparse
import os
import resource
from time import perf_counter
from typing import TYPE_CHECKING, Final

import asyncpg

from bench.rig import orderly
from bench.rig.crowd import AT_ONCE, Crowd, person_of, twin_of
from bench.rig.deployment import deployment
from bench.rig.finding import Finding, circumstances
from bench.rig.machine import Moment
from bench.rig.people import copy
from cdp.database.dsn import Database, Role
from cdp.wiring import now, service

if TYPE_CHECKING:
    from bench.rig.deployment import Deployment
    from cdp.jobs.matching.matched import Matched

MINUTES: Final = 10.0
BAR_PEOPLE: Final = 1_000_000
"""The bar is of so many: fewer are faster, and judge nothing."""
QUICK_PEOPLE: Final = 5_000

_ANALYZE: Final = "VACUUM (ANALYZE)"
_SIZE: Final = "SELECT pg_total_relation_size('match_token')"
_PAIRS: Final = """
SELECT s.score, min(m.subject_id::text) AS one, max(m.subject_id::text) AS other
FROM match_suggestion s JOIN match_suggestion_member m ON m.suggestion_id = s.id
WHERE s.state = 'OPEN' GROUP BY s.id
"""


def tell(line: str) -> None:
    """Say what goes on."""
    print(line, flush=True)


async def settle(place: Deployment, people: int) -> None:
    """Bring the crowd in."""
    async with service(place.settings, place.dsns, place.keys) as made:
        crowd = Crowd(people=people, index=made.ground.matching, now=now())
    owner = await asyncpg.connect(place.dsns.of(Database.DATA, Role.OWNER))
    for first in range(0, people, AT_ONCE):
        some = range(first, min(first + AT_ONCE, people))
        await copy(crowd.rows(some), owner, owner)
        if some.stop % (20 * AT_ONCE) == 0:
            tell(f"{some.stop} people came")
    await owner.execute(_ANALYZE)
    await owner.close()


async def compared(place: Deployment) -> tuple[Matched, dict[str, object]]:
    """Everybody, as the command does; what was found, and what it took."""
    mine = (os.getpid(), place.postmaster)
    async with service(place.settings, place.dsns, place.keys) as made:
        before, began, longest = Moment.of_processes(mine), perf_counter(), 0.0
        stepped = began

        def progress(done: int, of: int) -> None:
            nonlocal longest, stepped
            longest, stepped = max(longest, perf_counter() - stepped), perf_counter()
            if done % 10 == 0 or done == of:
                tell(f"{done} of {of} steps after {stepped - began:.0f} s")

        found = await made.matching.matcher.everybody(progress)
        took = perf_counter() - began
        after = Moment.of_processes(mine)
    spent = after.since(before)
    return found, {
        "seconds": round(took, 1),
        "longest_step_s": round(longest, 1),
        "postgres_cpu_s": round(spent[place.postmaster], 1),
        "python_cpu_s": round(spent[os.getpid()], 1),
        "foreign_cores": round(after.foreign_since(before) / took, 2),
        "load_average": [round(each, 2) for each in os.getloadavg()],
        "memory_mb": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 / 1e6),
    }


async def told(place: Deployment, people: int) -> dict[str, object]:
    """How many second selves were found, how many suggestions are of one, and what tokens take."""
    reader = await asyncpg.connect(place.dsns.of(Database.DATA, Role.JOBS))
    rows = await reader.fetch(_PAIRS)
    size = await reader.fetchval(_SIZE)
    await reader.close()
    twins = {
        frozenset((str(person_of(n)), str(person_of(first))))
        for n in range(people)
        if (first := twin_of(n)) is not None
    }
    pairs = {frozenset((row["one"], row["other"])) for row in rows}
    both = len(twins & pairs)
    return {
        "second_selves": len(twins),
        "found_of_them": round(both / max(len(twins), 1), 3),
        "right_of_suggested": round(both / max(len(pairs), 1), 3),
        "token_bytes_a_person": round(size / people),
    }


async def run(people: int) -> Finding:
    """Settle, compare, and look at what was found."""
    async with deployment(0) as place:
        await settle(place, people)
        found, took = await compared(place)
        figures = await told(place, people)
    minutes = float(str(took["seconds"])) / 60
    return Finding(
        bar="suggestions",
        value=round(minutes, 2),
        target=MINUTES,
        holds=minutes < MINUTES if people >= BAR_PEOPLE else None,
        figures={
            "value_is": f"minutes to compare {people} profiles; judged of {BAR_PEOPLE}",
            "people": people,
            "pairs": found.pairs,
            "suggested": found.suggested,
            "merged": found.merged,
            "blocks_passed_over": found.noise,
            **took,
            **figures,
            **circumstances(now),
        },
    )


def main() -> None:
    """Measure, and print the finding as the last line."""
    parser = argparse.ArgumentParser(description="How long it takes to compare everybody.")
    parser.add_argument("--quick", action="store_true", help=f"{QUICK_PEOPLE} people")
    parser.add_argument("--people", type=int, help=f"so many people instead of {BAR_PEOPLE}")
    given = parser.parse_args()
    people = given.people or (QUICK_PEOPLE if given.quick else BAR_PEOPLE)
    print(orderly.run(run(people)).line())


if __name__ == "__main__":
    main()
