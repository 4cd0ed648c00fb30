"""P9: `cdp serve` on an existing database, to its first answer; and what memory a worker takes.

    .venv/bin/python bench/start.py [--quick]

A deployment with people in it, whose PostgreSQL runs already; the command is started anew in each
round. Its time goes from the start of the process to a 200 of /readyz, so that every part answers.
The memory is what the worker holds after it has answered screen pops for a while.
"""

from __future__ import annotations

import argparse
import asyncio
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import TYPE_CHECKING, Final

from bench.rig import orderly
from bench.rig.deployment import deployment
from bench.rig.finding import Finding, circumstances
from bench.rig.load import load
from bench.rig.machine import Moment
from bench.rig.ours import SERVE, questions
from bench.rig.serving import PYTHON, free_port, serving
from bench.rig.side import CONNECTIONS
from cdp.wiring import now

if TYPE_CHECKING:
    from bench.rig.deployment import Deployment

START_S: Final = 2.0
MEMORY_MB: Final = 200.0
PEOPLE: Final = 500
QUICK_ROUNDS: Final = 5
ROUNDS: Final = 15

_READY: Final = b"GET /readyz HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n"
_PAUSE_S: Final = 0.01


async def started(place: Deployment, *, asked_s: float) -> dict[str, float]:
    """Start it once: seconds until it is ready, its processor's seconds, and memory after work."""
    port, began = free_port(), perf_counter()
    async with serving(
        *(PYTHON, *SERVE),
        port=port,
        log=place.folder / "start.log",
        environment=place.environment(port),
    ) as process:
        await _ready(port)
        took = perf_counter() - began
        spent = Moment.of_processes((process,)).of[process]
        idle = _memory_mb(process)
        people = range(PEOPLE)
        await load((port,), questions(place, people), connections=CONNECTIONS, seconds=asked_s)
        return {"s": took, "cpu_s": spent, "idle_mb": idle, "mb": _memory_mb(process)}


async def _ready(port: int) -> None:
    while not await _is_ready(port):  # noqa: ASYNC110 - a server of another process
        await asyncio.sleep(_PAUSE_S)


async def _is_ready(port: int) -> bool:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(_READY)
    answer = await reader.read()
    writer.close()
    await writer.wait_closed()
    return answer.startswith(b"HTTP/1.1 200 ")


def _memory_mb(process: int) -> float:
    """What a process holds in memory, shared pages included."""
    status = Path(f"/proc/{process}/status").read_text(encoding="ascii").splitlines()
    [held] = [line.split()[1] for line in status if line.startswith("VmRSS:")]
    return int(held) * 1024 / 1e6


async def run(rounds: int, asked_s: float) -> Finding:
    """Every round, over one deployment."""
    async with deployment(PEOPLE) as place:
        starts = [await started(place, asked_s=asked_s) for _ in range(rounds)]
    typical = {name: round(median(each[name] for each in starts), 2) for name in starts[0]}
    return Finding(
        bar="P9",
        value=typical["s"],
        target=START_S,
        holds=typical["s"] < START_S and typical["mb"] < MEMORY_MB,
        figures={
            "value_is": f"seconds to a 200 of /readyz; {MEMORY_MB:.0f} MB of memory besides",
            "memory_mb": typical["mb"],
            "memory_before_work_mb": typical["idle_mb"],
            "memory_target_mb": MEMORY_MB,
            "start_cpu_s": typical["cpu_s"],
            "starts_s": [round(each["s"], 2) for each in starts],
            **circumstances(now),
        },
    )


def main() -> None:
    """Measure, and print the finding as the last line."""
    parser = argparse.ArgumentParser(description="How fast the service starts, and how large.")
    parser.add_argument("--quick", action="store_true", help="5 starts instead of 15")
    is_quick = parser.parse_args().quick
    finding = orderly.run(run(QUICK_ROUNDS if is_quick else ROUNDS, 1.0 if is_quick else 10.0))
    print(finding.line())


if __name__ == "__main__":
    main()
