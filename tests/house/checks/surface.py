"""The surface as it is printed: every element described, every root answered."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graphql import (
    DirectiveDefinitionNode,
    EnumTypeDefinitionNode,
    FieldDefinitionNode,
    InputObjectTypeDefinitionNode,
    InputValueDefinitionNode,
    InterfaceTypeDefinitionNode,
    ObjectTypeDefinitionNode,
    ScalarTypeDefinitionNode,
    UnionTypeDefinitionNode,
    parse,
)

from tests.house.checks.source import Fault

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

Described = (
    DirectiveDefinitionNode
    | EnumTypeDefinitionNode
    | FieldDefinitionNode
    | InputObjectTypeDefinitionNode
    | InputValueDefinitionNode
    | InterfaceTypeDefinitionNode
    | ObjectTypeDefinitionNode
    | ScalarTypeDefinitionNode
    | UnionTypeDefinitionNode
)

_NAMED = (
    DirectiveDefinitionNode,
    EnumTypeDefinitionNode,
    InputObjectTypeDefinitionNode,
    InterfaceTypeDefinitionNode,
    ObjectTypeDefinitionNode,
    ScalarTypeDefinitionNode,
    UnionTypeDefinitionNode,
)

_OURS = frozenset({"personal", "open"})
"""Their one argument is what they are named for."""


def undescribed(sdl: str) -> list[Fault]:
    """Types, enumerations, fields, arguments and input fields that say nothing of themselves."""
    return [
        Fault(path=place, problem="has no description: a front end reads the schema")
        for place, element in _elements(sdl)
        if element.description is None or not element.description.value.strip()
    ]


def _elements(sdl: str) -> Iterator[tuple[str, Described]]:
    for node in parse(sdl).definitions:
        if not isinstance(node, _NAMED):
            continue
        name = node.name.value
        yield name, node
        if isinstance(node, ObjectTypeDefinitionNode | InterfaceTypeDefinitionNode):
            for field in node.fields or ():
                place = f"{name}.{field.name.value}"
                yield place, field
                yield from _arguments(place, field.arguments or ())
        elif isinstance(node, InputObjectTypeDefinitionNode):
            for part in node.fields or ():
                yield f"{name}.{part.name.value}", part
        elif isinstance(node, DirectiveDefinitionNode) and name not in _OURS:
            yield from _arguments(f"@{name}", node.arguments or ())


def _arguments(
    place: str, arguments: Collection[InputValueDefinitionNode]
) -> Iterator[tuple[str, Described]]:
    for argument in arguments:
        yield f"{place}({argument.name.value}:)", argument


def unanswered(sdl: str, roots: Collection[str]) -> list[Fault]:
    """Root fields that nothing answers, and answers to no root field."""
    fields = {
        field.name.value
        for node in parse(sdl).definitions
        if isinstance(node, ObjectTypeDefinitionNode) and node.name.value in {"Query", "Mutation"}
        for field in node.fields or ()
    }
    return [
        *(Fault(path=name, problem="is a root field without a root") for name in fields - {*roots}),
        *(Fault(path=name, problem="answers no root field") for name in {*roots} - fields),
    ]
