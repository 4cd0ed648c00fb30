"""Rows: a list as it was fetched, and the edges and the page that it makes on the surface.

Edges are made where they are asked for. Of a list whose edges hold nothing but what a row says a
writer makes none: it goes from row to row.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import (
    TYPE_CHECKING,
    Annotated,
    Any,
    Final,
    Generic,
    NamedTuple,
    Protocol,
    Self,
    TypeVar,
)

import strawberry

from cdp.api.field import EDGES, plain, turn_of
from cdp.api.labels import opened
from cdp.database.listing import Place
from cdp.plan.writing.reading import Over
from cdp.profile.person import Person

if TYPE_CHECKING:
    from cdp.api.people.profile import Profile

_PLACE: Final = "place in a list, unreadable"


class HasPlace(Protocol):
    """What the rows of a list have in common."""

    @property
    def place(self) -> Place:
        """Where it stands in its list."""


Placed = TypeVar("Placed", bound=HasPlace)


class Owned(NamedTuple, Generic[Placed]):
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


@dataclass(slots=True)
class Rows(Generic[Placed]):
    """What was fetched of a list: one row more than the `first` that are shown, if more follow.

    `person` is whose all of them are; `owners` says it of each.
    """

    listing: str
    facts: Sequence[Placed]
    first: int
    after: str | None
    person: Person | None = None
    owners: Sequence[Owned[Placed]] | None = None

    @classmethod
    def across(
        cls, listing: str, owners: Sequence[Owned[Placed]], first: int, after: str | None
    ) -> Self:
        """Rows of many people."""
        return cls(listing, [row.facts for row in owners], first, after, owners=owners)

    @property
    def shown(self) -> Sequence[Placed]:
        """What the rows say that are shown."""
        return self.facts[: self.first]

    def placed(self) -> Sequence[HasPlace]:
        """The rows that are shown, each with its place in the list and with whose it is."""
        if self.owners is not None:
            return self.owners[: self.first]
        person = self.person
        return self.shown if person is None else [Owned(each, person) for each in self.shown]


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

    of: strawberry.Private[Rows[Any]]

    @plain("says only whether more follow", "Whether more follow.")
    def has_next_page(self) -> bool:
        """Whether one more was fetched than is shown."""
        return len(self.of.facts) > self.of.first

    @plain(
        "says only whether it was asked on from a place",
        "Whether the list was asked on from a cursor, which an earlier row had.",
    )
    def has_previous_page(self) -> bool:
        """Whether it goes on from a place."""
        return self.of.after is not None

    @plain(_PLACE, "The first edge's cursor; null where there is none.")
    def start_cursor(self, info: strawberry.Info) -> str | None:
        """Of the first row."""
        return self._cursor(info, self.of.placed()[:1])

    @plain(_PLACE, "Where to go on; null where there is no edge.")
    def end_cursor(self, info: strawberry.Info) -> str | None:
        """Of the last row."""
        return self._cursor(info, self.of.placed()[-1:])

    def _cursor(self, info: strawberry.Info, rows: Sequence[HasPlace]) -> str | None:
        cursors = turn_of(info).cursors
        return next((cursors.cursor(self.of.listing, row.place) for row in rows), None)


@strawberry.type
class Connection:
    """Relay's connection, over rows."""

    of: strawberry.Private[Rows[Any]]

    @plain("says only whether more follow", "Whether more follow.")
    def page_info(self) -> PageInfo:
        """Where it stands."""
        return PageInfo(of=self.of)


def edges_of(edge: type[InList], node: Over | Callable[[Any], object], description: str) -> Any:
    """The edges of a connection: of each row's facts `node` makes the node."""
    make: Callable[[Any], object] = node.wrap if isinstance(node, Over) else node

    def edges(self: Connection) -> Sequence[InList]:
        of = self.of
        return [
            edge(listing=of.listing, row=row, node=make(facts))  # type: ignore[call-arg] # as every edge has
            for row, facts in zip(of.placed(), of.shown, strict=True)
        ]

    return strawberry.field(
        resolver=edges,
        directives=opened("its nodes' fields are classified"),
        description=description,
        metadata={EDGES: node} if isinstance(node, Over) else {},
    )
