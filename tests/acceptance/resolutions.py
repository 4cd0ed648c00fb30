"""Resolutions: records that are taken together and apart, as acts, by the service's own ports."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, Final
from uuid import UUID

from cdp.acts.deciding import Why
from cdp.acts.ground import Ground
from cdp.acts.merge_profiles import MergeWish, merge_profiles
from cdp.acts.preview_merge import preview_merge
from cdp.acts.resolving import Resolved
from cdp.acts.set_link_constraint import LinkWish, set_link_constraint
from cdp.acts.split_profile import SplitWish, split_profile
from cdp.acts.unmerge_profiles import UnmergeWish, unmerge_profiles
from cdp.acts.write import Payload
from cdp.database.dsn import Database
from cdp.identity.cluster import Cluster, find_cluster
from cdp.identity.merging import LinkKind, MergeEvidence, MergeReason
from privacy.gate import Ask, rule
from privacy.terms import Action, Actor, Purpose, Role
from tests.acceptance.stand import Stand

SAME: Final = Why(evidence=MergeEvidence.COMPARED_RECORDS, reason=MergeReason.SAME_PERSON)
OTHERS: Final = Why(evidence=MergeEvidence.PERSON_SAID, reason=MergeReason.DIFFERENT_PEOPLE)


def asking(at: Stand, *, name: str = "dora", role: Role = Role.STEWARD) -> Ask:
    """What a steward asks with, or a job."""
    ground = at.service.ground
    client = "steward-desk" if role is Role.STEWARD else "cdp-jobs"
    actor = Actor(
        id=f"dev:{name}",
        client=client,
        roles=frozenset({role}),
        purposes=frozenset({Purpose.IDENTITY_RESOLUTION}),
    )
    return Ask(
        actor=actor,
        purpose=Purpose.IDENTITY_RESOLUTION,
        action=Action.WRITE,
        operation=ground.ids(),
        at=ground.clock(),
    )


class Steward:
    """Somebody who takes records together and apart."""

    def __init__(self, at: Stand, name: str = "dora") -> None:
        self.at = at
        self.ask = asking(at, name=name)

    @property
    def _now(self) -> Ask:
        return replace(self.ask, at=self.at.service.ground.clock())

    async def looked(self, one: UUID, other: UUID, ground: Ground | None = None) -> bytes:
        """The mark of a preview."""
        at = ground or self.at.service.ground
        cluster = await self._found(one, other)
        return (await preview_merge(cluster, one, other, run=at.people.run, ground=at)).mark

    async def saw(self, one: UUID) -> bytes:
        """The mark of the graph of somebody."""
        return self.at.service.ground.numbers.seen_token((await self._found(one)).graph(one))

    async def _found(self, *named: UUID) -> Cluster:
        ground = self.at.service.ground
        ruling = rule(self._now, ground.policies.current)
        return await find_cluster(ground.people.run, named, ruling, at=self._now.at)

    async def merges(self, one: UUID, other: UUID, preview: bytes | None = None) -> Resolved:
        mark = await self.looked(one, other) if preview is None else preview
        wish = MergeWish(one=one, other=other, why=SAME, preview=mark)
        return await merge_profiles(wish, self._now, self.at.service.ground, Payload())

    async def unmerges(self, decision: UUID | None, seen: bytes | None = None) -> Resolved:
        assert decision is not None
        wish = UnmergeWish(decision=decision, why=OTHERS, seen=seen)
        return await unmerge_profiles(wish, self._now, self.at.service.ground, Payload())

    async def splits(self, profile: UUID, *apart: UUID) -> Resolved:
        wish = SplitWish(profile=profile, apart=apart, why=OTHERS)
        return await split_profile(wish, self._now, self.at.service.ground, Payload())

    async def binds(self, one: UUID, other: UUID, kind: LinkKind | None) -> Resolved:
        wish = LinkWish(one=one, other=other, kind=kind)
        return await set_link_constraint(wish, self._now, self.at.service.ground, Payload())


def linked(at: Stand, *subjects: UUID) -> Mapping[UUID, UUID]:
    """What is written down of who is in which profile."""
    query = "SELECT subject_id, profile_id FROM merge_link WHERE subject_id = ANY($1)"
    rows: Sequence[Any] = at.sql(Database.DATA, query, list(subjects))
    return {row["subject_id"]: row["profile_id"] for row in rows}
