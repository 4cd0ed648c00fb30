"""Graph: who is one person with somebody, by which decisions, and what binds them, to be shown."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from cdp.identity.cluster import Cluster, find_members
from cdp.identity.cluster_store import BOUND, DECIDED
from cdp.identity.clusters import Constraint, Edge
from cdp.identity.merging import LinkKind, MergeEvidence, MergeKind, MergeReason, Side
from cdp.profile.nodes import NodeFacts, find_nodes
from privacy.gate import Ruling
from privacy.store.standing import binds
from privacy.store.statement import Row, Runner


@dataclass(frozen=True, slots=True, kw_only=True)
class Decided:
    """A decision about subjects, of whom none is hidden."""

    id: UUID
    kind: MergeKind
    rule: str | None
    rule_version: int | None
    evidence: MergeEvidence
    reason: MergeReason
    actor: str
    decided_at: datetime
    reverses: UUID | None
    reversed_by: UUID | None
    members: Mapping[UUID, Side]

    @property
    def edge(self) -> Edge | None:
        """The two that it made one, where it is a merge."""
        ends = {side: who for who, side in self.members.items()}
        if self.kind is not MergeKind.MERGE:
            return None
        return Edge(decision=self.id, one=ends[Side.SURVIVOR], other=ends[Side.ABSORBED])


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Graph:
    """A cluster as it is shown: its nodes, what was decided about them, and what binds them."""

    cluster: Cluster
    nodes: tuple[NodeFacts, ...]
    decisions: tuple[Decided, ...] = ()
    constraints: tuple[Constraint, ...] = ()


async def find_graph(
    run: Runner, named: UUID, ruling: Ruling, *, at: datetime, agent: str
) -> Graph:
    """Everybody who is one person with `named`, and whatever was decided about them.

    The same statements run for somebody who is not there.

    Raises:
        PolicyUnset: no policy is in force.
    """
    cluster = await find_members(run, [named], ruling, at=at)
    members = list(cluster.members) or [named]
    bound = binds(ruling, at)
    decided = tuple(_decided(row) for row in await run.fetch(DECIDED, **bound, members=members))
    constraints = tuple(_constraints(await run.fetch(BOUND, **bound, members=members)))
    nodes = await find_nodes(run, members, ruling, at=at, agent=agent)
    return Graph(
        cluster=Cluster(
            in_force=cluster.in_force,
            named=cluster.named,
            members=cluster.members,
            edges=tuple(_standing_edges(decided)),
            constraints=tuple(each for each in constraints if each.other in cluster.members),
        ),
        nodes=nodes,
        decisions=decided,
        constraints=constraints,
    )


def _standing_edges(decided: Sequence[Decided]) -> Iterator[Edge]:
    """The merges that hold, as `identity.graph` gives them: by their ids."""
    for each in sorted(decided, key=lambda each: each.id.int):
        if each.edge is not None and each.reversed_by is None:
            yield each.edge


def _constraints(rows: Sequence[Row]) -> Iterator[Constraint]:
    """Each once: what binds two of the cluster comes from both its ends."""
    met: set[UUID] = set()
    for key, kind, one, other in ((row[0], row[1], row[2], row[3]) for row in rows):
        if key not in met:
            met.add(key)
            yield Constraint(id=key, kind=LinkKind(kind), one=one, other=other)


def _decided(row: Row) -> Decided:
    return Decided(
        id=row["id"],
        kind=MergeKind(row["kind"]),
        rule=row["rule"],
        rule_version=row["rule_version"],
        evidence=MergeEvidence(row["evidence"]),
        reason=MergeReason(row["reason"]),
        actor=row["actor"],
        decided_at=row["decided_at"],
        reverses=row["reverses"],
        reversed_by=row["reversed_by"],
        members={who: Side(side) for who, side in row["members"]},
    )
