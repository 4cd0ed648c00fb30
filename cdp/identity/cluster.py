"""Cluster: everybody who is one person with somebody, as the database has it, and how each stands.

What is decided about people is decided of a cluster as it was read; inside the transaction it is
read once more, while all of them are held, and anything else is somebody else's decision.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from cdp.errors import PolicyUnset
from cdp.identity.cluster_store import CLUSTER, GRAPH
from cdp.identity.clusters import Constraint, Edge, Profiles
from cdp.identity.merging import LinkKind
from privacy.gate import Ruling, Standing, judge
from privacy.store.standing import binds, standing_of
from privacy.store.statement import Row, Runner
from privacy.threshold import InForce


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Member:
    """One subject of a cluster. `granted` and `denied` are the bits of its own row."""

    standing: Standing
    made_at: datetime
    profile: UUID
    granted: str
    denied: str
    valid_until: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Cluster:
    """Whoever was named and is there, with everybody who is one person with them, oldest first."""

    in_force: InForce
    named: tuple[UUID, ...]
    members: Mapping[UUID, Member]
    edges: tuple[Edge, ...] = ()
    constraints: tuple[Constraint, ...] = ()

    @property
    def made(self) -> Mapping[UUID, datetime]:
        """When each was made."""
        return {subject: member.made_at for subject, member in self.members.items()}

    @property
    def profiles(self) -> Profiles:
        """The profile of each."""
        return {subject: member.profile for subject, member in self.members.items()}

    def graph(self, subject: UUID) -> str:
        """Who is one person with `subject`, by which decisions, and what binds them: one spelling.

        Whoever decides says by a mark of it what she saw.
        """
        together = self.together(subject)
        profile = self.members[subject].profile
        return ";".join(
            (
                f"{profile}:{','.join(str(who) for who in sorted(together))}",
                *(str(edge.decision) for edge in self.edges if edge.one in together),
                *(str(each.id) for each in self.constraints if together >= {each.one, each.other}),
            )
        )

    @property
    def drawn(self) -> tuple[object, ...]:
        """Who is one person with whom, by which decisions, and what binds them."""
        return tuple(self.profiles.items()), self.edges, self.constraints

    def together(self, subject: UUID) -> frozenset[UUID]:
        """Everybody who is one person with `subject`."""
        profile = self.members[subject].profile
        return frozenset(who for who, member in self.members.items() if member.profile == profile)

    def is_seen(self, ruling: Ruling) -> bool:
        """Whether all who were named are there, and `ruling` reaches everybody of the cluster."""
        return all(who in self.members for who in self.named) and all(
            judge(ruling, member.standing).allowed for member in self.members.values()
        )

    @property
    def standings(self) -> tuple[Standing, ...]:
        """How everybody stands."""
        return tuple(member.standing for member in self.members.values())

    def barred(self, ruling: Ruling) -> tuple[Standing, ...]:
        """Who is in the way, where anybody is: one, as the log names one where nobody is seen."""
        return tuple(each for each in self.standings if not judge(ruling, each).allowed)[:1]


async def find_members(
    run: Runner, named: Sequence[UUID], ruling: Ruling, *, at: datetime
) -> Cluster:
    """Everybody who is one person with any of `named`, decided by `ruling` as of `at`.

    Raises:
        PolicyUnset: no policy is in force.
    """
    rows = await run.fetch(CLUSTER, **binds(ruling, at), named=list(named))
    if not rows:
        raise PolicyUnset
    return Cluster(
        in_force=InForce(policy=rows[0]["policy"], owed=rows[0]["owed"]),
        named=tuple(named),
        members={row["subject_id"]: _member(row) for row in rows if row["subject_id"] is not None},
    )


async def find_cluster(
    run: Runner, named: Sequence[UUID], ruling: Ruling, *, at: datetime
) -> Cluster:
    """The same, with the decisions that hold them together, and what binds them."""
    found = await find_members(run, named, ruling, at=at)
    [row] = await run.fetch(GRAPH, members=list(found.members) or list(named))
    return Cluster(
        in_force=found.in_force,
        named=found.named,
        members=found.members,
        edges=tuple(
            Edge(decision=decision, one=one, other=other) for decision, one, other in row["edges"]
        ),
        constraints=tuple(constraints_of(row["constraints"])),
    )


def constraints_of(rows: Iterable[Sequence[object]]) -> Iterable[Constraint]:
    """What rows of (id, kind, one, other) say."""
    for key, kind, one, other in rows:
        yield Constraint(id=_id(key), kind=LinkKind(str(kind)), one=_id(one), other=_id(other))


def _id(value: object) -> UUID:
    if not isinstance(value, UUID):
        raise TypeError("an id is a UUID")
    return value


def _member(row: Row) -> Member:
    return Member(
        standing=standing_of(row),
        made_at=row["created_at"],
        profile=row["profile_id"],
        granted=row["granted"],
        denied=row["denied"],
        valid_until=row["valid_until"],
    )
