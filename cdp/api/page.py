"""PageInfo of Relay's connections."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Generic, Protocol, TypeVar

import strawberry

from cdp.api.field import given
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


_PLACE: Final = "place in a list, unreadable"


@strawberry.type(description="Where a list stands.")
class PageInfo:
    """What follows."""

    has_next_page: bool = given("says only whether more follow", "Whether more follow.")
    has_previous_page: bool = given(
        "says only whether it was asked on from a place",
        "Whether the list was asked on from a cursor, which an earlier row had.",
    )
    start_cursor: str | None = given(_PLACE, "The first edge's cursor; null where there is none.")
    end_cursor: str | None = given(_PLACE, "Where to go on; null where there is no edge.")


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


def page_info(
    turn: Turn, listing: str, places: Sequence[Place], first: int, after: str | None
) -> PageInfo:
    """Where a list stands of which `places` were fetched, one more than the `first` shown.

    Source: Relay Cursor Connections, HasPreviousPage: a place that a list is asked on from is an
    earlier row's.
    """
    cursors = [turn.cursors.cursor(listing, place) for place in places[:first]]
    return PageInfo(
        has_next_page=len(places) > first,
        has_previous_page=after is not None,
        start_cursor=cursors[0] if cursors else None,
        end_cursor=cursors[-1] if cursors else None,
    )
