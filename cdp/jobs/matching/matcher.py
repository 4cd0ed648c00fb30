"""The matcher compares people by their tokens: whoever changed, or everybody, part by part.

    everybody   common values counted ─► part ─► part ─► … ─► what was not found again set aside
    a part      rules that merge ─► rules that suggest ─► blocks, weighed ─► the part is done

A part is stored with how far the run came: a process that dies repeats at most one, and what it
merged is one person by then. Nothing is opened, so nobody is named in the log by it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Final, Protocol
from uuid import UUID

from cdp.acts.about_nobody import file_of_nobody, looked
from cdp.acts.coarse import hour_of
from cdp.acts.ground import Ground
from cdp.acts.write import Payload
from cdp.database.writer import Transaction, Writer
from cdp.errors import Conflict, NobodyThere
from cdp.identity.matching.blocks import MOST
from cdp.identity.matching.evidence import SHIPPED, Model
from cdp.identity.matching.found import END_OTHERS, PART, PEOPLE
from cdp.identity.matching.rule import MatchRule, RuleAction
from cdp.identity.matching.rule_store import RULES, rule_of
from cdp.identity.matching.ruled import MERGES, SUGGESTS
from cdp.identity.matching.ruled import binds as ruled_by
from cdp.identity.matching.runs import (
    ADVANCE,
    BEGIN,
    COUNT,
    COUNT_COMMON,
    END,
    FORGET_COMMON,
    LOCK,
    TAKE,
    UNDER_WAY,
    bounds_of,
    parts_of,
)
from cdp.identity.matching.weighing import binds, floor_of
from cdp.jobs.matching.clerk import asking
from privacy.gate import Ask
from privacy.store.statement import Row
from privacy.terms import Action, DataCategory

AT_ONCE: Final = 200
"""Most people who are compared again by one statement."""

_KINDS: Final = sorted({level.kind.value for each in SHIPPED for level in each.levels})
_STAFF: Final = frozenset({DataCategory.STAFF_ACTIVITY})


class Merging(Protocol):
    """What makes two people one by a rule: the act of merging, behind a narrow door."""

    async def __call__(self, one: UUID, other: UUID, rule: MatchRule) -> bool:
        """Whether they are one person now by `rule`.

        Raises:
            Conflict, NobodyThere: they may not be, or somebody was faster.
        """


@dataclass(frozen=True, slots=True, kw_only=True)
class Matched:
    """What was found, by count. `noise`: blocks that were passed over, because too many are in one.
    """

    people: int = 0
    pairs: int = 0
    suggested: int = 0
    merged: int = 0
    noise: int = 0
    ended: int = 0

    def __add__(self, other: Matched) -> Matched:
        """Both together."""
        return Matched(
            people=max(self.people, other.people),
            pairs=self.pairs + other.pairs,
            suggested=self.suggested + other.suggested,
            merged=self.merged + other.merged,
            noise=self.noise + other.noise,
            ended=self.ended + other.ended,
        )


Progress = Callable[[int, int], None]
"""Told how many parts of how many are done."""


def silent(_done: int, _of: int) -> None:
    """Tells nobody."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Matcher:
    """Compares. `data` runs with the rights of jobs."""

    ground: Ground
    data: Writer
    merging: Merging
    model: Model = field(default_factory=Model)

    async def changed(self) -> Matched:
        """Compare whoever a source said something new of since.

        Raises:
            Refusal: the policy in force does not let this be done; nobody is compared.
            LedgerUnavailable: it could not be written down, so nothing was done.
        """
        done = Matched()
        people = await self._people()
        is_said = False
        while True:
            async with self.data.transaction() as tx:
                seeds = [row["subject_id"] for row in await tx.fetch(TAKE, first=AT_ONCE)]
                if not seeds:
                    return done
                if not is_said:
                    # Before anybody is compared, and not where there is nobody to compare.
                    await looked(self._ask(), self.ground, Payload())
                    is_said = True
                done += await self._compare_again(tx, seeds, people)

    async def everybody(self, progress: Progress = silent) -> Matched:
        """Compare everybody with whomever they share a block with: a run, or what is left of one.

        Raises: as `changed`.
        """
        run = await self._under_way()
        parts = parts_of(run["people"])
        rules = await self.rules()
        progress(run["place"], parts)
        for part in range(run["place"], parts):
            merged = await self._merge_part(rules, part, parts)
            await self._part(run, rules, part, merged)
            progress(part + 1, parts)
        return await self._end(run)

    async def rules(self) -> Sequence[MatchRule]:
        """The rules in force, by priority."""
        rows = await self.data.fetch(RULES)
        return [rule for rule in map(rule_of, rows) if rule.is_active]

    async def _under_way(self) -> Row:
        """The run that is under way, begun where there is none.

        Raises:
            Conflict: another process ended one just now.
        """
        rows = await self.data.fetch(UNDER_WAY)
        if not rows:
            people = await self._people()

            async def begin(tx: Transaction) -> None:
                await tx.fetch(
                    BEGIN,
                    id=self.ground.ids(),
                    people=people,
                    at=hour_of(self.ground.clock()),
                )
                for kind in _KINDS:
                    await tx.fetch(FORGET_COMMON, kind=kind)
                    await tx.fetch(COUNT_COMMON, kind=kind, key_ver=self._key_ver)

            await file_of_nobody(
                self._ask(), self.ground, Payload(), begin, writes=_STAFF, on=self.data
            )
            rows = await self.data.fetch(UNDER_WAY)
        if not rows:
            raise Conflict("Another process has just ended the run. Begin it once more.")
        return rows[0]

    async def _merge_part(self, rules: Sequence[MatchRule], part: int, parts: int) -> int:
        """Whom rules merge in a part, before anything is weighed: they are one from then on."""
        merged = 0
        for rule in rules:
            if rule.action is not RuleAction.MERGE:
                continue
            pairs = await self.data.fetch(
                MERGES[rule.identifier],
                **ruled_by(rule, self.ground.clock()),
                **bounds_of(part, parts),
                key_ver=self._key_ver,
            )
            for pair in pairs:
                merged += await self._merge(pair["a"], pair["b"], rule)
        return merged

    async def _merge(self, one: UUID, other: UUID, rule: MatchRule) -> bool:
        try:
            return await self.merging(one, other, rule)
        except (Conflict, NobodyThere):
            return False  # somebody decided otherwise meanwhile; the next run sees what stands

    async def _part(self, run: Row, rules: Sequence[MatchRule], part: int, merged: int) -> None:
        """What rules and weights suggest in a part, stored with how far the run came."""
        parts = parts_of(run["people"])
        async with self.data.transaction() as tx:
            place = await tx.fetch(LOCK, id=run["id"])
            if not place or place[0]["place"] != part:
                return  # another process did it
            common = {
                **binds(self.model, run["people"]),
                **bounds_of(part, parts),
                "key_ver": self._key_ver,
                "at": hour_of(self.ground.clock()),
            }
            suggested = 0
            for rule in rules:
                [told] = await tx.fetch(
                    SUGGESTS[rule.identifier],
                    **ruled_by(rule, self.ground.clock()),
                    **common,
                    rule=rule.key,
                    rule_version=rule.version,
                )
                suggested += told["made"]
            [told] = await tx.fetch(PART, **common, most=MOST, floor=floor_of(self.model))
            await tx.fetch(
                ADVANCE,
                id=run["id"],
                more_pairs=told["pairs"],
                more_suggested=suggested + told["made"],
                more_merged=merged,
                more_noise=told["noise"],
            )

    async def _end(self, run: Row) -> Matched:
        async with self.data.transaction() as tx:
            ended = await tx.fetch(END_OTHERS, run_id=run["id"])
            [row] = await tx.fetch(END, id=run["id"], at=hour_of(self.ground.clock()))
        return Matched(
            people=row["people"],
            pairs=row["pairs"],
            suggested=row["suggested"],
            merged=row["merged"],
            noise=row["noise"],
            ended=len(ended),
        )

    async def _compare_again(self, tx: Transaction, seeds: Sequence[UUID], people: int) -> Matched:
        [told] = await tx.fetch(
            PEOPLE,
            **binds(self.model, people),
            seeds=sorted(seeds),
            key_ver=self._key_ver,
            at=hour_of(self.ground.clock()),
            most=MOST,
            floor=floor_of(self.model),
        )
        return Matched(
            people=people, pairs=told["pairs"], suggested=told["made"], noise=told["noise"]
        )

    async def _people(self) -> int:
        [row] = await self.data.fetch(COUNT)
        people: int = row["people"]
        return people

    def _ask(self) -> Ask:
        return asking(self.ground, action=Action.READ)

    @property
    def _key_ver(self) -> int:
        return self.ground.matching.version


