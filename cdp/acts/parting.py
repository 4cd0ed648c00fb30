"""Parting: merges are reversed, and whoever they alone held together is no longer one person."""

from __future__ import annotations

from uuid import UUID

from cdp.acts.deciding import Why, decide, point, profiles_now
from cdp.acts.resolving import OVERTAKEN, Bench, Resolved
from cdp.errors import Conflict
from cdp.identity.clusters import contradicted, first_of, profiles_of, without
from cdp.identity.merging import MergeKind, Side
from cdp.identity.relinking import REVERSE


async def part(
    bench: Bench,
    decisions: frozenset[UUID],
    kind: MergeKind,
    why: Why,
    *,
    reverses: UUID | None = None,
) -> Resolved:
    """Reverse `decisions`, by one decision of `kind`.

    Raises:
        Conflict: a constraint says that they are always one person.
    """
    cluster = bench.cluster
    profiles = profiles_of(cluster.made, without(cluster.edges, decisions))
    if contradicted(cluster.constraints, profiles) is not None:
        raise Conflict(
            "Somebody decided that these are always one person. Remove that constraint first."
        )
    first = first_of(cluster.made, cluster.members)
    sides = {
        who: Side.STAYED if profile == profiles[first] else Side.PARTED
        for who, profile in profiles.items()
    }
    decision = await decide(bench, kind, why, sides, reverses=reverses)
    reversed_now = await bench.tx.fetch(REVERSE, decisions=sorted(decisions), reversed_by=decision)
    if len(reversed_now) != len(decisions):
        raise Conflict(OVERTAKEN)
    await point(bench, profiles)
    return Resolved(decision=decision, profiles=profiles_now(profiles))
