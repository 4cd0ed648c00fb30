"""One statement for a page of records of many people, from a noun's listing and the fragments.

    in_force ──left──► rows of the listing ──► standing, where allowed ──► parts of each person

Whoever is refused leaves the page before it is cut, so that a page is full where more follow, and
its length tells nothing of them.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Final

from sqlalchemy import Integer, bindparam, func, select, true

import cdp.cases.store as cases
import cdp.leads.fragments as leads
import cdp.orders.store as orders
import cdp.tasks.store as tasks
from cdp.database.listing import Listing, earlier_than, later_than
from cdp.profile import everybody
from cdp.profile.store import fragments
from privacy.store.policies import in_force
from privacy.store.standing import standing
from privacy.store.statement import Statement

LISTINGS: Final[Mapping[str, Listing]] = {
    listing.name: listing
    for listing in (
        orders.LISTING,
        leads.LISTING,
        leads.POOL,
        tasks.LISTING,
        cases.LISTING,
        everybody.NEWEST,
        everybody.OLDEST,
    )
}
"""Every list across people, as its noun publishes it."""

_SHAPES: Final = 2**10


@lru_cache(maxsize=_SHAPES)
def page_of(name: str, filters: frozenset[str], shape: frozenset[str]) -> Statement:
    """A page of the listing `name` under `filters`, with the parts of `shape` of each person.

    Binds: those of `standing` and of the parts, one a filter, page_first, page_at, page_id, me.
    Indexes: the listing's own, pk_subject, and each fragment's own.
    """
    listing = LISTINGS[name]
    force = in_force()
    stands = standing(listing.subject, name="stands")
    whom, allowed = stands.c.subject_id, stands.c.allowed
    goes_on = earlier_than if listing.ascending else later_than
    order = (
        (listing.at, listing.id) if listing.ascending else (listing.at.desc(), listing.id.desc())
    )
    page = (
        select(
            func.row(*listing.cells).label("cells"),
            listing.at.label("at"),
            listing.id.label("row_id"),
            *(
                stands.c[column]
                for column in ("subject_id", "state", "age_band", "contract", "consent")
            ),
            *(
                fragment.label(part)
                for part, fragment in sorted(fragments(whom, allowed, shape).items())
                if part in shape
            ),
        )
        .join(stands, allowed)
        .where(
            *listing.always,
            *(listing.where[filter_name] for filter_name in sorted(filters)),
            goes_on("page", listing.at, listing.id),
        )
        .order_by(*order)
        .limit(bindparam("page_first", type_=Integer))
        .lateral("page")
    )
    outer = (page.c.at, page.c.row_id)
    clause = (
        select(force.c.policy, force.c.owed, *page.c)
        .select_from(force)
        .outerjoin(page, true())
        .order_by(*(outer if listing.ascending else (column.desc() for column in outer)))
    )
    return Statement(f"profile.page.{name}", clause)
