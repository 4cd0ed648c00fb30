"""PageInfo of Relay's connections."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Any, Final, Generic, Protocol, TypeVar

import strawberry

from cdp.api.field import plain, turn_of
from cdp.database.listing import Place
from cdp.errors import InvalidField
from cdp.profile.person import Person
from cdp.profile.selection import FIRST_AT_MOST

if TYPE_CHECKING:
    from cdp.api.people.profile import Profile


class HasPlace(Protocol):
    """What the rows of a list have in common."""

    @property
    def place(self) -> Place:
        """Where it stands in its list."""


Placed = TypeVar("Placed", bound=HasPlace)


_PLACE: Final = "place in a list, unreadable"


@strawberry.type
class InList:
    """An edge: a row, and its place in a list."""

    listing: strawberry.Private[str]
    row: strawberry.Private[HasPlace]

    @plain(_PLACE, "Go on after here.")
    def cursor(self, info: strawberry.Info) -> str:
        """Made where it is asked for: it costs more than the rest of an edge."""
        return turn_of(info).cursors.cursor(self.listing, self.row.place)


@strawberry.type
class OwnedInList(InList):
    """An edge of a list of somebody's records."""

    row: strawberry.Private[Owned[Any]]

    @plain("its fields are classified", "Whose it is.")
    def profile(self) -> Annotated[Profile, strawberry.lazy("cdp.api.people.profile")] | None:
        """The person."""
        from cdp.api.people.profile import Profile  # noqa: PLC0415 - which itself lists records

        return Profile(person=self.row.person)


@strawberry.type(description="Where a list stands.")
class PageInfo:
    """What follows.

    Source: Relay Cursor Connections, HasPreviousPage: a place that a list is asked on from is an
    earlier row's.
    """

    listing: strawberry.Private[str]
    rows: strawberry.Private[Sequence[HasPlace]]
    follows: strawberry.Private[bool]
    after: strawberry.Private[str | None]

    @plain("says only whether more follow", "Whether more follow.")
    def has_next_page(self) -> bool:
        """Whether one more was fetched than is shown."""
        return self.follows

    @plain(
        "says only whether it was asked on from a place",
        "Whether the list was asked on from a cursor, which an earlier row had.",
    )
    def has_previous_page(self) -> bool:
        """Whether it goes on from a place."""
        return self.after is not None

    @plain(_PLACE, "The first edge's cursor; null where there is none.")
    def start_cursor(self, info: strawberry.Info) -> str | None:
        """Of the first row."""
        return self._cursor(info, self.rows[:1])

    @plain(_PLACE, "Where to go on; null where there is no edge.")
    def end_cursor(self, info: strawberry.Info) -> str | None:
        """Of the last row."""
        return self._cursor(info, self.rows[-1:])

    def _cursor(self, info: strawberry.Info, rows: Sequence[HasPlace]) -> str | None:
        cursors = turn_of(info).cursors
        return next((cursors.cursor(self.listing, row.place) for row in rows), None)


def checked_first(first: int) -> int:
    """`first`, where it can be served.

    Raises:
        InvalidField: below 1 or above 100.
    """
    if not 1 <= first <= FIRST_AT_MOST:
        raise InvalidField("first", f"Ask for 1 to {FIRST_AT_MOST} nodes.")
    return first


@dataclass(frozen=True, slots=True, kw_only=True)
class Owned(Generic[Placed]):
    """One row of a list: what it says, and whose it is.

    `listed_at` is where it stands in a list across people; in one person's its place is its own.
    """

    facts: Placed
    person: Person
    listed_at: Place | None = None

    @property
    def place(self) -> Place:
        """Where it stands in its list."""
        return self.facts.place if self.listed_at is None else self.listed_at


def owned(person: Person, facts: Sequence[Placed]) -> list[Owned[Placed]]:
    """The rows of one person's list."""
    return [Owned(facts=each, person=person) for each in facts]


def page_info(listing: str, rows: Sequence[HasPlace], first: int, after: str | None) -> PageInfo:
    """Where a list stands of which `rows` were fetched, one more than the `first` shown."""
    return PageInfo(listing=listing, rows=rows[:first], follows=len(rows) > first, after=after)
