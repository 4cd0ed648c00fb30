"""How queries read: rows by one statement, the decision, the leaf, and only then a grant."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from enum import Enum
from typing import Final
from uuid import UUID

from cdp.api.asking import Asking
from cdp.api.page import checked_first
from cdp.api.rows import Owned, Placed, Rows
from cdp.api.wishes import utc
from cdp.identity.number import number_of
from cdp.profile.pages import Listed, PageWish
from cdp.profile.people import Found
from cdp.profile.person import Person
from privacy.errors import Refusal
from privacy.gate import Ruling, Standing
from privacy.terms import DataCategory, Effect, ReasonCode
from privacy.threshold import InForce, Opened

Filters = Mapping[str, tuple[object, DataCategory]]
"""Conditions of a listing that were given, each with the category that it compares."""

NO_FILTERS: Final[Filters] = {}
"""Everybody."""


def conditions(**given: tuple[object, DataCategory]) -> Filters:
    """Those of `given` that have a value; an enumeration's word stands for itself."""
    return {
        name: (value.value if isinstance(value, Enum) else value, category)
        for name, (value, category) in given.items()
        if value is not None
    }


def page_name(listing: str) -> str:
    """What the cursors of a list across people belong to: they fit no list of one person."""
    return f"page.{listing}"


def rows_across(asking: Asking, listing: str, owners: Sequence[Owned[Placed]]) -> Rows[Placed]:
    """The rows of a list across people, as the root's arguments ask for them."""
    first, after = asking.arguments["first"], asking.arguments.get("after")
    return Rows.across(page_name(listing), owners, first, after)


def reads(asking: Asking, categories: Iterable[DataCategory]) -> Asking:
    """The same question, where it reads `categories` besides what its document selects."""
    more = asking.ask.categories | frozenset(categories)
    return replace(asking, ask=replace(asking.ask, categories=more))


async def by_number(asking: Asking) -> Person | None:
    """The person behind the argument `number`, as of the argument `at`; None: not available."""
    phone = number_of(asking.arguments["number"].typed(), field="number")
    ruling, at = ruling_of(asking), asking.arguments.get("at")
    found = await asking.ground.people.by_number(
        phone,
        asking.selection,
        ruling,
        at=asking.ask.at,
        seen_at=asking.ask.at if at is None else utc(at, field="at"),
        agent=asking.ask.actor.id,
    )
    return await _shown(asking, ruling, found)


async def by_id(asking: Asking, subject: UUID) -> Person | None:
    """The person of that id; None: not available."""
    ruling = ruling_of(asking)
    found = await asking.ground.people.by_id(
        subject, asking.selection, ruling, at=asking.ask.at, agent=asking.ask.actor.id
    )
    return await _shown(asking, ruling, found)


async def page(
    asking: Asking,
    listing: str,
    category: DataCategory | None,
    filters: Filters,
    *,
    exact: Filters = NO_FILTERS,
) -> tuple[Listed, ...]:
    """Records of many people, newest first, one longer than `first`, under one entry of the log.

    `category` is what the records are: their number tells of it too. `filters` are the conditions
    that were given, with the category that each compares: a filter on a fact reads it. All of
    them must be shown whole. `exact` are conditions that the caller knows the answer to, as by a
    number: what they look up by must not be denied. The argument `after` goes on.

    Raises:
        Refusal: one of these categories is not shown whole, or at all, for this purpose.
        InvalidField: `first` or `after` cannot be served.
    """
    first = checked_first(asking.arguments["first"])
    after = asking.arguments.get("after")
    compared = {of for _, of in filters.values()} | ({category} if category else set())
    named = {of for _, of in exact.values()}
    asking = reads(asking, compared | named)
    ruling = ruling_of(asking, whole=compared, named=named)
    found = await asking.ground.pages.page(
        PageWish(
            listing=listing,
            filters={name: value for name, (value, _) in (*filters.items(), *exact.items())},
            first=first + 1,
            after=None if after is None else asking.cursors.place(page_name(listing), after),
        ),
        asking.selection,
        ruling,
        at=asking.ask.at,
        agent=asking.ask.actor.id,
    )
    standings = [standing for row in found.rows for standing in row.standings]
    people = len({row.person.subject for row in found.rows})
    opened = await enter(asking, ruling, standings, found.in_force, people=people)
    if opened.grant is None:
        return ()
    seen = opened.subjects
    return tuple([row if row.several is None else row.shown(seen) for row in found.rows])


def ruling_of(
    asking: Asking,
    *,
    whole: Iterable[DataCategory] = (),
    named: Iterable[DataCategory] = (),
) -> Ruling:
    """The gate's word. Looking up by a value is reading it, so a denied one cannot be asked by.

    `named` are looked up by besides the document's arguments; `whole` must be shown whole.

    Raises:
        Refusal: nobody may be seen, or not by what was asked by.
    """
    ruling = asking.ground.precedents.rule(asking.ask, asking.ground.policies.current)
    views = ruling.views
    asked = [DataCategory(word) for word in asking.plan.footprint.asked]
    blind = [category for category in (*asked, *named) if views[category].effect is Effect.DENY]
    blind += [category for category in whole if views[category].effect is not Effect.ALLOW]
    if blind:
        view = views[blind[0]]
        raise Refusal(view.reason or ReasonCode.PURPOSE_CATEGORY_MISMATCH, view.article)
    return ruling


async def _shown(asking: Asking, ruling: Ruling, found: Found) -> Person | None:
    """The person, where she may be seen; the grant goes to the turn and dies with the answer."""
    opened = await enter(asking, ruling, found.standings, found.in_force, people=1)
    if opened.grant is None:
        return None
    return found.person if found.several is None else found.shown(opened.subjects)


async def enter(
    asking: Asking,
    ruling: Ruling,
    standings: Iterable[Standing],
    in_force: InForce,
    *,
    people: int,
) -> Opened:
    """Decide on everybody found, write it down, and give the turn its grant and receipts.

    `people` is how many persons the subjects are, if they are any: whoever is merged is one.
    """
    distinct = {standing.subject: standing for standing in standings}
    opened = await asking.ground.door.admit(
        asking.ask,
        ruling,
        tuple(distinct.values()),
        in_force,
        beside=max(len(distinct) - people, 0),
    )
    asking.stack.callback(opened.close)
    asking.turn.grant = opened.grant
    asking.turn.receipts.extend(opened.receipts)
    asking.turn.found = min(len(opened.seen), people)
    return opened
