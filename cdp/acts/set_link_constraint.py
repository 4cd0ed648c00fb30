"""set_link_constraint: two subjects are never, or always, one person, whatever a rule finds.

ALWAYS_LINK takes their profiles together at once, and while it stands nothing parts them.
NEVER_LINK keeps profiles apart, so it is refused within one: part them first.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final
from uuid import UUID

from cdp.acts.coarse import hour_of
from cdp.acts.deciding import Why, profiles_now
from cdp.acts.ground import Ground
from cdp.acts.merging import merge, of_a_merge
from cdp.acts.resolving import Bench, Resolution, Resolved, resolve
from cdp.acts.write import Payload
from cdp.errors import Conflict, InvalidField
from cdp.identity.cluster import Cluster
from cdp.identity.clusters import Constraint
from cdp.identity.merging import LinkKind, MergeEvidence, MergeReason
from cdp.identity.relinking import BIND, RELEASE
from privacy.gate import Ask
from privacy.terms import DataCategory

_BECAUSE: Final = Why(evidence=MergeEvidence.COMPARED_RECORDS, reason=MergeReason.ALWAYS_LINKED)


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class LinkWish:
    """Two subjects, and what they are to each other from now on; None: whatever is found."""

    one: UUID
    other: UUID
    kind: LinkKind | None


async def set_link_constraint(
    wish: LinkWish, ask: Ask, ground: Ground, payload: Payload
) -> Resolved:
    """Bind, or release, the two of `wish`.

    Raises: as `resolve`; InvalidField where both are one subject; Conflict also where they are one
        person that is never to be, are never to be one that is, or would be too many records.
    """
    if wish.one == wish.other:
        raise InvalidField("other", "Give two records: this is one and the same.")

    async def work(bench: Bench) -> Resolved:
        return await link(bench, wish)

    def writes(cluster: Cluster) -> frozenset[DataCategory]:
        merges = wish.kind is LinkKind.ALWAYS_LINK
        return of_a_merge(cluster, wish.one, wish.other, ground) if merges else frozenset()

    wanted = Resolution(named=(wish.one, wish.other), work=work, writes=writes)
    return await resolve(wanted, ask, ground, payload)


async def link(bench: Bench, wish: LinkWish) -> Resolved:
    """Bind, or release, inside the transaction of an act."""
    match wish.kind:
        case None:
            return await _release(bench, wish)
        case LinkKind.NEVER_LINK:
            return await _keep_apart(bench, wish)
        case LinkKind.ALWAYS_LINK:
            return await _keep_together(bench, wish)


async def _release(bench: Bench, wish: LinkWish) -> Resolved:
    constraints = [each.id for each in between(bench.cluster, wish.one, wish.other)]
    if constraints:
        await bench.tx.fetch(RELEASE, members=list(bench.cluster.members), constraints=constraints)
    return Resolved(decision=None, profiles=profiles_now(bench.cluster.profiles))


async def _keep_apart(bench: Bench, wish: LinkWish) -> Resolved:
    profiles = bench.cluster.profiles
    if profiles[wish.one] == profiles[wish.other]:
        raise Conflict("These are one person now. Part them first: unmerge or split.")
    await _bind(bench, wish, LinkKind.NEVER_LINK)
    return Resolved(decision=None, profiles=profiles_now(profiles))


async def _keep_together(bench: Bench, wish: LinkWish) -> Resolved:
    profiles = bench.cluster.profiles
    resolved = Resolved(decision=None, profiles=profiles_now(profiles))
    if profiles[wish.one] != profiles[wish.other]:
        resolved = await merge(bench, wish.one, wish.other, _BECAUSE)
    if resolved.profiles:
        await _bind(bench, wish, LinkKind.ALWAYS_LINK)
    return resolved


async def _bind(bench: Bench, wish: LinkWish, kind: LinkKind) -> None:
    """Write it down, once: what binds the two already binds them."""
    pair = {wish.one, wish.other}
    if any(
        {each.one, each.other} == pair and each.kind is kind for each in bench.cluster.constraints
    ):
        return
    ask = bench.first.ask
    await bench.tx.fetch(
        BIND,
        subjects=sorted(pair),
        constraint=bench.ground.ids(),
        kind=kind.value,
        set_by=ask.actor.id,
        set_at=hour_of(ask.at),
    )


def between(cluster: Cluster, one: UUID, other: UUID) -> tuple[Constraint, ...]:
    """What binds two subjects, or, where they are two people, anybody of the two profiles."""
    profiles = cluster.profiles
    if profiles[one] == profiles[other]:
        pair = {one, other}
        return tuple(each for each in cluster.constraints if {each.one, each.other} == pair)
    return tuple(each for each in cluster.constraints if profiles[each.one] != profiles[each.other])
