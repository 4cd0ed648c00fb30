"""Script: what all writers of one schema share."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Self

from graphql import GraphQLSchema, is_leaf_type

from cdp.plan.writing.leaf import Leaf, leaf_of
from cdp.plan.writing.reading import Readings


@dataclass(frozen=True, slots=True)
class Script:
    """How every field of `schema` is read, and every leaf written."""

    schema: GraphQLSchema
    readings: Readings
    leaves: Mapping[str, Leaf]

    @classmethod
    def of(cls, schema: GraphQLSchema, readings: Readings) -> Self:
        """Every leaf type's way of writing, made once."""
        leaves = {
            name: leaf_of(kind) for name, kind in schema.type_map.items() if is_leaf_type(kind)
        }
        return cls(schema, readings, leaves)
