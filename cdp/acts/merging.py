"""Merging: two profiles are made one inside the transaction of an act, or come to a task."""

from __future__ import annotations

from typing import Final
from uuid import UUID

from cdp.acts.deciding import Why, decide, point, profiles_now
from cdp.acts.desk import Desk
from cdp.acts.ground import Ground
from cdp.acts.planning import Occasion, plan_task
from cdp.acts.resolving import Bench, Resolved
from cdp.errors import Conflict
from cdp.identity.cluster import Cluster
from cdp.identity.clusters import Edge, first_of, obstacles, profiles_of, set_aside
from cdp.identity.merging import MergeKind, MergeObstacle, Side
from cdp.tasks.record import Task, TaskKind, TaskOrigin
from cdp.tasks.store import STANDING
from privacy.terms import DataCategory, Role

STEWARDS: Final = "data-stewards"
"""Whose work it is where nobody in particular asked."""

_ADVICE: Final = {
    MergeObstacle.ONE_PERSON_ALREADY: "These are one person already.",
    MergeObstacle.NEVER_LINKED: (
        "Somebody decided that these are never one person. Remove that constraint first."
    ),
}


def of_a_merge(cluster: Cluster, one: UUID, other: UUID, ground: Ground) -> frozenset[DataCategory]:
    """What a merge writes besides who decided it: a task, where it comes to that."""
    is_too_large = _found(cluster, one, other, ground) == (MergeObstacle.TOO_MANY_RECORDS,)
    return frozenset({DataCategory.CONTACT_CALL_RECORD}) if is_too_large else frozenset()


def _found(cluster: Cluster, one: UUID, other: UUID, ground: Ground) -> tuple[MergeObstacle, ...]:
    at_most = ground.subjects_at_most
    return obstacles(cluster.profiles, cluster.constraints, one, other, at_most=at_most)


async def merge(
    bench: Bench, one: UUID, other: UUID, why: Why, *, preview: bytes | None = None
) -> Resolved:
    """Make the profiles of `one` and `other` one; no profile comes back where it came to a task.

    Raises:
        Conflict: they are one already, or are never to be.
    """
    cluster = bench.cluster
    for obstacle in _found(cluster, one, other, bench.ground):
        if obstacle in _ADVICE:
            raise Conflict(_ADVICE[obstacle])
        await _look_into(bench)
        return Resolved(decision=None, profiles=())
    if first_of(cluster.made, cluster.members) not in cluster.together(one):
        one, other = other, one
    sides = dict.fromkeys(cluster.members, Side.BESIDE)
    sides |= {one: Side.SURVIVOR, other: Side.ABSORBED}
    decision = await decide(
        bench, MergeKind.MERGE, why, sides, narrowed=_narrowed(cluster, one), preview=preview
    )
    edge = Edge(decision=decision, one=one, other=other)
    profiles = profiles_of(cluster.made, (*cluster.edges, edge))
    await point(bench, profiles)
    return Resolved(decision=decision, profiles=profiles_now(profiles))


def _narrowed(cluster: Cluster, one: UUID) -> dict[UUID, str]:
    """Of each the yes that somebody of the other profile sets aside by a no."""
    side = cluster.together(one)
    return {
        who: set_aside(
            member.granted,
            [
                other.denied
                for whom, other in cluster.members.items()
                if (whom in side) is not (who in side)
            ],
        )
        for who, member in cluster.members.items()
    }


async def _look_into(bench: Bench) -> None:
    """A task to verify these records, once: whoever asks again finds it standing."""
    writing, ask = bench.first, bench.first.ask
    standing = await bench.tx.fetch(
        STANDING,
        subject_id=writing.subject,
        purpose=writing.ruling.purpose.value,
        origin=TaskOrigin.LARGE_PROFILE.value,
    )
    if standing:
        return
    is_person = Role.JOB not in ask.actor.roles
    await plan_task(
        Desk(tx=bench.tx, writing=writing, ground=bench.ground, policy=bench.policy),
        Task(
            kind=TaskKind.VERIFY_DATA,
            due_at=ask.at,
            assignee=ask.actor.id if is_person else None,
            team=None if is_person else STEWARDS,
            origin=TaskOrigin.LARGE_PROFILE,
        ),
        Occasion(),
    )
