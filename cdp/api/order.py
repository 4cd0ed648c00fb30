"""Order: the schema's parts by name, so that a moved line of the published file is never news.

graphql-core can make a sorted copy, but its copy of an enumeration no longer knows Strawberry's
members, and fails on the first of them. So the one schema is put in order where it stands.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol, TypeVar

from graphql import (
    DefinitionNode,
    DirectiveDefinitionNode,
    GraphQLDirective,
    GraphQLEnumType,
    GraphQLField,
    GraphQLInputObjectType,
    GraphQLInterfaceType,
    GraphQLNamedType,
    GraphQLObjectType,
    GraphQLSchema,
    GraphQLUnionType,
    TypeDefinitionNode,
    parse,
)

T = TypeVar("T")


class _Named(Protocol):
    @property
    def name(self) -> str: ...


N = TypeVar("N", bound=_Named)


def put_in_order(schema: GraphQLSchema) -> None:
    """Sort types, fields, arguments, values, members and directives of `schema` by name."""
    _sort(schema.type_map)
    schema.directives = _by_name(schema.directives)
    for directive in schema.directives:
        _directive(directive)
    for kind in schema.type_map.values():
        _type(kind)


def definitions_in_order(sdl: str) -> str:
    """`sdl` with its definitions by name, directives first; each as it was printed."""
    nodes = sorted(parse(sdl).definitions, key=_place)
    return "\n\n".join(_text(sdl, node) for node in nodes) + "\n"


def _directive(directive: GraphQLDirective) -> None:
    _sort(directive.args)
    directive.locations = tuple(sorted(directive.locations, key=lambda place: place.name))


def _type(kind: GraphQLNamedType) -> None:
    if isinstance(kind, GraphQLEnumType):
        _sort(kind.values)
    elif isinstance(kind, GraphQLInputObjectType):
        _sort(kind.fields)
    elif isinstance(kind, GraphQLUnionType):
        kind.types = _by_name(kind.types)
    elif isinstance(kind, GraphQLObjectType | GraphQLInterfaceType):
        kind.interfaces = _by_name(kind.interfaces)
        _fields(kind.fields)


def _fields(fields: dict[str, GraphQLField]) -> None:
    _sort(fields)
    for field in fields.values():
        _sort(field.args)


def _sort(by_name: dict[str, T]) -> None:
    ordered = sorted(by_name.items())
    by_name.clear()
    by_name.update(ordered)


def _by_name(parts: Iterable[N]) -> tuple[N, ...]:
    return tuple(sorted(parts, key=lambda part: part.name))


def _place(node: DefinitionNode) -> tuple[int, str]:
    if isinstance(node, DirectiveDefinitionNode):
        return 0, node.name.value
    return (1, node.name.value) if isinstance(node, TypeDefinitionNode) else (2, "")


def _text(sdl: str, node: DefinitionNode) -> str:
    if node.loc is None:
        raise ValueError("a parsed definition has a place")
    return sdl[node.loc.start : node.loc.end]
