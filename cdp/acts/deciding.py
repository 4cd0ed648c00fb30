"""Deciding: a decision is written down with whom it is about, and pointers follow it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from cdp.acts.coarse import hour_of
from cdp.acts.resolving import Bench
from cdp.identity.clusters import Profiles, links_of
from cdp.identity.matching.book import COMPARE
from cdp.identity.merging import MergeEvidence, MergeKind, MergeReason, Side
from cdp.identity.relinking import DECIDE, LINK, NAME, UNLINK


@dataclass(frozen=True, slots=True, kw_only=True)
class Why:
    """What a decision rests on; `rule` and its version where no person took it."""

    evidence: MergeEvidence
    reason: MergeReason
    rule: str | None = None
    rule_version: int | None = None


async def decide(
    bench: Bench,
    kind: MergeKind,
    why: Why,
    sides: Mapping[UUID, Side],
    *,
    narrowed: Mapping[UUID, str] | None = None,
    preview: bytes | None = None,
    reverses: UUID | None = None,
) -> UUID:
    """Write a decision down, and whom it is about. Its id."""
    ask, decision = bench.first.ask, bench.ground.ids()
    await bench.tx.fetch(
        DECIDE,
        id=decision,
        kind=kind.value,
        rule=why.rule,
        rule_version=why.rule_version,
        evidence=why.evidence.value,
        reason=why.reason.value,
        actor=ask.actor.id,
        preview_hash=preview,
        reverses=reverses,
        reversed_by=None,
        decided_at=hour_of(ask.at),
    )
    set_aside = narrowed or {}
    await bench.tx.fetch(
        NAME,
        decision=decision,
        subjects=list(sides),
        sides=[side.value for side in sides.values()],
        narrowed=[set_aside.get(who) for who in sides],
    )
    return decision


async def point(bench: Bench, profiles: Profiles) -> None:
    """Write down who is in which profile from now on, where it is another than before.

    What one of them says is said of other people now, so all of them are compared again.
    """
    before, after = links_of(bench.cluster.profiles), links_of(profiles)
    linked = {who: profile for who, profile in after.items() if before.get(who) != profile}
    alone = [who for who in before if who not in after]
    if linked:
        await bench.tx.fetch(LINK, subjects=list(linked), profiles=list(linked.values()))
    if alone:
        await bench.tx.fetch(UNLINK, subjects=alone)
    await bench.tx.fetch(COMPARE, subjects=sorted(bench.cluster.members))


def profiles_now(profiles: Profiles) -> tuple[UUID, ...]:
    """The profiles that there are, in the order of their first subjects."""
    return tuple(dict.fromkeys(profiles.values()))
