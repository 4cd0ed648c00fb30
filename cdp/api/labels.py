"""Classification on the schema: `@personal(category:)` or `@open(reason:)` on every coordinate."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import strawberry
from graphql import (
    GraphQLArgument,
    GraphQLField,
    GraphQLInputField,
    GraphQLInputObjectType,
    GraphQLInterfaceType,
    GraphQLObjectType,
    GraphQLSchema,
)
from strawberry.schema_directive import Location

from cdp.errors import Unclassified
from cdp.plan.labels import Labels
from privacy.terms import DataCategory

Element = GraphQLField | GraphQLArgument | GraphQLInputField

_CLASSIFIABLE = [
    Location.FIELD_DEFINITION,
    Location.ARGUMENT_DEFINITION,
    Location.INPUT_FIELD_DEFINITION,
]


@strawberry.schema_directive(
    locations=_CLASSIFIABLE, description="Holds personal data of this category; the policy rules."
)
class Personal:
    """What a coordinate holds."""

    category: str


@strawberry.schema_directive(
    locations=_CLASSIFIABLE, description="Nobody is in it; the reason says why."
)
class Open:
    """Why a coordinate holds nobody."""

    reason: str


def personal(category: DataCategory) -> list[object]:
    """The label of a coordinate that holds `category`."""
    return [Personal(category=category.value)]


def opened(reason: str) -> list[object]:
    """The label of a coordinate that holds nobody."""
    return [Open(reason=reason)]


def labels_of(schema: GraphQLSchema) -> Labels:
    """Every label of a schema, by coordinate.

    Raises:
        Unclassified: a coordinate bears none; nothing is built on such a schema.
    """
    return Labels({place: _category(place, element) for place, element in _elements(schema)})


def _elements(schema: GraphQLSchema) -> Iterator[tuple[str, Element]]:
    """Every field, argument and input field, by coordinate."""
    for name, kind in schema.type_map.items():
        if name.startswith("__"):
            continue
        if isinstance(kind, GraphQLObjectType | GraphQLInterfaceType):
            for field_name, field in kind.fields.items():
                place = f"{name}.{field_name}"
                yield place, field
                for argument_name, argument in field.args.items():
                    yield f"{place}({argument_name}:)", argument
        elif isinstance(kind, GraphQLInputObjectType):
            for field_name, part in kind.fields.items():
                yield f"{name}.{field_name}", part


def _category(place: str, element: Element) -> str | None:
    definition = (element.extensions or {}).get("strawberry-definition")
    directives: Sequence[object] = getattr(definition, "directives", None) or ()
    for directive in directives:
        if isinstance(directive, Personal):
            return DataCategory(directive.category).value
        if isinstance(directive, Open):
            return None
    raise Unclassified(place)
