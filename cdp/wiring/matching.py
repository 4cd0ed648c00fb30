"""Matching, made of its parts; the shipped rules stand from the first start on."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace

from cdp.acts.coarse import hour_of
from cdp.acts.ground import Ground
from cdp.acts.merge_by_rule import MergeByRule
from cdp.database.dsn import Database, Dsns, Role
from cdp.database.writer import Writer
from cdp.identity.matching.rule import SHIPPED
from cdp.identity.matching.rule_store import KEEP, RULES, columns_of
from cdp.jobs.matching.backfill import Backfill
from cdp.jobs.matching.matcher import Matcher
from privacy.witness import OURSELVES


@dataclass(frozen=True, slots=True, kw_only=True)
class MatchingDesk:
    """What compares people, and what makes tokens of whom it has none."""

    matcher: Matcher
    backfill: Backfill


@asynccontextmanager
async def matching_desk(dsns: Dsns, ground: Ground) -> AsyncIterator[MatchingDesk]:
    """The desk, over a session of its own with the rights of jobs; closed at the end."""
    async with Writer(dsns.of(Database.DATA, Role.JOBS), lanes=1, name="cdp matching") as data:
        await _install(ground)
        matcher = Matcher(ground=ground, data=data, merging=MergeByRule(ground=ground))
        yield MatchingDesk(matcher=matcher, backfill=Backfill(ground=ground, data=data))


async def _install(ground: Ground) -> None:
    """Set the shipped rules where none ever stood: what a steward retired stays retired."""
    if await ground.writer.fetch(RULES):
        return
    for rule in SHIPPED:
        await ground.writer.fetch(
            KEEP,
            **columns_of(replace(rule, version=1)),
            set_by=OURSELVES,
            set_at=hour_of(ground.clock()),
        )
