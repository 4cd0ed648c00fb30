"""Merging: which fields of an object are answered, and from which nodes of the document.

Source: GraphQL specification, October 2021, §6.3.2 CollectFields. What `@skip` and `@include` say
is decided before: for each way that their variables can fall there is a writer of its own, so that
the order of the answer is right whatever is left out.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from graphql import (
    BooleanValueNode,
    DirectiveNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLObjectType,
    GraphQLSchema,
    InlineFragmentNode,
    Node,
    SelectionSetNode,
    VariableNode,
    Visitor,
    is_abstract_type,
    visit,
)

Merged = Mapping[str, tuple[FieldNode, ...]]
"""The nodes of each field of the answer, by the name that it has there, in its order."""

_WHEN = {"skip": False, "include": True}
"""What the condition of each directive must be for the selection to count."""


@dataclass(frozen=True, slots=True)
class Merging:
    """Collects fields; `decided` says of every condition's variable what it is."""

    schema: GraphQLSchema
    fragments: Mapping[str, FragmentDefinitionNode]
    decided: Mapping[str, bool]

    def fields(self, chosen: Iterable[SelectionSetNode], on: GraphQLObjectType) -> Merged:
        """The fields that `chosen`, merged, select on an object of type `on`."""
        merged: dict[str, list[FieldNode]] = {}
        walked: set[str] = set()
        for each in chosen:
            for node in self._selected(each, on, walked):
                name = node.alias.value if node.alias else node.name.value
                merged.setdefault(name, []).append(node)
        return {name: tuple(nodes) for name, nodes in merged.items()}

    def _selected(
        self, chosen: SelectionSetNode, on: GraphQLObjectType, walked: set[str]
    ) -> Iterator[FieldNode]:
        for node in chosen.selections:
            if not all(self._counts(used) for used in node.directives or ()):
                continue
            if isinstance(node, FieldNode):
                yield node
            elif isinstance(node, InlineFragmentNode):
                named = node.type_condition
                if named is None or self._applies(named.name.value, on):
                    yield from self._selected(node.selection_set, on, walked)
            elif isinstance(node, FragmentSpreadNode) and node.name.value not in walked:
                walked.add(node.name.value)
                fragment = self.fragments[node.name.value]
                if self._applies(fragment.type_condition.name.value, on):
                    yield from self._selected(fragment.selection_set, on, walked)

    def _counts(self, used: DirectiveNode) -> bool:
        if used.name.value not in _WHEN:
            return True
        condition = (used.arguments or ())[0].value
        if isinstance(condition, VariableNode):
            said = self.decided[condition.name.value]
        else:
            said = isinstance(condition, BooleanValueNode) and condition.value
        return said is _WHEN[used.name.value]

    def _applies(self, name: str, on: GraphQLObjectType) -> bool:
        """Whether a fragment on the type `name` speaks of objects of type `on`."""
        kind = self.schema.get_type(name)
        return kind is on or (is_abstract_type(kind) and self.schema.is_sub_type(kind, on))


class _Conditions(Visitor):
    def __init__(self) -> None:
        super().__init__()
        self.names: dict[str, None] = {}

    def enter_directive(self, node: DirectiveNode, *_: object) -> None:
        for argument in node.arguments or ():
            if node.name.value in _WHEN and isinstance(argument.value, VariableNode):
                self.names[argument.value.name.value] = None


def conditions_of(document: Node) -> tuple[str, ...]:
    """The variables that `@skip` and `@include` of `document` ask, in their order."""
    visitor = _Conditions()
    visit(document, visitor)
    return tuple(visitor.names)
