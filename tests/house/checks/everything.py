"""Everything: for each root field, one document that selects all that lies below it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from graphql import (
    GraphQLNamedType,
    GraphQLObjectType,
    GraphQLSchema,
    GraphQLUnionType,
    get_named_type,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from graphql import GraphQLField


@dataclass(kw_only=True)
class Everything:
    """A document of one root field and the types of the variables that it declares."""

    root: str
    text: str = ""
    variables: dict[str, str] = field(default_factory=dict)


def everything(schema: GraphQLSchema) -> Iterator[Everything]:
    """One document a root field. The schema must not be recursive."""
    for word, kind in (("query", schema.query_type), ("mutation", schema.mutation_type)):
        for name, definition in (kind.fields if kind else {}).items():
            document = Everything(root=name)
            asked = _field(schema, name, definition, document.variables)
            declared = ", ".join(f"${name}: {kind}" for name, kind in document.variables.items())
            document.text = f"{word} All{f'({declared})' if declared else ''} {{ {asked} }}"
            yield document


def _field(
    schema: GraphQLSchema, name: str, definition: GraphQLField, variables: dict[str, str]
) -> str:
    given = []
    for argument, of in definition.args.items():
        variable = f"v{len(variables)}"
        variables[variable] = str(of.type)
        given.append(f"{argument}: ${variable}")
    arguments = f"({', '.join(given)})" if given else ""
    return f"{name}{arguments}{_below(schema, get_named_type(definition.type), variables)}"


def _below(schema: GraphQLSchema, kind: GraphQLNamedType, variables: dict[str, str]) -> str:
    if isinstance(kind, GraphQLUnionType):
        members = (f"... on {one.name}{_below(schema, one, variables)}" for one in kind.types)
        return f" {{ {' '.join(members)} }}"
    if isinstance(kind, GraphQLObjectType):
        fields = (_field(schema, name, one, variables) for name, one in kind.fields.items())
        return f" {{ {' '.join(fields)} }}"
    return ""


def values_for(variables: Mapping[str, str], values: Mapping[str, object]) -> dict[str, object]:
    """A value for each variable, by its type's name; null where the type lets it be."""
    return {
        name: None if not kind.endswith("!") else values[kind.rstrip("!")]
        for name, kind in variables.items()
    }
