"""How the fields of our surface are read, for the writers that `plan` makes.

Strawberry wraps each resolver in layers that cost many times what it does; a writer calls the
resolver itself, with what those layers would have handed it. A test holds the answers equal.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from types import FunctionType
from typing import Any

from graphql import GraphQLObjectType, GraphQLSchema
from strawberry.schema.config import StrawberryConfig
from strawberry.schema.types.scalar import DEFAULT_SCALAR_REGISTRY
from strawberry.types.arguments import convert_arguments
from strawberry.types.base import StrawberryObjectDefinition
from strawberry.types.field import StrawberryField

from cdp.api.field import EDGES, LENS
from cdp.api.rows import Connection
from cdp.plan.labels import Labels
from cdp.plan.writing.reading import (
    Attribute,
    Edges,
    Given,
    Lens,
    Method,
    Over,
    Reading,
    Readings,
)


def readings_of(schema: GraphQLSchema, labels: Labels, config: StrawberryConfig) -> Readings:
    """Every field of `schema` that can be read without Strawberry, and the class of every type."""
    of_field: dict[str, Reading] = {}
    class_of: dict[str, type] = {}
    for name, kind in schema.type_map.items():
        defined = kind.extensions.get("strawberry-definition")
        if not isinstance(kind, GraphQLObjectType) or not isinstance(
            defined, StrawberryObjectDefinition
        ):
            continue
        class_of[name] = defined.origin
        is_root = kind in {schema.query_type, schema.mutation_type}
        for field_name, field in kind.fields.items():
            stated = field.extensions["strawberry-definition"]
            place = f"{name}.{field_name}"
            # A root that holds somebody's itself is asked whether it may be shown, as any field.
            is_given = is_root and labels.category(place) is None
            reading = Given() if is_given else _reading(place, stated, config)
            if reading is not None:
                of_field[place] = reading
    return Readings(of_field, class_of)


def _reading(place: str, field: StrawberryField, config: StrawberryConfig) -> Reading | None:
    """How `field` is read; None where only Strawberry can."""
    if field.extensions:
        return None
    lens: Callable[[str], Lens] | None = field.metadata.get(LENS)
    if lens is not None:
        return lens(place)
    resolver = field.base_resolver
    if resolver is None:
        return Attribute(field.python_name)
    function = resolver.wrapped_func
    if field.is_async or not resolver.self_parameter or not isinstance(function, FunctionType):
        return None
    method = Method(
        function,
        is_told=resolver.info_parameter is not None,
        takes=partial(_taken, field, {**DEFAULT_SCALAR_REGISTRY, **config.scalar_map}, config),
    )
    over: Over | None = field.metadata.get(EDGES)
    return method if over is None else Edges(method, _rows, over)


def _rows(connection: Connection) -> Sequence[object]:
    return connection.of.shown


def _taken(
    field: StrawberryField,
    registry: Mapping[object, Any],
    config: StrawberryConfig,
    given: dict[str, Any],
) -> Mapping[str, Any]:
    """The arguments as Strawberry would hand them over."""
    return convert_arguments(given, field.arguments, scalar_registry=registry, config=config)
