"""merge_profiles: two profiles are one person from now on. It takes pointers, and no fact.

A person decides by the hash of what she was shown; a rule decides by what it found, and says which
rule, in which version, on which evidence. Both are refused what a constraint forbids, and more
records than one person is taken to have: then a task is filed, for whoever asked, to look into it.
"""

from __future__ import annotations

import hmac
from dataclasses import dataclass
from uuid import UUID

from cdp.acts.deciding import Why
from cdp.acts.ground import Ground
from cdp.acts.merging import merge, of_a_merge
from cdp.acts.preview_merge import preview_merge
from cdp.acts.resolving import OVERTAKEN, Bench, Resolution, Resolved, resolve
from cdp.acts.write import Payload
from cdp.errors import Conflict, InvalidField
from cdp.identity.cluster import Cluster
from privacy.gate import Ask
from privacy.terms import DataCategory, Role


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class MergeWish:
    """Two subjects whose profiles are to be one, and why. `preview` is None of a rule alone."""

    one: UUID
    other: UUID
    why: Why
    preview: bytes | None = None


async def merge_profiles(wish: MergeWish, ask: Ask, ground: Ground, payload: Payload) -> Resolved:
    """Take the profiles of `wish` together.

    Raises: as `resolve`; InvalidField where a person asks without a preview; TooManyRecords,
        after a task was filed.
    """
    if wish.preview is None and Role.JOB not in ask.actor.roles:
        raise InvalidField("previewHash", "Give the hash of a preview: look before you merge.")

    async def work(bench: Bench) -> Resolved:
        if wish.preview is not None:
            now = await preview_merge(
                bench.cluster, wish.one, wish.other, run=bench.tx, ground=ground
            )
            if not hmac.compare_digest(now.mark, wish.preview):
                raise Conflict(OVERTAKEN)
        return await merge(bench, wish.one, wish.other, wish.why, preview=wish.preview)

    def writes(cluster: Cluster) -> frozenset[DataCategory]:
        return of_a_merge(cluster, wish.one, wish.other, ground)

    wanted = Resolution(named=(wish.one, wish.other), work=work, writes=writes)
    return await resolve(wanted, ask, ground, payload)
