"""P1, as far as it can be measured yet: the screen pop with everything on, against two limits.

Ours: the real service in a process of its own, one worker, over HTTP on loopback, 16 connections
kept alive; token, gate, keys, ledger, receipt and log line are on, and every answer's status and
body are checked. The limits: pgbench with the same root statement, prepared, 8 clients; and
uvicorn, run as we run it, answering a constant body of the same size. Rounds are interleaved,
each with people of its own drawn at random for both sides; a round that others disturbed is
repeated a few times.

The people are brought in by COPY of rows that the service's own keys sealed. `value` is the
ratio to pgbench; the bar itself speaks of PostGraphile, which a later issue brings in.

    .venv/bin/python bench/screen_pop.py [--quick]
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import platform
import secrets
import signal
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from statistics import median
from time import perf_counter
from typing import TYPE_CHECKING, Final

import uvloop

from bench.rig.deployment import Deployment, deployment
from bench.rig.load import Yield, load
from bench.rig.machine import Moment
from bench.rig.people import CALLS, ORDERS
from bench.rig.reference import CLIENTS, NUMBERS, Reference
from bench.rig.screen_pop import questions, root_statement, token_of
from bench.rig.serving import free_port, serving
from cdp.database.dsn import Database, Role
from cdp.database.embedded.programs import Programs
from cdp.database.reader import Reader
from cdp.wiring import now

if TYPE_CHECKING:
    from bench.rig.screen_pop import RootStatement

CONNECTIONS: Final = 16
QUIET_CORES: Final = 0.2
"""A round during which others used more than this was disturbed."""

WARM_S: Final = 2.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Size:
    """How much is measured."""

    people: int
    rounds: int
    seconds: float
    repeats: int
    """Most rounds that are measured anew because others disturbed them."""


QUICK: Final = Size(people=2_000, rounds=5, seconds=3.0, repeats=3)
FULL: Final = Size(people=100_000, rounds=7, seconds=10.0, repeats=7)


@dataclass(frozen=True, slots=True, kw_only=True)
class Round:
    """What one round brought, on each side."""

    ours: Yield
    bare: Yield
    pgbench: float
    python_us: float
    postgres_us: float
    bare_us: float
    foreign_cores: float


@dataclass(slots=True, kw_only=True)
class Bench:
    """Three sides, brought up."""

    place: Deployment
    root: RootStatement
    reference: Reference
    service_port: int
    service: int
    bare_port: int = 0
    bare: int = 0
    rounds: list[Round] = field(default_factory=list)
    disturbed: int = 0

    async def measure(self, size: Size) -> None:
        """All rounds; disturbed ones are kept only once no repeat is left."""
        while len(self.rounds) < size.rounds:
            measured = await self._round(size)
            if measured.foreign_cores > QUIET_CORES and self.disturbed < size.repeats:
                self.disturbed += 1
            else:
                self.rounds.append(measured)
                _say(len(self.rounds), measured)

    async def _round(self, size: Size) -> Round:
        people = secrets.SystemRandom().sample(range(size.people), min(NUMBERS, size.people))
        asked, tokens = questions(self.place, people), [token_of(self.place, n) for n in people]
        mine = (os.getpid(), self.service, self.bare, self.place.postmaster)
        began, before = perf_counter(), Moment.of_processes(mine)
        ours = await load(self.service_port, asked, connections=CONNECTIONS, seconds=size.seconds)
        middle = Moment.of_processes(mine)
        rate = await self.reference.rate(
            self.root.statement, self.root.values, tokens, seconds=size.seconds
        )
        later = Moment.of_processes(mine)
        plain = [each.unchecked() for each in asked]
        bare = await load(self.bare_port, plain, connections=CONNECTIONS, seconds=size.seconds)
        after = Moment.of_processes(mine)
        spent, answers = middle.since(before), len(ours.waits)
        return Round(
            ours=ours,
            bare=bare,
            pgbench=rate,
            python_us=1e6 * spent[self.service] / answers,
            postgres_us=1e6 * spent[self.place.postmaster] / answers,
            bare_us=1e6 * after.since(later)[self.bare] / len(bare.waits),
            foreign_cores=after.foreign_since(before) / (perf_counter() - began),
        )


async def run(size: Size) -> dict[str, object]:
    """Bring everything up, measure, and stop everything; also when told to stop meanwhile."""
    task = asyncio.current_task()
    assert task is not None
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, task.cancel)
    async with AsyncExitStack() as stack:
        place = await stack.enter_async_context(deployment(size.people))
        root = root_statement(place)
        await _check(place, root)
        port, bare_port = free_port(), free_port()
        service = await stack.enter_async_context(
            serving(
                *("-c", "from cdp.cli import main; main()", "serve"),
                port=port,
                log=place.folder / "service.log",
                environment=place.environment(port),
            )
        )
        warm = await load(port, questions(place, [0]), connections=CONNECTIONS, seconds=WARM_S)
        octets = warm.octets // len(warm.waits)
        bare = await stack.enter_async_context(
            serving(
                *("-m", "bench.rig.bare", str(bare_port), str(octets)),
                port=bare_port,
                log=place.folder / "bare.log",
            )
        )
        bench = Bench(
            place=place,
            root=root,
            reference=Reference(
                program=Programs.of_wheel().path("pgbench"),
                dsn=place.dsns.of(Database.DATA, Role.APP),
                folder=place.folder,
            ),
            service_port=port,
            service=service,
            bare_port=bare_port,
            bare=bare,
        )
        await bench.measure(size)
        return _figures(bench, size, octets)


async def _check(place: Deployment, root: RootStatement) -> None:
    """The statement that pgbench repeats returns what the service shows."""
    async with Reader(place.dsns.of(Database.DATA, Role.APP), lanes=1) as reader:
        [row] = await reader.fetch(root.statement, **root.values, bx=token_of(place, 0))
    assert row["allowed"]
    assert (len(row["orders"]), len(row["calls"]), len(row["phones"])) == (ORDERS, CALLS, 1)


def _figures(bench: Bench, size: Size, octets: int) -> dict[str, object]:
    rounds = bench.rounds
    to_pgbench = [each.ours.per_second / each.pgbench for each in rounds]
    to_bare = [each.ours.per_second / each.bare.per_second for each in rounds]
    return {
        "bar": "P1",
        "value": round(median(to_pgbench), 4),
        "target": 1.0,
        "holds": None,
        "value_is": "screen pop to pgbench; the bar's own side, PostGraphile, is not there yet",
        "to_pgbench": [round(each, 4) for each in to_pgbench],
        "to_bare_asgi": round(median(to_bare), 4),
        "screen_pops_per_s": round(median(each.ours.per_second for each in rounds)),
        "p50_ms": round(median(each.ours.wait_ms(0.5) for each in rounds), 2),
        "p99_ms": round(median(each.ours.wait_ms(0.99) for each in rounds), 2),
        "python_us": round(median(each.python_us for each in rounds)),
        "postgres_us": round(median(each.postgres_us for each in rounds)),
        "pgbench_per_s": round(median(each.pgbench for each in rounds)),
        "bare_per_s": round(median(each.bare.per_second for each in rounds)),
        "bare_us": round(median(each.bare_us for each in rounds)),
        "answers": sum(len(each.ours.waits) for each in rounds),
        "octets": octets,
        "people": size.people,
        "seeded": "COPY of rows sealed by the service's own keys",
        "connections": CONNECTIONS,
        "pgbench_clients": CLIENTS,
        "rounds": len(rounds),
        "seconds_a_round": size.seconds,
        "repeated": bench.disturbed,
        "foreign_cores": [round(each.foreign_cores, 2) for each in rounds],
        "cores": os.cpu_count(),
        "python": platform.python_version(),
        "at": now().isoformat(timespec="seconds"),
    }


def _say(n: int, measured: Round) -> None:
    print(
        f"round {n}: screen pop {measured.ours.per_second:7.0f}/s"
        f"  p99 {measured.ours.wait_ms(0.99):6.1f} ms"
        f"  python {measured.python_us:5.0f} us  postgres {measured.postgres_us:5.0f} us"
        f" | pgbench {measured.pgbench:7.0f}/s | bare {measured.bare.per_second:7.0f}/s"
        f" | others {measured.foreign_cores:4.2f} cores",
        flush=True,
    )


def main() -> None:
    """Measure, and print the figures as the last line."""
    parser = argparse.ArgumentParser(description="The screen pop against pgbench and bare ASGI.")
    parser.add_argument("--quick", action="store_true", help="a minute instead of ten")
    parser.add_argument("--people", type=int, help="how many people to look up")
    given = parser.parse_args()
    size = QUICK if given.quick else FULL
    if given.people:
        size = Size(
            people=given.people, rounds=size.rounds, seconds=size.seconds, repeats=size.repeats
        )
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        print(json.dumps(runner.run(run(size))))


if __name__ == "__main__":
    main()
