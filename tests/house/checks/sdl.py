"""The published SDL reads like a reference: in one order, and every part of it described."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graphql import (
    DirectiveDefinitionNode,
    EnumTypeDefinitionNode,
    EnumValueDefinitionNode,
    FieldDefinitionNode,
    InputObjectTypeDefinitionNode,
    InputValueDefinitionNode,
    InterfaceTypeDefinitionNode,
    ObjectTypeDefinitionNode,
    ScalarTypeDefinitionNode,
    UnionTypeDefinitionNode,
    build_schema,
    lexicographic_sort_schema,
    parse,
    print_schema,
)

from tests.house.checks.source import Fault

if TYPE_CHECKING:
    from collections.abc import Iterator

    from graphql import DefinitionNode

SDL = "graphql/schema.graphql"

Described = (
    EnumTypeDefinitionNode
    | EnumValueDefinitionNode
    | FieldDefinitionNode
    | InputObjectTypeDefinitionNode
    | InputValueDefinitionNode
    | InterfaceTypeDefinitionNode
    | ObjectTypeDefinitionNode
    | ScalarTypeDefinitionNode
    | UnionTypeDefinitionNode
    | DirectiveDefinitionNode
)


def undescribed(sdl: str) -> list[Fault]:
    """Types, fields, arguments, input fields, values and directives without a description."""
    return [
        Fault(path=SDL, line=line, problem=f"{place} is not described")
        for definition in parse(sdl).definitions
        for place, line in _silent(definition)
    ]


def unordered(sdl: str) -> list[Fault]:
    """Lines that stand elsewhere once everything is sorted by name."""
    schema = build_schema(sdl)
    printed, ordered = print_schema(schema), print_schema(lexicographic_sort_schema(schema))
    return [
        Fault(path=SDL, problem=f"`{line.strip()}` stands where `{other.strip()}` should")
        for line, other in zip(printed.splitlines(), ordered.splitlines(), strict=True)
        if line != other
    ]


def unspecified(sdl: str) -> list[Fault]:
    """Scalars of ours that name no standard."""
    return [
        Fault(path=SDL, problem=f"{node.name.value} names no standard by @specifiedBy")
        for node in parse(sdl).definitions
        if isinstance(node, ScalarTypeDefinitionNode)
        and not any(each.name.value == "specifiedBy" for each in node.directives or ())
    ]


def _silent(definition: DefinitionNode) -> Iterator[tuple[str, int]]:
    if not isinstance(definition, Described):
        return
    is_directive = isinstance(definition, DirectiveDefinitionNode)
    name = f"{'@' if is_directive else ''}{definition.name.value}"
    yield from _itself(name, definition)
    yield from _arguments(name, definition)
    for members in ("values", "fields"):
        for part in getattr(definition, members, None) or ():
            place = f"{name}.{part.name.value}"
            yield from _itself(place, part)
            yield from _arguments(place, part)


def _arguments(place: str, node: Described) -> Iterator[tuple[str, int]]:
    for argument in getattr(node, "arguments", None) or ():
        yield from _itself(f"{place}({argument.name.value}:)", argument)


def _itself(place: str, node: Described) -> Iterator[tuple[str, int]]:
    if node.description is None or not node.description.value.strip():
        yield place, 0 if node.loc is None else node.loc.start_token.line
