"""How a cluster is looked at: decided as one, for one purpose, each of its records by itself."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from cdp.acts.resolving import require_resolution
from cdp.api.asking import Asking
from cdp.api.consents.types import ConsentState
from cdp.api.merging.nodes import IdentityNode
from cdp.api.reading import enter, ruling_of
from cdp.identity.cluster import Cluster
from cdp.profile.nodes import NodeFacts
from privacy.gate import Ruling
from privacy.policy import Cell

_LETTERS: Final = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def resolution_ruling(asking: Asking) -> Ruling:
    """The gate's word, for identity.resolution.

    Raises:
        Refusal: the purpose is another, or the gate refused.
    """
    require_resolution(asking.ask, asking.ground.policies.current)
    return ruling_of(asking)


async def may_look(asking: Asking, ruling: Ruling, cluster: Cluster) -> bool:
    """Whether everybody of `cluster` may be seen, written down first: all of it is, or nothing."""
    is_seen = cluster.is_seen(ruling)
    standings = cluster.standings if is_seen else cluster.barred(ruling)
    people = len(set(cluster.profiles.values())) if is_seen else len(standings)
    await enter(asking, ruling, standings, cluster.in_force, people=people)
    return asking.turn.grant is not None


def letters(nodes: Sequence[NodeFacts]) -> list[str]:
    """What records are called: A is the oldest, and the twenty-seventh is AA."""
    many = len(_LETTERS)
    return [
        _LETTERS[n % many] if n < many else _LETTERS[n // many - 1] + _LETTERS[n % many]
        for n in range(len(nodes))
    ]


def cells_of(asking: Asking, ruling: Ruling) -> Mapping[int, Cell]:
    """The questions of consent that may be shown, by their bit."""
    policy = asking.ground.policies.current
    return {cell.bit: cell for cell in policy.cells if cell.bit in ruling.consent_bits}


def node_of(letter: str, node: NodeFacts, cells: Mapping[int, Cell]) -> IdentityNode:
    """One record as it is shown."""
    said = [
        ConsentState(facts=facts, cell=cells[facts.bit])
        for facts in node.consents
        if facts.bit in cells
    ]
    return IdentityNode(node=node, said=said, letter=letter)
