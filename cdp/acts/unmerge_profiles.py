"""unmerge_profiles: a merge is reversed. What it made one is as many as before, to the last bit.

Nothing was moved when they were taken together, so nothing has to be found again: the pointers go.
Merges that came later stay: who is one person with whom follows from those that are left.
"""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from cdp.acts.deciding import Why
from cdp.acts.ground import Ground
from cdp.acts.parting import part
from cdp.acts.resolving import Bench, Resolution, Resolved, resolve
from cdp.acts.write import Payload
from cdp.errors import Conflict
from cdp.identity.cluster_store import ABOUT
from cdp.identity.merging import MergeKind
from privacy.gate import Ask


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class UnmergeWish:
    """A merge that is to be reversed, and why. `seen` is the mark of the graph it was seen in."""

    decision: UUID
    why: Why
    seen: bytes | None = None


async def unmerge_profiles(
    wish: UnmergeWish, ask: Ask, ground: Ground, payload: Payload
) -> Resolved:
    """Reverse the merge of `wish`.

    Raises: as `resolve`; Conflict also where it was reversed before, or a constraint says that
        they are always one person.
    """
    rows = await ground.people.run.fetch(ABOUT, decision=wish.decision)
    # Of a decision that is none, or is no merge, nobody is found: as of one about somebody unseen.
    ends = [row["subject_id"] for row in rows if row["kind"] == MergeKind.MERGE.value]

    async def work(bench: Bench) -> Resolved:
        if wish.decision not in {edge.decision for edge in bench.cluster.edges}:
            raise Conflict("This merge was reversed before. Look at the graph again.")
        bench.check(ends[0], wish.seen)
        return await part(
            bench, frozenset({wish.decision}), MergeKind.UNMERGE, wish.why, reverses=wish.decision
        )

    wanted = Resolution(named=ends or (ground.ids(), ground.ids()), work=work)
    return await resolve(wanted, ask, ground, payload)
