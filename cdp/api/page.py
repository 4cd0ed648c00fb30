"""PageInfo of Relay's connections."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar

import strawberry

from cdp.api.field import given
from cdp.api.labels import opened
from cdp.api.turn import Turn
from cdp.database.listing import Place
from cdp.errors import InvalidField
from cdp.profile.person import Person
from cdp.profile.selection import FIRST_AT_MOST

T = TypeVar("T")


class HasPlace(Protocol):
    """What the rows of a list have in common."""

    @property
    def place(self) -> Place:
        """Where it stands in its list."""


Placed = TypeVar("Placed", bound=HasPlace)


@strawberry.type(description="Where a list stands.")
class PageInfo:
    """What follows."""

    has_next_page: bool = given("says only whether more follow", "Whether more follow.")
    end_cursor: str | None = strawberry.field(
        default=None,
        directives=opened("place in a list"),
        description="Where to go on, for lists that take `after`.",
    )


def checked_first(first: int) -> int:
    """`first`, where it can be served.

    Raises:
        InvalidField: below 1 or above 100.
    """
    if not 1 <= first <= FIRST_AT_MOST:
        raise InvalidField("first", f"Ask for 1 to {FIRST_AT_MOST} nodes.")
    return first


@dataclass(frozen=True, slots=True, kw_only=True)
class Owned(Generic[T]):
    """One row of a list: what it says, where it stands in the list, and whose it is."""

    facts: T
    place: Place
    person: Person


def owned(person: Person, facts: Sequence[Placed]) -> list[Owned[Placed]]:
    """The rows of one person's list."""
    return [Owned(facts=each, place=each.place, person=person) for each in facts]


def page_info(turn: Turn, listing: str, places: Sequence[Place], first: int) -> PageInfo:
    """Where a list stands of which `places` were fetched, one more than the `first` shown."""
    shown = places[:first]
    return PageInfo(
        has_next_page=len(places) > first,
        end_cursor=turn.cursors.cursor(listing, shown[-1]) if shown else None,
    )
