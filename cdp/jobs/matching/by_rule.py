"""By rule: whom rules merge, one by one as acts do, and what they suggest, all at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol
from uuid import UUID

from cdp.acts.coarse import hour_of
from cdp.acts.ground import Ground
from cdp.database.writer import Transaction, Writer
from cdp.errors import Conflict, NobodyThere
from cdp.identity.matching.evidence import Model
from cdp.identity.matching.rule import Identifier, MatchRule, RuleAction
from cdp.identity.matching.ruled import binds as ruled_by
from cdp.identity.matching.runs import ROOM
from cdp.identity.matching.suggestions import WITHDRAW
from cdp.identity.matching.weighing import binds
from cdp.jobs.matching.clerk import asking
from privacy.gate import Ask
from privacy.store.statement import Statement
from privacy.terms import Action


class Merging(Protocol):
    """What makes two people one by a rule: the act of merging, behind a narrow door."""

    async def __call__(self, one: UUID, other: UUID, rule: MatchRule, ask: Ask) -> bool:
        """Whether they are one person now by `rule`.

        Raises:
            Conflict, NobodyThere: they may not be, or somebody was faster.
        """


@dataclass(frozen=True, slots=True, kw_only=True)
class ByRule:
    """What rules do. `data` runs with the rights of jobs."""

    ground: Ground
    data: Writer
    merging: Merging
    model: Model

    async def merge(
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
            async with self.data.transaction() as tx:
                await tx.fetch(ROOM)
                pairs = await tx.fetch(
                    statements[rule.identifier],
                    **found,
                    **among,
                    key_ver=self.ground.matching.version,
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

    async def suggest(
        self,
        tx: Transaction,
        statements: Mapping[Identifier, Statement],
        rules: Sequence[MatchRule],
        people: int,
        among: Mapping[str, object],
    ) -> int:
        """What rules suggest is stored. How many suggestions are new."""
        suggested = 0
        await tx.fetch(ROOM)
        for rule in rules:
            [told] = await tx.fetch(
                statements[rule.identifier],
                **ruled_by(rule, self.ground.clock()),
                **weighing_of(self.ground, self.model, people),
                **among,
                rule=rule.key,
                rule_version=rule.version,
            )
            suggested += await kept(tx, told["made"])
        return suggested


def weighing_of(ground: Ground, model: Model, people: int) -> Mapping[str, object]:
    """What every comparison binds, among so many `people`."""
    return {
        **binds(model, people),
        "key_ver": ground.matching.version,
        "at": hour_of(ground.clock()),
    }


async def kept(tx: Transaction, made: Sequence[UUID]) -> int:
    """How many suggestions stay, once it was looked again whether everybody is still there.

    A row refers to whom it is about, so nobody begins to erase her before this transaction ends;
    whoever began while the statement ran is met here.
    """
    if not made:
        return 0
    return len(made) - len(await tx.fetch(WITHDRAW, suggestions=made))
