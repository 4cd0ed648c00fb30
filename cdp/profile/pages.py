"""Pages: records of many people, each of whom the decision reaches, by one statement."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from cdp.database.cells import Cells
from cdp.database.listing import Place
from cdp.errors import PolicyUnset
from cdp.profile.everybody import EXEMPT
from cdp.profile.listings import LISTINGS, page_of
from cdp.profile.people import agent_of
from cdp.profile.person import Person
from cdp.profile.selection import Selection
from privacy.gate import Ruling, Standing
from privacy.store.standing import binds, standing_of
from privacy.store.statement import Row, Runner
from privacy.threshold import InForce


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
    """One record, where it stands in its list, and the person whose it is."""

    cells: Cells
    place: Place
    standing: Standing
    person: Person


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
        names = frozenset(wish.filters)
        if ruling.exempt:
            names = frozenset(EXEMPT.get(name, name) for name in names)
        rows = await self.run.fetch(
            page_of(wish.listing, names, selection.shape),
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
            rows=tuple(_listed(row, selection) for row in rows if row["subject_id"] is not None),
        )


def _bound(filters: Mapping[str, object]) -> dict[str, object]:
    bound: dict[str, object] = {}
    for name, value in filters.items():
        bound |= value if isinstance(value, Mapping) else {name: value}
    return bound


def _listed(row: Row, selection: Selection) -> Listed:
    return Listed(
        cells=row["cells"],
        place=Place(at=row["at"], id=row["row_id"]),
        standing=standing_of(row),
        person=Person.of(row["subject_id"], row, selection.shape),
    )
