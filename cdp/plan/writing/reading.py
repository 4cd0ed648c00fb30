"""Reading: how one field is read from its object. The surface says it, coordinate by coordinate.

A reading is all that a writer knows of a field; whether what it reads is somebody's, and whether
it may be seen, is the business of whoever made the reading.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

Arguments = Mapping[str, Any]
"""The arguments of a field as its function takes them."""

Takes = Callable[[dict[str, Any]], Arguments]
"""Makes them of the coerced arguments of the schema."""


@dataclass(frozen=True, slots=True)
class Given:
    """The object of a root field: whoever asks has fetched it already."""


@dataclass(frozen=True, slots=True)
class Attribute:
    """An attribute of the object."""

    name: str


@dataclass(frozen=True, slots=True)
class Method:
    """A function of the object, and of `Told` too where `is_told`.

    Of a field with arguments it takes by name what `takes` makes of them, coerced.
    """

    function: Callable[..., Any]
    is_told: bool = False
    takes: Takes = dict


@dataclass(frozen=True, slots=True)
class Lens:
    """What is read of the attribute `at` by a function that is made once an operation.

    Lenses on one attribute that one `joint` makes are made together, of their `part`s: a row is
    then looked at once for all of them. `then` makes of what is there what the answer holds.
    """

    at: str
    joint: Joint
    part: Any
    then: Callable[[Any], Any] | None = None


Look = Callable[[Any], Sequence[Any]]
"""Reads all parts of one object, in their order."""

Joint = Callable[[Sequence[Any]], Callable[[Any], Look]]
"""Makes of parts, once a document, what makes a look of an operation's context."""


@dataclass(frozen=True, slots=True)
class Over:
    """An object of `kind` that is nothing but a row, which stands in its attribute `at`."""

    kind: type
    at: str

    def wrap(self, row: object) -> object:
        """The object over `row`."""
        return self.kind(**{self.at: row})


@dataclass(frozen=True, slots=True)
class Edges:
    """The edges of a connection, which `every` makes of the rows that `rows` gives.

    Of edges that are asked for their `node` alone none is made: a node is written from its row.
    """

    every: Method
    rows: Callable[[Any], Sequence[Any]]
    over: Over
    node: str = "node"


Reading = Given | Attribute | Method | Lens | Edges
"""Every way to read a field."""


@dataclass(slots=True)
class Told:
    """What a resolver is told of its operation: the part of `strawberry.Info` that ours use."""

    context: Any
    root_value: Any


@dataclass(frozen=True, slots=True)
class Readings:
    """How to read every field of the schema, and which class stands for each object type.

    A coordinate without a reading, or a type without a class, is one that no writer is made for.
    """

    of_field: Mapping[str, Reading] = field(default_factory=dict)
    class_of: Mapping[str, type] = field(default_factory=dict)
