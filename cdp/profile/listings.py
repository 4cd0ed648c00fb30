"""One statement for a page of records of many people, from a noun's listing and the fragments.

    in_force ──left──► rows of the listing ──► standing, where allowed
             ──left──► the other members of whoever is merged ──► parts of each person

Whoever is refused leaves the page before it is cut, so that a page is full where more follow, and
its length tells nothing of them. A row of somebody merged comes once for each of her subjects.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final
from uuid import UUID

from sqlalchemy import (
    ColumnElement,
    Integer,
    and_,
    bindparam,
    case,
    false,
    func,
    literal,
    or_,
    select,
    true,
)

import cdp.cases.store as cases
import cdp.leads.fragments as leads
import cdp.orders.store as orders
import cdp.tasks.store as tasks
from cdp.database.listing import Listing, earlier_than, later_than
from cdp.profile import everybody
from cdp.profile.store import fragments, membership
from privacy.store.links import members_of
from privacy.store.policies import in_force
from privacy.store.standing import standing
from privacy.store.statement import Statement

if TYPE_CHECKING:
    from sqlalchemy import FromClause

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

_STANDING: Final = (
    "subject_id",
    "created_at",
    "state",
    "age_band",
    "contract",
    "consent",
    "denied_elsewhere",
    "allowed",
)
"""What a standing says."""


@lru_cache(maxsize=_SHAPES)
def page_of(name: str, filters: frozenset[str], shape: frozenset[str]) -> Statement:
    """A page of the listing `name` under `filters`, with the parts of `shape` of each person.

    Binds: those of `standing` and of the parts, one a filter, page_first, page_at, page_id, me.
    Indexes: the listing's own, pk_subject, and each fragment's own.
    """
    listing = LISTINGS[name]
    force = in_force()
    stands = standing(listing.subject, name="stands")
    goes_on = earlier_than if listing.ascending else later_than
    order = (
        (listing.at, listing.id) if listing.ascending else (listing.at.desc(), listing.id.desc())
    )
    page = (
        select(
            func.row(*listing.cells).label("cells"),
            listing.at.label("at"),
            listing.id.label("row_id"),
            *(stands.c[column].label(f"own_{column}") for column in (*_STANDING, "profile_id")),
        )
        .join(stands, true())
        .where(
            _is_of_page(listing, stands, filters),
            *listing.always,
            *(listing.where[each] for each in sorted(filters & listing.where.keys())),
            goes_on("page", listing.at, listing.id),
        )
        .order_by(*order)
        .limit(bindparam("page_first", type_=Integer))
        .lateral("page")
    )
    member = members_of(page.c.own_profile_id).lateral("member")
    other = standing(
        case((member.c.subject_id != page.c.own_subject_id, member.c.subject_id)),
        profile=page.c.own_profile_id,
        name="other",
    )
    one: dict[str, ColumnElement[Any]] = {
        column: func.coalesce(other.c[column], page.c[f"own_{column}"]) for column in _STANDING
    }
    # Of another member it is her own no that counts, and null is what she has none of.
    is_other = other.c.subject_id.is_not(None)
    one["denied_elsewhere"] = case(
        (is_other, other.c.denied_elsewhere), else_=page.c.own_denied_elsewhere
    )
    whom, allowed, profile = one["subject_id"], one["allowed"], page.c.own_profile_id
    clause = (
        select(
            force.c.policy,
            force.c.owed,
            page.c.cells,
            page.c.at,
            page.c.row_id,
            *(column.label(name) for name, column in one.items()),
            membership(profile, page.c.own_subject_id, one["created_at"]),
            *(
                fragment.label(part)
                for part, fragment in sorted(
                    fragments(whom, allowed, shape, profile=profile).items()
                )
                if part in shape
            ),
        )
        .select_from(force)
        .outerjoin(page, true())
        .outerjoin(member, true())
        .outerjoin(other, true())
        .order_by(
            *(
                (page.c.at, page.c.row_id)
                if listing.ascending
                else (page.c.at.desc(), page.c.row_id.desc())
            )
        )
    )
    return Statement(f"profile.page.{name}", clause)


def _is_of_page(
    listing: Listing, stands: FromClause, filters: frozenset[str]
) -> ColumnElement[bool]:
    """Whether a record is on the page: its subject may be seen; of people, one who meets it may."""
    asked = [listing.of_member[each] for each in sorted(filters & listing.of_member.keys())]
    if not listing.of_people:
        return stands.c.allowed
    is_first = or_(stands.c.profile_id.is_(None), stands.c.profile_id == listing.subject)
    some = [_some_member(listing, stands, each) for each in asked or [_anybody]]
    return and_(is_first, *some)


def _anybody(_: ColumnElement[UUID]) -> ColumnElement[bool]:
    return true()


def _some_member(
    listing: Listing,
    stands: FromClause,
    condition: Callable[[ColumnElement[UUID]], ColumnElement[bool]],
) -> ColumnElement[bool]:
    """Whether she, or another of her subjects, may be seen and meets `condition`."""
    beside = members_of(stands.c.profile_id).lateral("beside")
    other = standing(beside.c.subject_id, profile=stands.c.profile_id, name="beside_stands")
    another = (
        select(literal(value=True))
        .select_from(beside)
        .where(
            select(other.c.allowed).correlate_except(other).scalar_subquery(),
            beside.c.subject_id != listing.subject,
            condition(beside.c.subject_id),
        )
        .limit(1)
        .correlate_except(beside)
        .scalar_subquery()
    )
    herself = and_(stands.c.allowed, condition(listing.subject))
    return or_(herself, func.coalesce(another, false()))
