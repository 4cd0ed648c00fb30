"""Contest: sides measured in interleaved rounds, beside a watch on what else the machine does.

In each round every side is asked once, about people of this round, by turns in another order. A
round in which strangers used the machine is repeated, as often as the size allows.
"""

from __future__ import annotations

import os
import secrets
from dataclasses import dataclass, field
from statistics import median
from time import perf_counter
from typing import TYPE_CHECKING, Final

from bench.rig.machine import Moment

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from bench.rig.load import Yield
    from bench.rig.side import Side

QUIET_CORES: Final = 0.2
"""A round during which strangers used more than this was disturbed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Size:
    """How much is measured."""

    people: int
    """Who are there to be asked about."""

    rounds: int
    seconds: float
    """How long a side is asked in each round."""

    warm_s: float
    """How long a side is asked before the first."""

    repeats: int
    """Most rounds that are measured anew because strangers disturbed them."""

    asked: int = 1_000
    """Most people that a round asks about."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """One side in one round. Microseconds are processor time an answer."""

    answers: int
    per_second: float
    p50_ms: float | None
    p99_ms: float | None
    server_us: float
    postgres_us: float
    client_us: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Round:
    """Every side, and how many cores strangers used meanwhile."""

    of: dict[str, Measured]
    foreign_cores: float


@dataclass(slots=True, kw_only=True)
class Contest:
    """Sides, and what the rounds brought."""

    sides: Sequence[Side]
    size: Size
    tell: Callable[[str], None]
    rounds: list[Round] = field(default_factory=list)
    repeated: int = 0

    async def run(self) -> None:
        """Warm every side up, then all rounds; a disturbed one stays once no repeat is left."""
        for side in self.sides:
            await side.answer(self._people(), self.size.warm_s)
        while len(self.rounds) < self.size.rounds:
            measured = await self._round(len(self.rounds) % len(self.sides))
            if measured.foreign_cores > QUIET_CORES and self.repeated < self.size.repeats:
                self.repeated += 1
            else:
                self.rounds.append(measured)
                self.tell(_told(len(self.rounds), measured))

    def all(self, side: str, figure: Callable[[Measured], float]) -> list[float]:
        """A figure of each round."""
        return [figure(each.of[side]) for each in self.rounds]

    def typical(self, side: str, figure: Callable[[Measured], float]) -> float:
        """The median of a figure over the rounds."""
        return median(self.all(side, figure))

    def ratios(self, of: str, to: str) -> list[float]:
        """How many answers a second `of` gives for each that `to` gives, round by round."""
        return [each.of[of].per_second / each.of[to].per_second for each in self.rounds]

    def ratio(self, of: str, to: str) -> float:
        """The median of `ratios`."""
        return median(self.ratios(of, to))

    def figures(self) -> dict[str, object]:
        """The medians of every side, and how the rounds went."""
        return {
            "sides": {side.name: self._figures(side.name) for side in self.sides},
            "people": self.size.people,
            "rounds": len(self.rounds),
            "seconds_a_round": self.size.seconds,
            "repeated": self.repeated,
            "foreign_cores": [round(each.foreign_cores, 2) for each in self.rounds],
        }

    def _figures(self, side: str) -> dict[str, object]:
        rounds = [each.of[side] for each in self.rounds]
        p50 = [each.p50_ms for each in rounds if each.p50_ms is not None]
        p99 = [each.p99_ms for each in rounds if each.p99_ms is not None]
        return {
            "per_second": round(median(each.per_second for each in rounds)),
            "p50_ms": round(median(p50), 2) if p50 else None,
            "p99_ms": round(median(p99), 2) if p99 else None,
            "server_us": round(median(each.server_us for each in rounds)),
            "postgres_us": round(median(each.postgres_us for each in rounds)),
            "client_us": round(median(each.client_us for each in rounds)),
            "answers": sum(each.answers for each in rounds),
        }

    def _people(self) -> Sequence[int]:
        there = range(self.size.people)
        return secrets.SystemRandom().sample(there, min(self.size.asked, len(there)))

    async def _round(self, first: int) -> Round:
        people, began = self._people(), perf_counter()
        before = Moment.of_processes(self._mine())
        in_turn = [*self.sides[first:], *self.sides[:first]]
        of = {side.name: await self._measured(side, people) for side in in_turn}
        after = Moment.of_processes(self._mine())
        cores = after.foreign_since(before) / (perf_counter() - began)
        return Round(of={side.name: of[side.name] for side in self.sides}, foreign_cores=cores)

    async def _measured(self, side: Side, people: Sequence[int]) -> Measured:
        before = Moment.of_processes(self._mine())
        brought = await side.answer(people, self.size.seconds)
        return _measured(side, brought, Moment.of_processes(self._mine()).since(before))

    def _mine(self) -> set[int]:
        """Every process that this contest keeps busy, by the nearest root above it."""
        mine = {os.getpid()}
        for side in self.sides:
            mine |= {*side.servers, side.postmaster or os.getpid()}
        return mine


def _measured(side: Side, brought: Yield, spent: dict[int, float]) -> Measured:
    an_answer = 1e6 / brought.answers
    return Measured(
        answers=brought.answers,
        per_second=brought.per_second,
        p50_ms=brought.wait_ms(0.5),
        p99_ms=brought.wait_ms(0.99),
        server_us=an_answer * sum(spent[each] for each in side.servers),
        postgres_us=0.0 if side.postmaster is None else an_answer * spent[side.postmaster],
        client_us=an_answer * spent[os.getpid()],
    )


def _told(n: int, measured: Round) -> str:
    sides = " | ".join(
        f"{name} {each.per_second:.0f}/s {each.server_us:.0f}+{each.postgres_us:.0f} us"
        for name, each in measured.of.items()
    )
    return f"round {n}: {sides} | strangers {measured.foreign_cores:.2f} cores"
