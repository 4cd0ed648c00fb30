"""review_match_suggestion: a steward says whether two are one person.

ACCEPT makes them one, REJECT leaves them two and is not asked again, NEVER_LINK and ALWAYS_LINK
bind them besides. What she says and what follows from it stand together or not at all.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final
from uuid import UUID

from cdp.acts.coarse import hour_of
from cdp.acts.deciding import Why, profiles_now
from cdp.acts.ground import Ground
from cdp.acts.merging import merge, of_a_merge
from cdp.acts.resolving import Bench, Resolution, Resolved, resolve
from cdp.acts.set_link_constraint import LinkWish, link
from cdp.acts.write import Payload
from cdp.errors import Conflict
from cdp.identity.cluster import Cluster
from cdp.identity.matching.suggestion import SuggestionState, Verdict
from cdp.identity.matching.suggestions import MEMBERS, REVIEW
from cdp.identity.merging import LinkKind, MergeEvidence, MergeReason
from privacy.gate import Ask
from privacy.terms import DataCategory

_BOTH: Final = 2
_BECAUSE: Final = Why(evidence=MergeEvidence.COMPARED_RECORDS, reason=MergeReason.SAME_PERSON)

_STATE: Final[Mapping[Verdict, SuggestionState]] = MappingProxyType(
    {
        Verdict.ACCEPT: SuggestionState.ACCEPTED,
        Verdict.ALWAYS_LINK: SuggestionState.ACCEPTED,
        Verdict.REJECT: SuggestionState.REJECTED,
        Verdict.NEVER_LINK: SuggestionState.REJECTED,
    }
)
_MERGING: Final = frozenset({Verdict.ACCEPT, Verdict.ALWAYS_LINK})


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """What is said of which suggestion."""

    suggestion: UUID
    verdict: Verdict


async def review_match_suggestion(
    wish: Review, ask: Ask, ground: Ground, payload: Payload
) -> Resolved:
    """Do what `wish` says; the profiles that there are of the two now.

    Raises: as `resolve`; Conflict where somebody reviewed it, or decided otherwise, meanwhile.
    """
    rows = await ground.people.run.fetch(MEMBERS, id=wish.suggestion)
    found = [row["subject_id"] for row in rows]
    # One who was erased takes the suggestion with her: it is looked for as one that never was.
    one, other = found if len(found) == _BOTH else (ground.ids(), ground.ids())

    async def work(bench: Bench) -> Resolved:
        resolved = await _follow(bench, one, other, wish.verdict)
        if resolved.profiles:
            await _say(bench, wish)
        return resolved

    def writes(cluster: Cluster) -> frozenset[DataCategory]:
        merges = wish.verdict in _MERGING
        return of_a_merge(cluster, one, other, ground) if merges else frozenset()

    wanted = Resolution(named=(one, other), work=work, writes=writes)
    return await resolve(wanted, ask, ground, payload)


async def _follow(bench: Bench, one: UUID, other: UUID, verdict: Verdict) -> Resolved:
    """What follows from a verdict; no profile comes back where it came to a task."""
    match verdict:
        case Verdict.ACCEPT:
            return await merge(bench, one, other, _BECAUSE)
        case Verdict.REJECT:
            return Resolved(decision=None, profiles=profiles_now(bench.cluster.profiles))
        case Verdict.NEVER_LINK:
            return await link(bench, LinkWish(one=one, other=other, kind=LinkKind.NEVER_LINK))
        case Verdict.ALWAYS_LINK:
            return await link(bench, LinkWish(one=one, other=other, kind=LinkKind.ALWAYS_LINK))


async def _say(bench: Bench, wish: Review) -> None:
    ask = bench.first.ask
    said = await bench.tx.fetch(
        REVIEW,
        id=wish.suggestion,
        state=_STATE[wish.verdict].value,
        by=ask.actor.id,
        at=hour_of(ask.at),
    )
    if not said:
        raise Conflict("This suggestion is open no more. Look at what is suggested now.")
