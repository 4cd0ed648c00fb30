"""Several: the members of a profile of more than one subject, and the person that they make.

    rows of the members ─► those that may be seen ─► Together, one row ─► Person

Each member's row is decided by her own standing. The profile has the id of its first subject,
by whichever of them it was found.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Self
from uuid import UUID

from cdp.profile.person import Person
from cdp.profile.selection import Selection
from cdp.profile.together import Together
from privacy.gate import Standing
from privacy.store.standing import standing_of
from privacy.store.statement import Row


@dataclass(frozen=True, slots=True, kw_only=True)
class Several:
    """Every member of a profile, the first subject first; `found` is who was asked about."""

    profile: UUID
    found: Standing
    rows: tuple[Row, ...]
    standings: tuple[Standing, ...]
    selection: Selection

    @classmethod
    def of(cls, rows: Sequence[Row], selection: Selection) -> Self:
        """From the rows of one profile, in any order."""
        ordered = tuple(sorted(rows, key=_known_since))
        profile, found, _ = ordered[0]["member"]
        standings = tuple(map(standing_of, ordered))
        return cls(
            profile=profile,
            found=next(each for each in standings if each.subject == found),
            rows=ordered,
            standings=standings,
            selection=selection,
        )

    @property
    def decided(self) -> tuple[Standing, ...]:
        """Whom a decision is about: those whom the statement let out.

        Where it let nobody out, the one who was asked about, so that a profile that may not be
        seen costs what a number never seen costs.
        """
        held = zip(self.rows, self.standings, strict=True)
        return tuple(each for row, each in held if row["allowed"]) or (self.found,)

    def person(self, seen: Collection[UUID]) -> Person | None:
        """One person of those members who are among `seen`; None where none is."""
        rows = [row for row in self.rows if row["allowed"] and row["subject_id"] in seen]
        if not rows:
            return None
        return Person.of(self.profile, Together(rows, self.selection), self.selection.shape)


def _known_since(row: Row) -> tuple[object, bytes]:
    """What the members of a profile are in order by."""
    return row["member"][2], row["subject_id"].bytes
