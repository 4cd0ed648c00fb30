"""How the fields of our surface are read, for the writers that `plan` makes.

Strawberry wraps each resolver in layers that cost many times what it does; a writer calls the
resolver itself, with what those layers would have handed it. A house test calls both.
"""

from __future__ import annotations

from functools import partial
from typing import Any

from graphql import GraphQLObjectType, GraphQLSchema
from strawberry.schema.config import StrawberryConfig
from strawberry.schema.types.scalar import DEFAULT_SCALAR_REGISTRY
from strawberry.types.arguments import convert_arguments
from strawberry.types.base import StrawberryObjectDefinition
from strawberry.types.field import StrawberryField

from cdp.plan.writing.reading import Attribute, Given, Lens, Method, Reading, Readings

READING = "reading"
"""Under which name a field's metadata hold a reading of its own."""


def readings_of(schema: GraphQLSchema, config: StrawberryConfig) -> Readings:
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
            reading = Given() if is_root else _reading(place, stated, config)
            if reading is not None:
                of_field[place] = reading
    return Readings(of_field, class_of)


def _reading(place: str, field: StrawberryField, config: StrawberryConfig) -> Reading | None:
    """How `field` is read; None where only Strawberry can."""
    if field.extensions:
        return None
    own = field.metadata.get(READING)
    if own is not None:
        return own.lens(place)  # type: ignore[no-any-return] # metadata hold anything
    resolver = field.base_resolver
    if resolver is None:
        return Attribute(field.python_name)
    if field.is_async or not resolver.self_parameter or resolver.parent_parameter:
        return None
    registry = {**DEFAULT_SCALAR_REGISTRY, **config.scalar_map}
    is_told = resolver.info_parameter is not None
    return Method(
        _named(resolver.wrapped_func, resolver.info_parameter.name) if is_told else resolver.wrapped_func,
        is_told=is_told,
        takes=partial(_taken, field, registry, config),
    )


def _named(function: Any, name: str) -> Any:
    """`function`, which takes what it is told as its second argument."""
    return function


def _taken(field: StrawberryField, registry: Any, config: StrawberryConfig, given: dict[str, Any]) -> dict[str, Any]:
    return convert_arguments(given, field.arguments, scalar_registry=registry, config=config)
