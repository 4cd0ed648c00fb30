"""Leaf: how the value of a scalar or an enumeration is written.

The usual value is recognised by its class and written as it is; whatever else comes is the type's
own to coerce, and to refuse. Members of an enumeration are looked up.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final

from graphql import GraphQLEnumType, GraphQLLeafType, Undefined

from cdp.plan.writing.unforeseen import Unforeseen


@dataclass(frozen=True, slots=True)
class Leaf:
    """Python that writes the value `{v}` of one type; `{of}` is what `of` is called there.

    `when` says of a value that it is written as it is; empty: of none. Every other value is
    written by `other`, which raises for what is none.
    """

    of: Callable[[Any], Any] | Mapping[Any, str]
    other: str = "{of}({v})"
    when: str = ""


_USUAL: Final = {
    "String": "{v}.__class__ is str",
    "ID": "{v}.__class__ is str",
    "Boolean": "{v}.__class__ is bool",
    "Int": "{v}.__class__ is int and -0x80000000 <= {v} <= 0x7FFFFFFF",
    "DateTime": "{v}.__class__ is datetime and {v}.tzinfo is UTC",
}
"""Of the scalars that every answer is full of: when a value is written as it is.

A time of UTC stays a time: orjson writes it as `isoformat` does.
"""

OUTSIDE: Final[Mapping[str, object]] = {"datetime": datetime, "UTC": UTC}
"""What these expressions name."""


def leaf_of(kind: GraphQLLeafType) -> Leaf:
    """What writes values of `kind`."""
    if isinstance(kind, GraphQLEnumType):
        return Leaf(_names(kind), other="{of}[{v}]")
    return Leaf(_coerced(kind), when=_USUAL.get(kind.name, ""))


def _names(kind: GraphQLEnumType) -> Mapping[Any, str]:
    """The names by their members: one that the type does not know is a KeyError."""
    members = getattr(kind, "wrapped_cls", None)
    known = members or [value.value for value in kind.values.values()]
    return {member: kind.coerce_output_value(member) for member in known}


def _coerced(kind: GraphQLLeafType) -> Callable[[object], object]:
    coerce = kind.coerce_output_value

    def written(value: object) -> object:
        said = None if value is None else coerce(value)
        if said is None or said is Undefined:
            raise Unforeseen
        return said

    return written
