"""What an answer costs, without sockets: processor time of ours and of PostgreSQL.

    .venv/bin/python bench/hot_path.py [--quick] [--document CallerHistory] [--records 1|3]
                                       [--flame FILE.svg]

The whole service in this process, called as its server calls it, by sixteen callers at once, about
two hundred people: token, gate, keys, ledger, receipt and log line are on, and every answer's
status is checked. It is what the steps of docs/explanation/hot-path.md are measured by: little
stands between two versions but their own code. With `--records` either kind of people has three
numbers, contacts and sources, in one record or in three that are merged. `--flame` draws besides
where Python's time goes, and prints the functions that take most of it by themselves.
"""

from __future__ import annotations

import argparse
import asyncio
import os
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from time import perf_counter, process_time
from typing import TYPE_CHECKING, Final
from uuid import uuid4

import orjson
import uvloop

from bench.report.flame import flame
from bench.rig.deployment import Deployment, deployment
from bench.rig.finding import Finding, circumstances
from bench.rig.lives import number_of
from bench.rig.machine import Moment
from bench.rig.ours import token
from bench.rig.people import Press
from bench.rig.records import THREE, in_one, in_three
from bench.rig.sampling import Stack, sampled
from cdp.contract import load_contract
from cdp.http.graphql import GraphQLEndpoint
from cdp.http.issuers import authenticator
from cdp.telemetry.log import configure
from cdp.telemetry.spans import Silent
from cdp.wiring import now, service

if TYPE_CHECKING:
    from collections.abc import Callable, MutableMapping, Sequence
    from typing import Any

    from bench.rig.people import Rows

CALLERS: Final = 16
PEOPLE: Final = 200
ROUNDS: Final = 5
PRESSED: Final = {None: Press.press, 1: in_one, THREE: in_three}
TARGET: Final = 600.0
"""Both together, in microseconds: about what leaves two cores two thousand answers a second."""


@dataclass(frozen=True, slots=True)
class Asked:
    """Requests as a server hands them over."""

    headers: Sequence[tuple[bytes, bytes]]
    bodies: Sequence[bytes]

    @classmethod
    def of(cls, place: Deployment, document: str) -> Asked:
        """One about each of the people."""
        sha256 = load_contract().named("agent", document).id
        headers = [
            (b"authorization", f"Bearer {token(place)}".encode()),
            (b"content-type", b"application/json"),
            (b"accept", b"application/graphql-response+json"),
        ]
        bodies = [
            orjson.dumps({"documentId": f"sha256:{sha256}", "variables": {"number": number_of(n)}})
            for n in range(PEOPLE)
        ]
        return cls(headers, bodies)

    async def ask(self, endpoint: GraphQLEndpoint, n: int) -> None:
        """The nth request; it must be answered."""
        body = self.bodies[n % PEOPLE]
        statuses: list[int] = []

        async def receive() -> MutableMapping[str, Any]:
            return {"type": "http.request", "body": body, "more_body": False}

        async def send(message: MutableMapping[str, Any]) -> None:
            if message["type"] == "http.response.start":
                statuses.append(message["status"])

        scope = {"type": "http", "method": "POST", "path": "/graphql", "query_string": b""}
        await endpoint({**scope, "headers": self.headers}, receive, send)
        assert statuses == [200]


async def crowd(asked: Asked, endpoint: GraphQLEndpoint, answers: int) -> None:
    """So many answers, to sixteen callers at once."""
    numbers = iter(range(answers))

    async def call() -> None:
        for n in numbers:
            await asked.ask(endpoint, n)

    await asyncio.gather(*(call() for _ in range(CALLERS)))


@dataclass(slots=True)
class Found:
    """Microseconds of Python and of PostgreSQL, a round each; and where Python's went."""

    rounds: list[tuple[float, float]] = field(default_factory=list)
    stacks: Counter[Stack] = field(default_factory=Counter)


async def measured(
    document: str, answers: int, *, pressed: Callable[[Press, range], Rows], is_sampled: bool
) -> Found:
    """What so many answers a round cost."""
    found = Found()
    async with (
        deployment(PEOPLE, pressed=pressed) as place,
        service(place.settings, place.dsns, place.keys) as made,
    ):
        endpoint = GraphQLEndpoint(
            executor=made.executor,
            authenticator=authenticator(place.settings, seed=place.keys.token_seed, clock=now),
            telemetry=Silent(),
            ids=uuid4,
            timer=perf_counter,
        )
        asked, mine = Asked.of(place, document), (os.getpid(), place.postmaster)
        await crowd(asked, endpoint, PEOPLE)
        for _ in range(ROUNDS):
            before, began = Moment.of_processes(mine), process_time()
            await crowd(asked, endpoint, answers)
            python, after = process_time() - began, Moment.of_processes(mine)
            postgres = after.since(before)[place.postmaster]
            found.rounds.append((1e6 * python / answers, 1e6 * postgres / answers))
        if is_sampled:
            with sampled() as found.stacks:
                await crowd(asked, endpoint, 5 * answers)
    return found


def draw(found: Found, place: Path, document: str) -> None:
    """The flame graph, and a list of what takes most by itself."""
    whole, own = found.stacks.total(), Counter[str]()
    for stack, times in found.stacks.items():
        own[stack[-1]] += times
    for name, times in own.most_common(30):
        print(f"{100 * times / whole:5.1f} %  {name}")
    title = f"{document}: processor time of an answer, without sockets"
    since = f"{__name__}.Asked.ask"
    place.write_text(flame(found.stacks, title=title, since=since), encoding="utf-8")


def main() -> None:
    """Measure, and print the finding as the last line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="400 answers a round instead of 4 000")
    parser.add_argument("--document", default="CallerHistory", help="of the agents'")
    parser.add_argument("--records", type=int, choices=(1, THREE), help="how many make a person")
    parser.add_argument("--flame", type=Path, help="draw into this file where Python's time goes")
    given = parser.parse_args()
    with Path(os.devnull).open("w", encoding="utf-8") as nowhere:
        configure("info", nowhere)
        answers = 400 if given.quick else 4_000
        found = uvloop.run(
            measured(
                given.document,
                answers,
                pressed=PRESSED[given.records],
                is_sampled=given.flame is not None,
            )
        )
    if given.flame is not None:
        draw(found, given.flame, given.document)
    python, postgres = (round(median(each)) for each in zip(*found.rounds, strict=True))
    figures = {
        "python_us": python,
        "postgres_us": postgres,
        "rounds": [[round(each) for each in pair] for pair in found.rounds],
        "document": given.document,
        "records": given.records,
        "callers": CALLERS,
        **circumstances(now),
    }
    value = float(python + postgres)
    print(
        Finding(
            bar="hot path", value=value, target=TARGET, holds=value <= TARGET, figures=figures
        ).line()
    )


if __name__ == "__main__":
    main()
