"""Clusters: which subjects are one person, as a pure function of what was decided and not reversed.

    nodes    subjects, each with the time at which it was made
    edges    merges that no later decision reversed
    profiles the connected components; each is named after its first subject

So a profile does not depend on the order of decisions: whatever merges and partings lead to the
same edges lead to the same profiles, ids included. Parting takes edges away, and nothing else.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from cdp.identity.merging import LinkKind, MergeObstacle

MOST: Final = 25
"""Subjects that one profile is taken to have, unless a deployment says otherwise."""

Made = Mapping[UUID, datetime]
"""Subjects, and when each was made."""

Profiles = Mapping[UUID, UUID]
"""Of each subject the profile that it is in: its own, where it is alone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Edge:
    """Two subjects that `decision` made one person. It has no direction."""

    decision: UUID
    one: UUID
    other: UUID

    @property
    def ends(self) -> frozenset[UUID]:
        """Both subjects."""
        return frozenset((self.one, self.other))


@dataclass(frozen=True, slots=True, kw_only=True)
class Constraint:
    """Two subjects that are never, or always, one person, whatever a rule finds."""

    id: UUID
    kind: LinkKind
    one: UUID
    other: UUID

    def holds(self, profiles: Profiles) -> bool:
        """Whether `profiles` keep to it; of a subject that is not among them nothing is said."""
        if self.one not in profiles or self.other not in profiles:
            return True
        is_linked = profiles[self.one] == profiles[self.other]
        return is_linked is (self.kind is LinkKind.ALWAYS_LINK)


def first_of(made: Made, among: Iterable[UUID]) -> UUID:
    """The subject after which a profile of `among` is named: the oldest, then the least id."""
    return min(among, key=lambda subject: (made[subject], subject.int))


def profiles_of(made: Made, edges: Iterable[Edge]) -> Profiles:
    """The profile of each subject of `made`, by the edges between them."""
    profiles = {subject: subject for subject in made}
    for edge in edges:
        joined = {profiles[edge.one], profiles[edge.other]}
        first = first_of(made, joined)
        profiles = {
            subject: first if profile in joined else profile
            for subject, profile in profiles.items()
        }
    return profiles


def links_of(profiles: Profiles) -> Profiles:
    """What is written down of `profiles`: nothing of a subject that is alone."""
    counted: dict[UUID, int] = {}
    for profile in profiles.values():
        counted[profile] = counted.get(profile, 0) + 1
    return {subject: profile for subject, profile in profiles.items() if counted[profile] > 1}


def without(edges: Iterable[Edge], decisions: Collection[UUID]) -> tuple[Edge, ...]:
    """`edges` once `decisions` are reversed."""
    return tuple(edge for edge in edges if edge.decision not in decisions)


def cut(edges: Iterable[Edge], apart: Collection[UUID]) -> frozenset[UUID]:
    """The decisions to reverse, so that no edge leads from `apart` to anybody else."""
    return frozenset(
        edge.decision for edge in edges if (edge.one in apart) is not (edge.other in apart)
    )


def contradicted(constraints: Iterable[Constraint], profiles: Profiles) -> Constraint | None:
    """The first constraint that `profiles` would break; none where all of them hold."""
    return next((each for each in constraints if not each.holds(profiles)), None)


def obstacles(
    profiles: Profiles, constraints: Iterable[Constraint], one: UUID, other: UUID, *, at_most: int
) -> tuple[MergeObstacle, ...]:
    """Why the profiles of `one` and `other` cannot be made one; nothing where they can."""
    joined = {profiles[one], profiles[other]}
    if len(joined) == 1:
        return (MergeObstacle.ONE_PERSON_ALREADY,)
    members = {who: profiles[one] for who, profile in profiles.items() if profile in joined}
    never = [each for each in constraints if each.kind is LinkKind.NEVER_LINK]
    found = []
    if contradicted(never, members) is not None:
        found.append(MergeObstacle.NEVER_LINKED)
    if len(members) > at_most:
        found.append(MergeObstacle.TOO_MANY_RECORDS)
    return tuple(found)


def set_aside(granted: str, denied: Iterable[str]) -> str:
    """The bits of `granted` that a no of anybody else in the profile sets aside.

    Rows are of different widths where the policy came to have more questions meanwhile.
    """
    width = len(granted)
    every = 0
    for bits in denied:
        every |= _number(bits, width)
    return format(_number(granted, width) & every, f"0{width}b") if width else ""


def _number(bits: str, width: int) -> int:
    return int(bits[:width].ljust(width, "0"), 2) if width else 0
