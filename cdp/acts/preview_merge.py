"""preview_merge: what would become of two profiles, were they one, and the hash to decide it by.

The hash covers whatever decides: who is in either profile, what each consented to, what binds
them, whose word would stand, how many records a person is taken to have, and the policy. A merge
that is asked for by it and finds anything else is refused.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

import orjson

from cdp.acts.ground import Ground
from cdp.contacts.candidates import Word, words_of
from cdp.contacts.survivorship import ContactField
from cdp.identity.cluster import Cluster
from cdp.identity.clusters import first_of, obstacles
from cdp.identity.merging import MergeObstacle
from privacy.store.statement import Runner


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Preview:
    """What two profiles would be together. `sides` are who is in each, the older profile first."""

    mark: bytes
    profile: UUID
    sides: tuple[frozenset[UUID], frozenset[UUID]]
    words: Mapping[ContactField, Word]
    obstacles: tuple[MergeObstacle, ...]

    @property
    def hash(self) -> str:
        """The mark, as answers and inputs carry it."""
        return self.mark.hex()


async def preview_merge(
    cluster: Cluster, one: UUID, other: UUID, *, run: Runner, ground: Ground
) -> Preview:
    """What the profiles of `one` and `other` would be together, by what `run` reads now."""
    words = await words_of(run, list(cluster.members))
    return preview_of(cluster, one, other, words=words, ground=ground)


def preview_of(
    cluster: Cluster,
    one: UUID,
    other: UUID,
    *,
    words: Mapping[ContactField, Word],
    ground: Ground,
) -> Preview:
    """The same, of the `words` that would stand."""
    made, at_most = cluster.made, ground.subjects_at_most
    sides = [cluster.together(one), cluster.together(other)]
    sides.sort(key=lambda side: (made[first_of(made, side)], first_of(made, side).int))
    return Preview(
        mark=ground.numbers.seen_token(_canonical(cluster, words, at_most)),
        profile=first_of(made, cluster.members),
        sides=(sides[0], sides[1]),
        words=words,
        obstacles=obstacles(cluster.profiles, cluster.constraints, one, other, at_most=at_most),
    )


def _canonical(cluster: Cluster, words: Mapping[ContactField, Word], at_most: int) -> str:
    """Everything that decides, in one spelling."""
    decides = {
        "merge": 1,
        "policy": cluster.in_force.policy,
        "at_most": at_most,
        "members": {
            str(who): [
                str(member.profile),
                member.granted,
                member.denied,
                None if member.valid_until is None else member.valid_until.isoformat(),
                member.standing.age_band.value,
            ]
            for who, member in cluster.members.items()
        },
        "constraints": [
            [each.kind.value, str(each.one), str(each.other)] for each in cluster.constraints
        ],
        "words": {field.value: str(word.contact) for field, word in words.items()},
    }
    return orjson.dumps(decides, option=orjson.OPT_SORT_KEYS).decode()
