"""The matcher compares people by their tokens: whoever changed, or everybody, part by part.

    everybody   common values counted ─► part ─► part ─► … ─► what was not found again set aside
    a part      rules that merge ─► rules that suggest ─► blocks, weighed, kind by kind

Each step is stored with how far the run came: a process that dies repeats at most one, and what it
merged is one person by then. Nothing is opened, so nobody is named in the log by it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final
from uuid import UUID

from cdp.acts.about_nobody import file_of_nobody, ruled
from cdp.acts.coarse import hour_of
from cdp.acts.ground import Ground
from cdp.acts.write import Payload
from cdp.database.writer import Transaction, Writer
from cdp.errors import Conflict
from cdp.identity.matching.blocks import BLOCKS, MOST, Block
from cdp.identity.matching.evidence import SHIPPED, Learned, Model
from cdp.identity.matching.found import END_OTHERS, PART, PEOPLE, VECTORS
from cdp.identity.matching.learning import estimate
from cdp.identity.matching.rule import MatchRule
from cdp.identity.matching.rule_store import RULES, rule_of
from cdp.identity.matching.ruled import MERGES, MERGES_AGAIN, SUGGESTS, SUGGESTS_AGAIN
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
    ROOM,
    TURN,
    UNDER_WAY,
    bounds_of,
    parts_of,
)
from cdp.identity.matching.suggestions import SET_ASIDE
from cdp.identity.matching.weighing import floor_of
from cdp.jobs.matching.by_rule import ByRule, Merging, kept, weighing_of
from cdp.jobs.matching.clerk import asking
from cdp.jobs.matching.matched import Matched, Progress, silent
from privacy.errors import Refusal
from privacy.gate import Ask
from privacy.store.statement import Row, Statement
from privacy.terms import Action, DataCategory, ReasonCode

AT_ONCE: Final = 200
"""Most people who are compared again by one statement."""

_KINDS: Final = sorted({level.kind.value for each in SHIPPED for level in each.levels})
_STAFF: Final = frozenset({DataCategory.STAFF_ACTIVITY})
_IN_PART: Final[Sequence[Block | None]] = (None, *BLOCKS)
"""The steps of a part: what rules find, and then each kind of block."""

_NOBODY: Final = UUID(int=0)


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
        await self._check()
        people, rules = await self._people(), await self.rules()
        while rows := await self.data.fetch(PENDING, after=after, first=AT_ONCE):
            after = rows[-1]["subject_id"]
            done += await self._again(rows, rules, people)
        return done

    async def everybody(self, progress: Progress = silent) -> Matched:
        """Compare everybody with whomever they share a block with: a run, or what is left of one.

        Raises: as `changed`.
        """
        await self._check()
        run = await self._under_way()
        parts, rules = parts_of(run["people"]), await self.rules()
        steps = len(_KINDS) + parts * len(_IN_PART)
        progress(run["place"], steps)
        for step in range(run["place"], steps):
            part, n = divmod(step - len(_KINDS), len(_IN_PART))
            if part < 0:
                await self._count(run, step)
            elif (block := _IN_PART[n]) is None:
                await self._rules(run, rules, step, bounds_of(part, parts))
            else:
                await self._block(run, block, step, bounds_of(part, parts))
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
        merged = await self._by_rule.merge(MERGES_AGAIN, rules, among)
        async with self.data.transaction() as tx:
            await tx.fetch(TURN)
            await tx.fetch(SET_ASIDE, **among)
            suggested = await self._by_rule.suggest(tx, SUGGESTS_AGAIN, rules, people, among)
            told = await self._compare(tx, PEOPLE, people, among)
            await tx.fetch(COMPARED, subjects=subjects, counts=[row["n"] for row in rows])
        return replace(told, people=people, suggested=told.suggested + suggested, merged=merged)

    async def _count(self, run: Row, step: int) -> None:
        """Count anew what is common of one kind."""
        async with self.data.transaction() as tx:
            await tx.fetch(TURN)
            if await self._is_at(tx, run, step):
                await tx.fetch(ROOM)
                await tx.fetch(FORGET_COMMON, kind=_KINDS[step])
                await tx.fetch(COUNT_COMMON, kind=_KINDS[step], key_ver=self._key_ver)
                await _advance(tx, run, Matched())

    async def _is_at(self, tx: Transaction, run: Row, step: int) -> bool:
        """Whether the run is at `step`, and nobody else does it before this transaction ends."""
        place = await tx.fetch(LOCK, id=run["id"])
        return bool(place) and place[0]["place"] == step

    async def _rules(
        self, run: Row, rules: Sequence[MatchRule], step: int, among: Mapping[str, object]
    ) -> None:
        """What rules merge and suggest in a part, stored with how far the run came."""
        merged = await self._by_rule.merge(MERGES, rules, among)
        async with self.data.transaction() as tx:
            await tx.fetch(TURN)
            if await self._is_at(tx, run, step):
                suggested = await self._by_rule.suggest(tx, SUGGESTS, rules, run["people"], among)
                await _advance(tx, run, Matched(suggested=suggested, merged=merged))

    async def _block(self, run: Row, block: Block, step: int, among: Mapping[str, object]) -> None:
        """What weights suggest of blocks of a kind in a part, stored with how far the run came."""
        async with self.data.transaction() as tx:
            await tx.fetch(TURN)
            if await self._is_at(tx, run, step):
                await _advance(tx, run, await self._compare(tx, PART[block], run["people"], among))

    async def _compare(
        self, tx: Transaction, statement: Statement, people: int, among: Mapping[str, object]
    ) -> Matched:
        await tx.fetch(ROOM)
        [told] = await tx.fetch(
            statement, **self._weighed(people), **among, most=MOST, floor=floor_of(self.model)
        )
        made = await kept(tx, told["made"])
        return Matched(pairs=told["pairs"], suggested=made, noise=told["noise"])

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
        return weighing_of(self.ground, self.model, people)

    @property
    def _by_rule(self) -> ByRule:
        return ByRule(ground=self.ground, data=self.data, merging=self.merging, model=self.model)

    async def _people(self) -> int:
        [row] = await self.data.fetch(COUNT)
        people: int = row["people"]
        return people

    async def _check(self) -> None:
        """See that everybody may be compared by the policy in force, whoever agreed to what.

        Raises:
            Refusal: this purpose is refused, or needs a consent or contract of each person.
        """
        ruling = await ruled(self._ask(), self.ground)
        if not ruling.by_law:
            reason = ReasonCode.NO_LAWFUL_BASIS
            raise Refusal(reason, self.ground.policies.current.article(reason))

    def _ask(self) -> Ask:
        return asking(self.ground, action=Action.READ)

    @property
    def _key_ver(self) -> int:
        return self.ground.matching.version


async def _advance(tx: Transaction, run: Row, found: Matched) -> None:
    await tx.fetch(
        ADVANCE,
        id=run["id"],
        more_pairs=found.pairs,
        more_suggested=found.suggested,
        more_merged=found.merged,
        more_noise=found.noise,
    )
