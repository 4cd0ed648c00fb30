"""Footprint: every coordinate that an operation can touch, whatever its variables say.

`@skip` and `@include` are not believed: what could be selected counts as selected. The walk is
total: a construct that it does not know refuses the document.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from graphql import (
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLCompositeType,
    GraphQLField,
    GraphQLInputObjectType,
    GraphQLInterfaceType,
    GraphQLObjectType,
    GraphQLSchema,
    GraphQLUnionType,
    InlineFragmentNode,
    ListValueNode,
    ObjectValueNode,
    OperationDefinitionNode,
    SelectionSetNode,
    ValueNode,
    VariableNode,
    get_named_type,
    is_composite_type,
)

from cdp.plan.labels import Labels
from cdp.plan.refusal import invalid, literal


@dataclass(frozen=True, slots=True)
class Footprint:
    """What an operation can touch.

    `shown` maps each personal output coordinate to its category; `asked` the categories of
    personal arguments of a query (looking up by a number is reading one); `selected` names every
    output coordinate with the nodes that selected it, for the selection to read arguments from.
    """

    shown: Mapping[str, str]
    asked: frozenset[str]
    selected: Mapping[str, tuple[FieldNode, ...]]

    @property
    def is_personal(self) -> bool:
        """Whether the operation can touch anybody."""
        return bool(self.shown or self.asked)


@dataclass(slots=True)
class _Walk:
    schema: GraphQLSchema
    labels: Labels
    fragments: Mapping[str, FragmentDefinitionNode]
    shown: dict[str, str] = field(default_factory=dict)
    asked: set[str] = field(default_factory=set)
    selected: dict[str, list[FieldNode]] = field(default_factory=dict)
    feeding: set[str] = field(default_factory=set)
    """Variables whose value reaches a personal argument."""
    walked: set[str] = field(default_factory=set)
    """Fragments seen: spread again, one touches nothing new. Walking it again doubles each time."""

    def selections(self, chosen: SelectionSetNode, parent: GraphQLCompositeType) -> None:
        for node, on in self._fields(chosen, parent):
            if node.name.value.startswith("__"):
                continue  # introspection: answered from the schema, touches nobody
            for owner in self._owners(on):
                self._field(node, owner)

    def _fields(
        self, chosen: SelectionSetNode, parent: GraphQLCompositeType
    ) -> Iterator[tuple[FieldNode, GraphQLCompositeType]]:
        for node in chosen.selections:
            if isinstance(node, FieldNode):
                yield node, parent
            elif isinstance(node, InlineFragmentNode):
                name = node.type_condition.name.value if node.type_condition else parent.name
                yield from self._fields(node.selection_set, self._type(name))
            elif isinstance(node, FragmentSpreadNode):
                if node.name.value in self.walked:
                    continue
                self.walked.add(node.name.value)
                fragment = self.fragments[node.name.value]
                on = self._type(fragment.type_condition.name.value)
                yield from self._fields(fragment.selection_set, on)
            else:
                raise invalid()

    def _type(self, name: str) -> GraphQLCompositeType:
        found = self.schema.get_type(name)
        if not is_composite_type(found):
            raise invalid()
        return found

    def _owners(self, on: GraphQLCompositeType) -> tuple[GraphQLObjectType, ...]:
        """The object types that a field selected on `on` can be resolved on."""
        if isinstance(on, GraphQLObjectType):
            return (on,)
        if isinstance(on, GraphQLInterfaceType | GraphQLUnionType):
            return tuple(self.schema.get_possible_types(on))
        raise invalid()

    def _field(self, node: FieldNode, owner: GraphQLObjectType) -> None:
        definition = owner.fields.get(node.name.value)
        if definition is None:
            raise invalid()
        coordinate = f"{owner.name}.{node.name.value}"
        category = self.labels.category(coordinate)
        self.selected.setdefault(coordinate, []).append(node)
        if category is not None:
            self.shown[coordinate] = category
        self._arguments(node, coordinate, definition)
        if node.selection_set is not None:
            below = get_named_type(definition.type)
            if not is_composite_type(below):
                raise invalid()
            self.selections(node.selection_set, below)

    def _arguments(self, node: FieldNode, coordinate: str, definition: GraphQLField) -> None:
        for argument in node.arguments or ():
            place = f"{coordinate}({argument.name.value}:)"
            category = self.labels.category(place)
            if category is not None:
                self.asked.add(category)
                self._must_be_variable(argument.value, place)
            named = get_named_type(definition.args[argument.name.value].type)
            if isinstance(named, GraphQLInputObjectType):
                self._input(argument.value, named)

    def _input(self, value: ValueNode, of: GraphQLInputObjectType) -> None:
        """An input object may be spelled out, but not the personal values in it."""
        if isinstance(value, VariableNode):
            self.feeding.add(value.name.value)
        if isinstance(value, ListValueNode):
            for item in value.values:
                self._input(item, of)
        if not isinstance(value, ObjectValueNode):
            return
        for part in value.fields or ():
            place = f"{of.name}.{part.name.value}"
            if self.labels.category(place) is not None:
                self._must_be_variable(part.value, place)
            below = get_named_type(of.fields[part.name.value].type)
            if isinstance(below, GraphQLInputObjectType):
                self._input(part.value, below)

    def _must_be_variable(self, value: ValueNode, place: str) -> None:
        if not isinstance(value, VariableNode):
            raise literal(f"Pass {place} as a variable: a document is kept, its variables are not.")
        self.feeding.add(value.name.value)


def footprint_of(
    operation: OperationDefinitionNode,
    root: GraphQLObjectType,
    *,
    schema: GraphQLSchema,
    labels: Labels,
    fragments: Mapping[str, FragmentDefinitionNode],
) -> Footprint:
    """Everything that `operation` on `root` can touch. The document must have passed validation.

    Raises:
        DocumentRefused: a coordinate is not classified, or a personal argument is a literal, be it
            as the default of a variable.
    """
    walk = _Walk(schema=schema, labels=labels, fragments=fragments)
    walk.selections(operation.selection_set, root)
    for variable in operation.variable_definitions or ():
        if variable.default_value is not None and variable.variable.name.value in walk.feeding:
            raise literal("Give no default to a variable that holds personal data.")
    return Footprint(
        shown=dict(sorted(walk.shown.items())),
        asked=frozenset(walk.asked),
        selected={place: tuple(nodes) for place, nodes in walk.selected.items()},
    )
