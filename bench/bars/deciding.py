"""How long merge, unmerge and split take, by how many facts the records have."""

from __future__ import annotations

import os
from collections import defaultdict
from dataclasses import dataclass, field, replace
from statistics import median
from time import perf_counter
from typing import TYPE_CHECKING, Any, Final

import asyncpg

from bench.rig.contest import QUIET_CORES
from bench.rig.deployment import deployment
from bench.rig.finding import Finding, circumstances
from bench.rig.lives import life_of
from bench.rig.machine import Moment
from bench.rig.records import parts_of
from bench.rig.stewards import Steward, unhurried
from cdp.api.ids import Record
from cdp.database.dsn import Database, Role
from cdp.wiring import ids_of, now, service

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from uuid import UUID

    from bench.rig.deployment import Deployment
    from bench.rig.people import Press, Rows

LATEST_MS: Final = 20.0
"""What an act may take."""

ACTS: Final = ("merge", "unmerge", "split")

_SAME: Final = {"evidence": "COMPARED_RECORDS", "reason": "SAME_PERSON"}
_APART: Final = {"evidence": "PERSON_SAID", "reason": "DIFFERENT_PEOPLE"}

_CALLS: Final = (
    "INSERT INTO call (subject_id, id, source, direction, started_at, ring_s, talk_s, result,"
    " agent, channel, received_at) SELECT $1, gen_random_uuid(), 'call-centre', 'INBOUND',"
    " now() - n * interval '1 minute', 8, 95, 'ANSWERED', 'oidc:agent-7', 'PHONE', now()"
    " FROM generate_series(1, $2) AS n WHERE n % 2 = 0"
)
_ORDERS: Final = (
    "INSERT INTO customer_order (subject_id, id, source, status, total_minor, currency, placed_at,"
    " agent, status_at, received_at) SELECT $1, gen_random_uuid(), 'order-system', 'PAID', n,"
    " 'CNY', now() - n * interval '1 minute', 'oidc:order-system', now(), now()"
    " FROM generate_series(1, $2) AS n WHERE n % 2 = 1"
)
_FACTS: Final = (_CALLS, _ORDERS)
"""So many facts of somebody, half calls and half orders. Nothing in them is sealed: nobody reads
them here, least of all a merge."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Scale:
    """How much is measured: facts of each record, rounds, and rounds measured anew at most."""

    facts: Sequence[int]
    rounds: int
    repeats: int


@dataclass(slots=True)
class Trios:
    """Three records of each size, which will be taken together and apart."""

    subjects: list[list[UUID]] = field(default_factory=list)

    def press(self, press: Press, sizes: range) -> Rows:
        """Their rows, without facts."""
        rows: Rows = defaultdict(list)
        for n in sizes:
            told = replace(life_of(n, press.now), orders=(), calls=())
            self.subjects.append([press.record([part], rows) for part in parts_of(told)])
        return rows

    async def fill(self, place: Deployment, facts: Sequence[int]) -> None:
        """Give each record its facts, and let the server count."""
        owner = await asyncpg.connect(place.dsns.of(Database.DATA, Role.OWNER))
        for many, subjects in zip(facts, self.subjects, strict=True):
            for subject in subjects:
                for statement in _FACTS:
                    await owner.execute(statement, subject, many)
        await owner.execute("VACUUM (ANALYZE)")
        await owner.close()


Times = dict[tuple[str, int], list[float]]
"""Seconds of each act, by how many facts the records have."""


@dataclass(slots=True)
class Decisions:
    """What one steward decided about three records, and how long each decision took."""

    steward: Steward
    records: Sequence[str]
    many: int
    took: Times

    async def cycle(self) -> None:
        """Take all three together and apart again, in either way: six decisions."""
        one, two, three = self.records
        first = await self._merge(one, two)
        second = await self._merge(two, three)
        await self._do("unmerge", "UnmergeProfiles", {"decision": second, **_APART})
        await self._merge(one, three)
        apart = {"subjects": [three], **_APART}
        await self._do("split", "SplitProfile", {"profile": one, **apart})
        await self._do("unmerge", "UnmergeProfiles", {"decision": first, **_APART})

    async def _merge(self, one: str, other: str) -> str:
        shown, took = await self.steward.ask("PreviewMerge", profile=one, other=other)
        self.took["preview", self.many].append(took)
        pair = {"profile": one, "other": other, "previewHash": shown["hash"], **_SAME}
        made = await self._do("merge", "MergeProfiles", pair)
        return str(made["decisionId"])

    async def _do(self, act: str, document: str, given: Mapping[str, object]) -> dict[str, Any]:
        payload, took = await self.steward.ask(document, input=given)
        self.took[act, self.many].append(took)
        return payload


async def deciding(scale: Scale, tell: Callable[[str], None]) -> Finding:
    """Every size by turns, each over records of its own, through the whole service."""
    trios, took, foreign = Trios(), Times(), list[float]()
    async with deployment(len(scale.facts), pressed=trios.press, policy=unhurried) as place:
        await trios.fill(place, scale.facts)
        async with service(place.settings, place.dsns, place.keys) as made:
            steward, ids = Steward.at(place, made), ids_of(place.keys.root)
            named = [
                [ids.record(Record.PROFILE, subject) for subject in subjects]
                for subjects in trios.subjects
            ]
            await _round(steward, named, scale)  # warms up
            repeats = scale.repeats
            while len(foreign) < scale.rounds:
                here, strangers = await _watched(place, steward, named, scale)
                if strangers > QUIET_CORES and repeats > 0:
                    repeats -= 1
                    continue
                foreign.append(strangers)
                for key, each in here.items():
                    took.setdefault(key, []).extend(each)
                tell(_told(len(foreign), here, strangers))
    return found(took, scale, foreign)


async def _watched(
    place: Deployment, steward: Steward, named: Sequence[Sequence[str]], scale: Scale
) -> tuple[Times, float]:
    """A round, and how many cores strangers used meanwhile."""
    mine, began = (os.getpid(), place.postmaster), perf_counter()
    before = Moment.of_processes(mine)
    here = await _round(steward, named, scale)
    after = Moment.of_processes(mine)
    return here, after.foreign_since(before) / (perf_counter() - began)


async def _round(steward: Steward, named: Sequence[Sequence[str]], scale: Scale) -> Times:
    took: Times = defaultdict(list)
    for many, records in zip(scale.facts, named, strict=True):
        await Decisions(steward, records, many, took).cycle()
    return took


def found(took: Times, scale: Scale, foreign: Sequence[float]) -> Finding:
    """What the times say of the bar: the slowest act's typical time, whatever the size."""
    typical = {
        act: {many: median(took[act, many]) for many in scale.facts} for act in (*ACTS, "preview")
    }
    slowest = 1e3 * max(each for act in ACTS for each in typical[act].values())
    few, most = min(scale.facts), max(scale.facts)
    is_disturbed = median(foreign) > QUIET_CORES
    return Finding(
        bar="deciding",
        value=round(slowest, 2),
        target=LATEST_MS,
        # Who shares a core waits for it: a machine that others use can say yes, and never no.
        holds=True if slowest < LATEST_MS else None if is_disturbed else False,
        figures={
            "value_is": "milliseconds of the slowest act, request to answer, both entries included",
            "ms": {
                act: {str(many): _figures(took[act, many]) for many in scale.facts}
                for act in typical
            },
            "most_to_fewest_facts": {
                act: round(typical[act][most] / typical[act][few], 2) for act in typical
            },
            "rounds": scale.rounds,
            "foreign_cores": [round(each, 2) for each in foreign],
            **circumstances(now),
        },
    )


def _figures(seconds: Sequence[float]) -> dict[str, float]:
    ordered = sorted(1e3 * each for each in seconds)
    return {
        "p50_ms": round(median(ordered), 2),
        "p99_ms": round(ordered[len(ordered) * 99 // 100], 2),
        "times": len(ordered),
    }


def _told(n: int, here: Times, strangers: float) -> str:
    acts = " | ".join(
        f"{act} {many}: {1e3 * median(each):.1f} ms" for (act, many), each in here.items()
    )
    return f"round {n}: {acts} | strangers {strangers:.2f} cores"
