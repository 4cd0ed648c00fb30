"""What an answer costs, without sockets: processor time of ours and of PostgreSQL.

    .venv/bin/python bench/hot_path.py [--quick] [--document CallerHistory] [--profile]

The whole service in this process, called as its server calls it, by sixteen callers at once, about
two hundred people: token, gate, keys, ledger, receipt and log line are on, and every answer's
status is checked. It is what the steps of docs/explanation/hot-path.md are measured by: little
stands between two versions but their own code. `--profile` says besides where Python's time goes,
by the processor's clock.
"""

from __future__ import annotations

import argparse
import asyncio
import os
from cProfile import Profile
from dataclasses import dataclass
from pathlib import Path
from pstats import Stats
from statistics import median
from time import perf_counter, process_time
from typing import TYPE_CHECKING, Final
from uuid import uuid4

import orjson
import uvloop

from bench.rig.deployment import Deployment, deployment
from bench.rig.finding import Finding, circumstances
from bench.rig.lives import number_of
from bench.rig.machine import Moment
from bench.rig.ours import token
from cdp.contract import load_contract
from cdp.http.graphql import GraphQLEndpoint
from cdp.http.issuers import authenticator
from cdp.telemetry.log import configure
from cdp.telemetry.spans import Silent
from cdp.wiring import now, service

if TYPE_CHECKING:
    from collections.abc import MutableMapping, Sequence
    from typing import Any

CALLERS: Final = 16
PEOPLE: Final = 200
ROUNDS: Final = 5
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


async def measured(document: str, answers: int, *, is_profiled: bool) -> list[tuple[float, float]]:
    """Microseconds of Python and of PostgreSQL, a round each."""
    async with deployment(PEOPLE) as place, service(place.settings, place.dsns, place.keys) as made:
        endpoint = GraphQLEndpoint(
            executor=made.executor,
            authenticator=authenticator(place.settings, seed=place.keys.token_seed, clock=now),
            telemetry=Silent(),
            ids=uuid4,
            timer=perf_counter,
        )
        asked, mine = Asked.of(place, document), (os.getpid(), place.postmaster)
        await crowd(asked, endpoint, PEOPLE)
        rounds = []
        for _ in range(ROUNDS):
            before, began = Moment.of_processes(mine), process_time()
            await crowd(asked, endpoint, answers)
            python, after = process_time() - began, Moment.of_processes(mine)
            postgres = after.since(before)[place.postmaster]
            rounds.append((1e6 * python / answers, 1e6 * postgres / answers))
        if is_profiled:
            with Profile(process_time) as profile:
                await crowd(asked, endpoint, answers)
            Stats(profile).sort_stats("tottime").print_stats(60)
        return rounds


def main() -> None:
    """Measure, and print the finding as the last line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="400 answers a round instead of 4 000")
    parser.add_argument("--document", default="CallerHistory", help="of the agents'")
    parser.add_argument("--profile", action="store_true", help="say where Python's time goes")
    given = parser.parse_args()
    with Path(os.devnull).open("w", encoding="utf-8") as nowhere:
        configure("info", nowhere)
        rounds = uvloop.run(
            measured(given.document, 400 if given.quick else 4_000, is_profiled=given.profile)
        )
    python, postgres = (round(median(each)) for each in zip(*rounds, strict=True))
    figures = {
        "python_us": python,
        "postgres_us": postgres,
        "rounds": [[round(each) for each in pair] for pair in rounds],
        "document": given.document,
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
