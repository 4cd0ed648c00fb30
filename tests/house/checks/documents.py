"""Trusted documents: valid, for one literal purpose, with every personal value in a variable."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from graphql import (
    EnumValueNode,
    FieldNode,
    GraphQLError,
    GraphQLInputObjectType,
    GraphQLInputType,
    GraphQLSchema,
    ObjectFieldNode,
    OperationDefinitionNode,
    TypeInfo,
    TypeInfoVisitor,
    ValueNode,
    VariableNode,
    Visitor,
    build_schema,
    get_named_type,
    parse,
    validate,
    visit,
)

from privacy.terms import Purpose
from tests.house.checks.contract import coordinates
from tests.house.checks.source import Fault

if TYPE_CHECKING:
    from pathlib import Path

_PURPOSES: Final = frozenset(purpose.value.replace(".", "_").upper() for purpose in Purpose)


def unsound_documents(root: Path) -> list[Fault]:
    """Documents of `graphql/operations` that the published schema would not serve as they stand."""
    sdl = (root / "graphql" / "schema.graphql").read_text(encoding="utf-8")
    schema = build_schema(sdl)
    personal = frozenset(
        coordinate.name
        for coordinate in coordinates(parse(sdl))
        if any(label.name.value == "personal" for label in coordinate.labels)
    )
    return [
        Fault(path=path.relative_to(root).as_posix(), problem=problem)
        for path in sorted((root / "graphql" / "operations").rglob("*.graphql"))
        for problem in _problems(path.read_text(encoding="utf-8"), schema, personal)
    ]


def _problems(text: str, schema: GraphQLSchema, personal: frozenset[str]) -> list[str]:
    try:
        document = parse(text)
    except GraphQLError as fault:
        return [fault.message]
    invalid = [fault.message for fault in validate(schema, document)]
    if invalid:
        return invalid
    operations = [
        definition
        for definition in document.definitions
        if isinstance(definition, OperationDefinitionNode)
    ]
    if len(operations) != 1 or operations[0].name is None:
        return ["holds other than one named operation"]
    reading = Reading(schema, personal)
    visit(document, TypeInfoVisitor(reading.types, reading))
    unpurposed = reading.touches_person and _purpose(operations[0]) not in _PURPOSES
    return reading.literals + ["touches personal data for no literal purpose"] * unpurposed


def _purpose(operation: OperationDefinitionNode) -> str:
    for directive in operation.directives or ():
        if directive.name.value == "purpose":
            for argument in directive.arguments or ():
                if isinstance(argument.value, EnumValueNode):
                    return argument.value.value
    return ""


class Reading(Visitor):
    """What a document touches: whether a person is in it, and literals where a person could be."""

    def __init__(self, schema: GraphQLSchema, personal: frozenset[str]) -> None:
        super().__init__()
        self.types = TypeInfo(schema)
        self.touches_person = False
        self.literals: list[str] = []
        self._personal = personal

    def enter_field(self, node: FieldNode, *_: object) -> None:
        """Note whether the field holds a person, and how its arguments are given."""
        parent, definition = self.types.get_parent_type(), self.types.get_field_def()
        if parent is None or definition is None:
            return
        place = f"{parent}.{node.name.value}"
        self.touches_person |= place in self._personal
        for argument in node.arguments or ():
            name = argument.name.value
            self._given(f"{place}({name}:)", argument.value, definition.args[name].type)

    def enter_object_field(self, node: ObjectFieldNode, *_: object) -> None:
        """The same for a part of an input object that is written out in the document."""
        parent = get_named_type(self.types.get_parent_input_type())
        self._given(f"{parent}.{node.name.value}", node.value, self.types.get_input_type())

    def _given(self, place: str, value: ValueNode, kind: GraphQLInputType | None) -> None:
        personal, variable = place in self._personal, isinstance(value, VariableNode)
        self.touches_person |= personal or (variable and self._carries(kind))
        if personal and not variable:
            self.literals.append(f"{place} is given as a literal; take a variable")

    def _carries(self, kind: GraphQLInputType | None, above: frozenset[str] = frozenset()) -> bool:
        named = get_named_type(kind)
        if not isinstance(named, GraphQLInputObjectType) or named.name in above:
            return False
        return any(
            f"{named.name}.{name}" in self._personal
            or self._carries(part.type, above | {named.name})
            for name, part in named.fields.items()
        )
