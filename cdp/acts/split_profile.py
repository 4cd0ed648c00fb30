"""split_profile: some subjects are no longer one person with the rest of their profile.

Every merge between them and the rest is reversed. Whom only those merges held together stands
alone afterwards, on either side: what made them one person went through the others.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from cdp.acts.deciding import Why
from cdp.acts.ground import Ground
from cdp.acts.parting import part
from cdp.acts.resolving import Bench, Resolution, Resolved, resolve
from cdp.acts.write import Payload
from cdp.errors import Conflict
from cdp.identity.clusters import cut
from cdp.identity.merging import MergeKind
from privacy.gate import Ask


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class SplitWish:
    """A profile, and those of its subjects that are somebody else. `seen`: the graph's mark."""

    profile: UUID
    apart: Collection[UUID]
    why: Why
    seen: bytes | None = None


async def split_profile(wish: SplitWish, ask: Ask, ground: Ground, payload: Payload) -> Resolved:
    """Part the subjects of `wish` from the rest of their profile.

    Raises: as `resolve`; Conflict also where they are not in this profile, or are all of it, or a
        constraint says that they are always one person.
    """
    apart = frozenset(wish.apart)

    async def work(bench: Bench) -> Resolved:
        bench.check(wish.profile, wish.seen)
        together = bench.cluster.together(wish.profile)
        if not apart or not apart < together:
            raise Conflict("Name some of the profile's own records, and not all of them.")
        return await part(bench, cut(bench.cluster.edges, apart), MergeKind.SPLIT, wish.why)

    wanted = Resolution(named=(wish.profile, *sorted(apart)), work=work)
    return await resolve(wanted, ask, ground, payload)
