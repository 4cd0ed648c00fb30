"""Listing: rows of one kind in one order, and a place among them to go on from.

A noun publishes its own; the profile composes the statement. A place is the value of the order
and the row's id, so that rows at one time are told apart and none is shown twice.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, Final
from uuid import UUID

from sqlalchemy import (
    ColumnElement,
    DateTime,
    Integer,
    Select,
    Uuid,
    bindparam,
    tuple_,
)

EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Place:
    """A place in a list: after the row of that order value and id. It is not to be shown.

    The order value is a fact of somebody: outside it travels as a cursor, which nobody can read.
    """

    at: datetime | int
    id: UUID


LATEST: Final = Place(at=datetime(9000, 1, 1, tzinfo=UTC), id=UUID(int=2**128 - 1))
"""Before every row of a list whose newest comes first."""

EARLIEST: Final = Place(at=datetime(1, 1, 2, tzinfo=UTC), id=UUID(int=0))
"""Before every row of a list whose oldest comes first."""

HIGHEST: Final = Place(at=2**31 - 1, id=UUID(int=2**128 - 1))
"""Before every row of a list that counts down."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """Rows of `cells` (the first two are subject and id), newest first, of many people.

    `where` are the conditions that a caller may set, by name; each binds a parameter of its name.
    `ascending`: the oldest first, as work lists want it. `of_people`: a row is a person, and
    whoever is merged has one, at the place of her first subject; `of_member` are the conditions
    that any one of her subjects may meet.
    """

    name: str
    subject: ColumnElement[UUID]
    id: ColumnElement[UUID]
    at: ColumnElement[datetime]
    cells: tuple[ColumnElement[object], ...]
    where: Mapping[str, ColumnElement[bool]]
    always: tuple[ColumnElement[bool], ...] = ()
    ascending: bool = False
    start: Place = field(default=LATEST)
    of_people: bool = False
    of_member: Mapping[str, Callable[[ColumnElement[UUID]], ColumnElement[bool]]] = field(
        default_factory=dict
    )


def later_than(
    part: str, at: ColumnElement[datetime] | ColumnElement[int], row: ColumnElement[UUID]
) -> ColumnElement[bool]:
    """Whether a row comes after the place `:part_at`, `:part_id` where the newest comes first."""
    kind = Integer() if isinstance(at.type, Integer) else DateTime(timezone=True)
    bound = tuple_(bindparam(f"{part}_at", type_=kind), bindparam(f"{part}_id", type_=Uuid))
    return tuple_(at, row) < bound


def newest(
    rows: Select[tuple[Any]],
    part: str | None,
    at: ColumnElement[datetime] | ColumnElement[int],
    row: ColumnElement[UUID],
) -> Select[tuple[Any]]:
    """The newest of `rows`, by `at` and `row`: so many, from a place on.

    Without a part all of them, in no order: rows that are named have no place in a list.
    Binds: first_<part>, and the place <part>_at, <part>_id after which they begin.
    """
    if part is None:
        return rows
    return (
        rows.where(later_than(part, at, row))
        .order_by(at.desc(), row.desc())
        .limit(bindparam(f"first_{part}", type_=Integer))
    )


def earlier_than(
    part: str, at: ColumnElement[datetime], row: ColumnElement[UUID]
) -> ColumnElement[bool]:
    """The same where the oldest comes first."""
    bound = tuple_(
        bindparam(f"{part}_at", type_=DateTime(timezone=True)),
        bindparam(f"{part}_id", type_=Uuid),
    )
    return tuple_(at, row) > bound
