"""The matcher compares people by their tokens: whoever changed, or everybody, part by part.

    everybody   common values counted ─► part ─► part ─► … ─► what was not found again set aside
    a part      rules that merge ─► rules that suggest ─► blocks, weighed ─► the part is done

A part is stored with how far the run came: a process that dies repeats at most one, and what it
merged is one person by then. Nothing is opened, so nobody is named in the log by it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, Protocol
from uuid import UUID

from cdp.acts.about_nobody import file_of_nobody, ruled
from cdp.acts.coarse import hour_of
from cdp.acts.ground import Ground
from cdp.acts.write import Payload
from cdp.database.writer import Transaction, Writer
from cdp.errors import Conflict, NobodyThere
from cdp.identity.matching.blocks import MOST
from cdp.identity.matching.evidence import SHIPPED, Learned, Model
from cdp.identity.matching.found import END_OTHERS, PART, PEOPLE, VECTORS
from cdp.identity.matching.learning import estimate
from cdp.identity.matching.rule import Identifier, MatchRule, RuleAction
from cdp.identity.matching.rule_store import RULES, rule_of
from cdp.identity.matching.ruled import MERGES, MERGES_AGAIN, SUGGESTS, SUGGESTS_AGAIN
from cdp.identity.matching.ruled import binds as ruled_by
from cdp.identity.matching.runs import (
    ADVANCE,
    BEGIN,
    COMPARED,
    COUNT,
    COUNT_COMMON,
    END,
    FORGET_COMMON,
    LOCK,
    PENDING,
    TURN,
    UNDER_WAY,
    bounds_of,
    parts_of,
)
from cdp.identity.matching.weighing import binds, floor_of
from cdp.jobs.matching.clerk import asking
from cdp.jobs.matching.matched import Matched, Progress, silent
from privacy.gate import Ask
from privacy.store.statement import Row, Statement
from privacy.terms import Action, DataCategory

AT_ONCE: Final = 200
"""Most people who are compared again by one statement."""

_KINDS: Final = sorted({level.kind.value for each in SHIPPED for level in each.levels})
_STAFF: Final = frozenset({DataCategory.STAFF_ACTIVITY})
_NOTHING_MORE: Final = dict.fromkeys(
    ("more_pairs", "more_suggested", "more_merged", "more_noise"), 0
)
_NOBODY: Final = UUID(int=0)


class Merging(Protocol):
    """What makes two people one by a rule: the act of merging, behind a narrow door."""

    async def __call__(self, one: UUID, other: UUID, rule: MatchRule, ask: Ask) -> bool:
        """Whether they are one person now by `rule`.

        Raises:
            Conflict, NobodyThere: they may not be, or somebody was faster.
        """


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
            LedgerUnavailable: the log is down, so nothing is merged.
        """
        done, after = Matched(), _NOBODY
        if not await self.data.fetch(PENDING, after=after, first=1):
            return done
        await ruled(self._ask(), self.ground)
        people, rules = await self._people(), await self.rules()
        while rows := await self.data.fetch(PENDING, after=after, first=AT_ONCE):
            after = rows[-1]["subject_id"]
            done += await self._again(rows, rules, people)
        return done

    async def everybody(self, progress: Progress = silent) -> Matched:
        """Compare everybody with whomever they share a block with: a run, or what is left of one.

        Raises: as `changed`.
        """
        run = await self._under_way()
        parts, rules = parts_of(run["people"]), await self.rules()
        steps = len(_KINDS) + parts
        progress(run["place"], steps)
        for step in range(run["place"], steps):
            part = step - len(_KINDS)
            if part < 0:
                await self._count(run, step)
            else:
                merged = await self._merge(MERGES, rules, bounds_of(part, parts))
                await self._part(run, rules, part, merged)
            progress(step + 1, steps)
        return await self._end(run)

    async def learned(self) -> Learned:
        """What the pairs of everybody say of the model's m; nothing is stored.

        Raises:
            ValueError: there are no pairs to learn from.
        """
        people, seen = await self._people(), Counter[str]()
        parts = parts_of(people)
        for part in range(parts):
            found = {**self._weighed(people), **bounds_of(part, parts)}
            for row in await self.data.fetch(VECTORS, **found, most=MOST):
                seen[row["agreement"]] += row["pairs"]
        return estimate(seen, self.model)

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
                at = hour_of(self.ground.clock())
                await tx.fetch(BEGIN, id=self.ground.ids(), people=people, at=at)

            await file_of_nobody(
                self._ask(), self.ground, Payload(), begin, writes=_STAFF, on=self.data
            )
            rows = await self.data.fetch(UNDER_WAY)
        if not rows:
            raise Conflict("Another process has just ended the run. Begin it once more.")
        return rows[0]

    async def _again(self, rows: Sequence[Row], rules: Sequence[MatchRule], people: int) -> Matched:
        """Compare some again; whoever changes meanwhile is still to be compared."""
        subjects = [row["subject_id"] for row in rows]
        among = {"seeds": subjects}
        # Before anything is locked: an act of merging holds whom it is about.
        merged = await self._merge(MERGES_AGAIN, rules, among)
        async with self.data.transaction() as tx:
            await tx.fetch(TURN)
            suggested = await self._suggest(tx, SUGGESTS_AGAIN, rules, people, among)
            [told] = await tx.fetch(
                PEOPLE, **self._weighed(people), **among, most=MOST, floor=floor_of(self.model)
            )
            await tx.fetch(COMPARED, subjects=subjects, counts=[row["n"] for row in rows])
        return Matched(
            people=people,
            pairs=told["pairs"],
            suggested=suggested + told["made"],
            merged=merged,
            noise=told["noise"],
        )

    async def _count(self, run: Row, step: int) -> None:
        """Count anew what is common of one kind."""
        async with self.data.transaction() as tx:
            await tx.fetch(TURN)
            if await self._is_at(tx, run, step):
                await tx.fetch(FORGET_COMMON, kind=_KINDS[step])
                await tx.fetch(COUNT_COMMON, kind=_KINDS[step], key_ver=self._key_ver)
                await tx.fetch(ADVANCE, id=run["id"], **_NOTHING_MORE)

    async def _is_at(self, tx: Transaction, run: Row, step: int) -> bool:
        """Whether the run is at `step`, and nobody else does it before this transaction ends."""
        place = await tx.fetch(LOCK, id=run["id"])
        return bool(place) and place[0]["place"] == step

    async def _part(self, run: Row, rules: Sequence[MatchRule], part: int, merged: int) -> None:
        """What rules and weights suggest in a part, stored with how far the run came."""
        people: int = run["people"]
        among = bounds_of(part, parts_of(people))
        async with self.data.transaction() as tx:
            await tx.fetch(TURN)
            if not await self._is_at(tx, run, len(_KINDS) + part):
                return  # another process did it
            suggested = await self._suggest(tx, SUGGESTS, rules, people, among)
            [told] = await tx.fetch(
                PART, **self._weighed(people), **among, most=MOST, floor=floor_of(self.model)
            )
            await tx.fetch(
                ADVANCE,
                id=run["id"],
                more_pairs=told["pairs"],
                more_suggested=suggested + told["made"],
                more_merged=merged,
                more_noise=told["noise"],
            )

    async def _merge(
        self,
        statements: Mapping[Identifier, Statement],
        rules: Sequence[MatchRule],
        among: Mapping[str, object],
    ) -> int:
        """Whom rules merge, before anything is weighed: they are one from then on. How many."""
        merged = 0
        for rule in rules:
            if rule.action is not RuleAction.MERGE:
                continue
            found = ruled_by(rule, self.ground.clock())
            pairs = await self.data.fetch(
                statements[rule.identifier], **found, **among, key_ver=self._key_ver
            )
            for pair in pairs:
                merged += await self._is_merged(pair["a"], pair["b"], rule)
        return merged

    async def _is_merged(self, one: UUID, other: UUID, rule: MatchRule) -> bool:
        ask = asking(self.ground, action=Action.WRITE)
        try:
            return await self.merging(one, other, rule, ask)
        except (Conflict, NobodyThere):
            return False  # somebody decided otherwise meanwhile; the next run sees what stands

    async def _suggest(
        self,
        tx: Transaction,
        statements: Mapping[Identifier, Statement],
        rules: Sequence[MatchRule],
        people: int,
        among: Mapping[str, object],
    ) -> int:
        """What rules suggest is stored. How many suggestions are new."""
        suggested = 0
        for rule in rules:
            [told] = await tx.fetch(
                statements[rule.identifier],
                **ruled_by(rule, self.ground.clock()),
                **self._weighed(people),
                **among,
                rule=rule.key,
                rule_version=rule.version,
            )
            suggested += told["made"]
        return suggested

    async def _end(self, run: Row) -> Matched:
        async with self.data.transaction() as tx:
            await tx.fetch(TURN)
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

    def _weighed(self, people: int) -> Mapping[str, object]:
        return {
            **binds(self.model, people),
            "key_ver": self._key_ver,
            "at": hour_of(self.ground.clock()),
        }

    async def _people(self) -> int:
        [row] = await self.data.fetch(COUNT)
        people: int = row["people"]
        return people

    def _ask(self) -> Ask:
        return asking(self.ground, action=Action.READ)

    @property
    def _key_ver(self) -> int:
        return self.ground.matching.version
