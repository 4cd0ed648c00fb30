"""identityGraph and mergeDecisions: who is one person, and whatever was decided about it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final
from uuid import UUID

import strawberry

from cdp.api.asking import Asking
from cdp.api.ids import Ids, Record
from cdp.api.merging.drawing import DrawnLine
from cdp.api.merging.looking import cells_of, letters, may_look, node_of, resolution_ruling
from cdp.api.merging.types import (
    LIST,
    IdentityGraph,
    IdentityLink,
    LinkConstraint,
    Listed,
    MergeDecision,
    MergeEntry,
    MergeEntryConnection,
    MergeMember,
)
from cdp.api.page import checked_first
from cdp.api.rows import Rows
from cdp.database.listing import LATEST, Place
from cdp.identity.cluster_store import PAGE
from cdp.identity.merging import MergeEvidence, MergeKind, MergeReason
from cdp.profile.graph import Decided, Graph, find_graph
from privacy.gate import rule
from privacy.store.statement import Row

_HELD: Final = "held"
_REVERSED: Final = "reversed"


async def identity_graph(asking: Asking) -> IdentityGraph | None:
    """`Query.identityGraph`."""
    ruling = resolution_ruling(asking)
    named = asking.ids.profile(asking.arguments["profile"])
    graph = await find_graph(
        asking.ground.people.run, named, ruling, at=asking.ask.at, agent=asking.ask.actor.id
    )
    if not await may_look(asking, ruling, graph.cluster):
        return None
    ids, cells = asking.ids, cells_of(asking, ruling)
    return IdentityGraph(
        lines=list(_lines(graph)),
        profile=ids.record(Record.PROFILE, graph.cluster.members[named].profile),
        hash=asking.ground.numbers.seen_token(graph.cluster.graph(named)).hex(),
        nodes=[
            node_of(letter, node, cells)
            for letter, node in zip(letters(graph.nodes), graph.nodes, strict=True)
        ],
        edges=[
            IdentityLink(
                one=ids.record(Record.PROFILE, edge.one),
                other=ids.record(Record.PROFILE, edge.other),
                decision=ids.record(Record.MERGE_DECISION, edge.decision),
            )
            for edge in graph.cluster.edges
        ],
        decisions=[_decision(ids, each) for each in graph.decisions],
        constraints=[
            LinkConstraint(
                kind=each.kind,
                one=ids.record(Record.PROFILE, each.one),
                other=ids.record(Record.PROFILE, each.other),
            )
            for each in graph.constraints
        ],
    )


def _decision(ids: Ids, decided: Decided) -> MergeDecision:
    return MergeDecision(
        id=ids.record(Record.MERGE_DECISION, decided.id),
        kind=decided.kind,
        rule=decided.rule,
        rule_version=decided.rule_version,
        evidence=decided.evidence,
        reason=decided.reason,
        actor=decided.actor,
        decided_at=decided.decided_at,
        reverses=_named(ids, decided.reverses),
        reversed_by=_named(ids, decided.reversed_by),
        subjects=[
            MergeMember(subject=ids.record(Record.PROFILE, who), side=side)
            for who, side in sorted(decided.members.items(), key=lambda each: each[0].int)
        ],
    )


def _named(ids: Ids, decision: UUID | None) -> strawberry.ID | None:
    return None if decision is None else ids.record(Record.MERGE_DECISION, decision)


def _lines(graph: Graph) -> Iterator[DrawnLine]:
    """What is drawn between records of the graph: merges, those that were reversed, constraints."""
    places = {node.subject: place for place, node in enumerate(graph.nodes)}
    for each in graph.decisions:
        edge = each.edge
        if edge is not None and edge.ends <= places.keys():
            kind = _HELD if each.reversed_by is None else _REVERSED
            yield DrawnLine(
                one=places[edge.one], other=places[edge.other], kind=kind, rule=each.rule
            )
    for bound in graph.constraints:
        if {bound.one, bound.other} <= places.keys():
            yield DrawnLine(one=places[bound.one], other=places[bound.other], kind=bound.kind.value)


async def merge_decisions(asking: Asking) -> MergeEntryConnection:
    """`Query.mergeDecisions`: written down before it is shown, like every read of an auditor's."""
    ground, first = asking.ground, checked_first(asking.arguments["first"])
    after = asking.arguments.get("after")
    place = LATEST if after is None else asking.cursors.place(LIST, after)
    ruling = rule(asking.ask, ground.policies.current)
    await ground.door.check(ruling, await ground.people.in_force())
    rows = await ground.people.run.fetch(PAGE, at=place.at, id=place.id, first=first + 1)
    receipts = await ground.door.read_log(asking.ask, ruling, min(first, len(rows)))
    asking.turn.receipts.extend(receipts)
    listed = [_listed(asking.ids, row) for row in rows]
    return MergeEntryConnection(of=Rows(LIST, listed, first, after))


def _listed(ids: Ids, row: Row) -> Listed:
    entry = MergeEntry(
        id=ids.record(Record.MERGE_DECISION, row["id"]),
        kind=MergeKind(row["kind"]),
        rule=row["rule"],
        rule_version=row["rule_version"],
        evidence=MergeEvidence(row["evidence"]),
        reason=MergeReason(row["reason"]),
        actor=row["actor"],
        decided_at=row["decided_at"],
        reverses=_named(ids, row["reverses"]),
        reversed_by=_named(ids, row["reversed_by"]),
        subjects=row["subjects"],
    )
    return Listed(entry=entry, place=Place(at=row["decided_at"], id=row["id"]))
