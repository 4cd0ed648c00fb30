"""The published contract: every coordinate classified, every document sound."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from graphql import (
    DirectiveNode,
    DocumentNode,
    EnumValueNode,
    FieldDefinitionNode,
    InputObjectTypeDefinitionNode,
    InputObjectTypeExtensionNode,
    InputValueDefinitionNode,
    InterfaceTypeDefinitionNode,
    InterfaceTypeExtensionNode,
    NonNullTypeNode,
    ObjectTypeDefinitionNode,
    ObjectTypeExtensionNode,
    StringValueNode,
    parse,
)

from privacy.terms import DataCategory
from tests.house.checks.source import Fault

if TYPE_CHECKING:
    from collections.abc import Iterator

_PERSONAL: Final = "personal"
_OPEN: Final = "open"
_CATEGORIES: Final = frozenset(category.value for category in DataCategory)


class Coordinate:
    """One place of the schema that could hold a person, and how it is classified."""

    def __init__(self, name: str, node: FieldDefinitionNode | InputValueDefinitionNode) -> None:
        self.name = name
        self.is_output = isinstance(node, FieldDefinitionNode)
        self.is_nullable = not isinstance(node.type, NonNullTypeNode)
        self.labels = [
            directive
            for directive in node.directives or ()
            if directive.name.value in {_PERSONAL, _OPEN}
        ]

    def problems(self) -> Iterator[str]:
        """What is wrong with its classification."""
        if len(self.labels) != 1:
            yield "needs exactly one of @personal and @open"
            return
        label = self.labels[0]
        word = _argument(label)
        if label.name.value == _OPEN:
            if not word:
                yield "is @open without a reason"
        elif word not in _CATEGORIES:
            yield "is @personal of a category that does not exist"
        elif self.is_output and not self.is_nullable:
            yield "is @personal and not nullable: a refusal would null its parents"


def _argument(directive: DirectiveNode) -> str:
    for argument in directive.arguments or ():
        if argument.name.value in {"category", "reason"}:
            value = argument.value
            if isinstance(value, StringValueNode | EnumValueNode):
                return value.value
    return ""


def unclassified_coordinates(sdl: str) -> list[Fault]:
    """Output fields, arguments and input fields without a sound label."""
    return [
        Fault(path=coordinate.name, problem=problem)
        for coordinate in coordinates(parse(sdl))
        for problem in coordinate.problems()
    ]


def coordinates(document: DocumentNode) -> Iterator[Coordinate]:
    """Every output field, argument and input field that the document defines."""
    for definition in document.definitions:
        if isinstance(
            definition,
            ObjectTypeDefinitionNode
            | ObjectTypeExtensionNode
            | InterfaceTypeDefinitionNode
            | InterfaceTypeExtensionNode,
        ):
            for field in definition.fields or ():
                place = f"{definition.name.value}.{field.name.value}"
                yield Coordinate(place, field)
                for argument in field.arguments or ():
                    yield Coordinate(f"{place}({argument.name.value}:)", argument)
        elif isinstance(definition, InputObjectTypeDefinitionNode | InputObjectTypeExtensionNode):
            for part in definition.fields or ():
                yield Coordinate(f"{definition.name.value}.{part.name.value}", part)
