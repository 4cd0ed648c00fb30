"""Leaf: how the value of a scalar or an enumeration is written.

The usual value is recognised by its class and written as it is; whatever else comes is the type's
own to coerce, and to refuse.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any, Final

from graphql import GraphQLEnumType, GraphQLLeafType, Undefined

from cdp.plan.writing.unforeseen import Unforeseen

Leaf = Callable[[Any], Any]
"""A value as an answer holds it."""

AS_IT_IS: Final = {
    "String": "{v}.__class__ is str",
    "ID": "{v}.__class__ is str",
    "Boolean": "{v}.__class__ is bool",
    "Int": "{v}.__class__ is int and -0x80000000 <= {v} <= 0x7FFFFFFF",
}
"""When a value of a built-in scalar is written as it is, as Python says it of the name `v`."""


def leaf_of(kind: GraphQLLeafType) -> Leaf:
    """What writes values of `kind`; it raises for what is none."""
    if isinstance(kind, GraphQLEnumType):
        return _enumeration(kind)
    if kind.name == "DateTime":
        return _time(kind)
    return _coerced(kind)


def _coerced(kind: GraphQLLeafType) -> Leaf:
    coerce = kind.coerce_output_value

    def written(value: object) -> object:
        said = None if value is None else coerce(value)
        if said is None or said is Undefined:
            raise Unforeseen
        return said

    return written


def _enumeration(kind: GraphQLEnumType) -> Leaf:
    """A look-up by the member: one that the type does not know is a KeyError."""
    members = getattr(kind, "wrapped_cls", None)
    known = members or [value.value for value in kind.values.values()]
    return {member: kind.coerce_output_value(member) for member in known}.__getitem__


def _time(kind: GraphQLLeafType) -> Leaf:
    coerce = _coerced(kind)

    def written(value: object) -> object:
        return value.isoformat() if isinstance(value, datetime) else coerce(value)

    return written
