"""Pages: records of many people, each of whom the decision reaches, by one statement."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from itertools import groupby
from operator import itemgetter
from typing import Final, Self
from uuid import UUID

from cdp.database.cells import Cells
from cdp.database.listing import Place
from cdp.errors import PolicyUnset
from cdp.profile.listings import LISTINGS, page_of
from cdp.profile.people import agent_of
from cdp.profile.person import Person
from cdp.profile.selection import Selection
from cdp.profile.several import Several
from privacy.gate import Ruling, Standing
from privacy.store.standing import binds, standing_of
from privacy.store.statement import Row, Runner
from privacy.threshold import InForce

_RECORD: Final = itemgetter("row_id")


@dataclass(frozen=True, slots=True, kw_only=True)
class PageWish:
    """Which records, and from where on.

    `filters` are conditions of the listing, by name: the value that each binds, or its values by
    the names that it binds them under.
    """

    listing: str
    first: int
    filters: Mapping[str, object] = field(default_factory=dict, repr=False)
    after: Place | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """One record, where it stands in its list, and the person whose it is.

    `several` are the members of her profile, where it has more than one.
    """

    cells: Cells
    place: Place
    standing: Standing
    person: Person
    several: Several | None = None

    @property
    def standings(self) -> tuple[Standing, ...]:
        """Whom a decision is about: her, or those members of hers who may be seen."""
        return (self.standing,) if self.several is None else self.several.decided

    def shown(self, seen: Collection[UUID]) -> Self:
        """The record of the person of those subjects who are among `seen`."""
        person = None if self.several is None else self.several.person(seen)
        return self if person is None else replace(self, person=person)


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """What a statement returned: only people whom the ruling reaches are in it."""

    in_force: InForce
    rows: tuple[Listed, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Pages:
    """Look-ups across people, one statement each, over a reader."""

    run: Runner

    async def page(
        self, wish: PageWish, selection: Selection, ruling: Ruling, *, at: datetime, agent: str
    ) -> Page:
        """The records of `wish`, in the order of their listing, decided by `ruling` as of `at`."""
        listing = LISTINGS[wish.listing]
        place = listing.start if wish.after is None else wish.after
        rows = await self.run.fetch(
            page_of(wish.listing, frozenset(wish.filters), selection.shape),
            **binds(ruling, at),
            **selection.binds(),
            **_bound(wish.filters),
            bits=sorted(ruling.consent_bits),
            agent=agent_of(ruling, agent),
            me=agent,
            page_first=wish.first,
            page_at=place.at,
            page_id=place.id,
        )
        if not rows:
            raise PolicyUnset
        return Page(
            in_force=InForce(policy=rows[0]["policy"], owed=rows[0]["owed"]),
            rows=tuple(
                _listed(tuple(of_one), selection)
                for record, of_one in groupby(rows, key=_RECORD)
                if record is not None
            ),
        )


def _bound(filters: Mapping[str, object]) -> dict[str, object]:
    bound: dict[str, object] = {}
    for name, value in filters.items():
        bound |= value if isinstance(value, Mapping) else {name: value}
    return bound


def _listed(rows: Sequence[Row], selection: Selection) -> Listed:
    row = rows[0]
    cells, place = row["cells"], Place(at=row["at"], id=row["row_id"])
    if row["member"] is None:
        person = Person.of(row["subject_id"], row, selection.shape)
        return Listed(cells=cells, place=place, standing=standing_of(row), person=person)
    several = Several.of(rows, selection)
    together = several.person({each.subject for each in several.decided})
    if together is None:
        raise ValueError("a page holds nobody whom its ruling refuses")
    return Listed(
        cells=cells, place=place, standing=several.found, person=together, several=several
    )
