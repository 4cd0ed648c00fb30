"""Everything: for each root field, one document that selects all that lies below it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from graphql import (
    GraphQLInterfaceType,
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
    """One document a root field. A type inside itself is left out: there it is selected already."""
    for word, kind in (("query", schema.query_type), ("mutation", schema.mutation_type)):
        for name, definition in (kind.fields if kind else {}).items():
            document = Everything(root=name)
            asked = _Walk(schema, document.variables).field(name, definition, frozenset())
            declared = ", ".join(f"${name}: {kind}" for name, kind in document.variables.items())
            document.text = f"{word} All{f'({declared})' if declared else ''} {{ {asked} }}"
            yield document


@dataclass(frozen=True)
class _Walk:
    schema: GraphQLSchema
    variables: dict[str, str]

    def field(self, name: str, definition: GraphQLField, above: frozenset[str]) -> str:
        """A field with its arguments as variables, and everything below it."""
        given = []
        for argument, of in definition.args.items():
            variable = f"v{len(self.variables)}"
            self.variables[variable] = str(of.type)
            given.append(f"{argument}: ${variable}")
        arguments = f"({', '.join(given)})" if given else ""
        return f"{name}{arguments}{self._below(get_named_type(definition.type), above)}"

    def _below(self, kind: GraphQLNamedType, above: frozenset[str]) -> str:
        if isinstance(kind, GraphQLUnionType | GraphQLInterfaceType):
            members = (
                f"... on {one.name}{self._below(one, above)}"
                for one in self.schema.get_possible_types(kind)
                if one.name not in above
            )
            return f" {{ __typename {' '.join(members)} }}"
        if isinstance(kind, GraphQLObjectType):
            inside = above | {kind.name}
            fields = (
                self.field(name, one, inside)
                for name, one in kind.fields.items()
                if get_named_type(one.type).name not in inside
            )
            return f" {{ {' '.join(fields)} }}"
        return ""


def values_for(variables: Mapping[str, str], values: Mapping[str, object]) -> dict[str, object]:
    """A value for each variable, by its type's name; null where the type lets it be."""
    return {
        name: None if not kind.endswith("!") else values[kind.rstrip("!")]
        for name, kind in variables.items()
    }
