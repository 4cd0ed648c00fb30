"""Classification on the schema: `@personal(category:)` or `@open(reason:)` on every coordinate."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import strawberry
from graphql import GraphQLInputObjectType, GraphQLInterfaceType, GraphQLObjectType, GraphQLSchema
from strawberry.schema_directive import Location

from cdp.plan.labels import Labels
from privacy.terms import DataCategory

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
    """Every label of a schema, by coordinate. What bears none is left out, and so refused."""
    return Labels(dict(_labelled(schema)))


def _labelled(schema: GraphQLSchema) -> Iterator[tuple[str, str | None]]:
    for name, kind in schema.type_map.items():
        if name.startswith("__"):
            continue
        if isinstance(kind, GraphQLObjectType | GraphQLInterfaceType):
            for field_name, field in kind.fields.items():
                place = f"{name}.{field_name}"
                yield from _label(place, field)
                for argument_name, argument in field.args.items():
                    yield from _label(f"{place}({argument_name}:)", argument)
        elif isinstance(kind, GraphQLInputObjectType):
            for field_name, part in kind.fields.items():
                yield from _label(f"{name}.{field_name}", part)


def _label(place: str, element: Any) -> Iterator[tuple[str, str | None]]:
    definition = (element.extensions or {}).get("strawberry-definition")
    directives: Sequence[object] = getattr(definition, "directives", None) or ()
    for directive in directives:
        if isinstance(directive, Personal):
            yield place, directive.category
        elif isinstance(directive, Open):
            yield place, None
