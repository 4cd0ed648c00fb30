"""Reading: how one field is read from its object. The surface says it, coordinate by coordinate.

A reading is all that a writer knows of a field; whether what it reads is somebody's, and whether
it may be seen, is the business of whoever made the reading.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
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
    """A function made once an operation from its context; it reads the attribute `at`."""

    at: str
    grind: Callable[[Any], Callable[[Any], Any]]


Reading = Given | Attribute | Method | Lens
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
