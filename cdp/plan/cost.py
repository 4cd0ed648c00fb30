"""Cost: what an operation asks of the service at most, known from its text and its lengths.

Each field costs its weight, as often as the lists above it are long: an object 1, a value
nothing, and what the table of weights names as much as it says there. Lengths that stand in
variables are put in when these are known, so a document is measured once and each request is a
few multiplications. Nothing is believed that could make it less: a condition counts as true, and
of several types that an object may be, each counts.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final

from graphql import (
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLCompositeType,
    GraphQLField,
    GraphQLSchema,
    InlineFragmentNode,
    IntValueNode,
    ListValueNode,
    SelectionSetNode,
    ValueNode,
    VariableNode,
    get_named_type,
    is_composite_type,
)

from cdp.plan.refusal import invalid

LONGEST_LIST: Final = 100
"""Most nodes of a list, and most members of a batch."""

LENGTHS: Final = frozenset({"first", "ids", "numbers", "profiles"})
"""Arguments that say how many are asked for: by a number, or by a list of them."""

OBJECT: Final = 1
VALUE: Final = 0


@dataclass(frozen=True, slots=True)
class Length:
    """How long one list is: so many for certain, and as many as these variables say."""

    fixed: int
    variables: tuple[str, ...] = ()

    def of(self, values: Mapping[str, object]) -> int:
        """The length under `values`; none is longer than a list can be."""
        said = sum(_size(values.get(name)) for name in self.variables)
        return min(self.fixed + said, LONGEST_LIST)

    @property
    def longest(self) -> int:
        """The length at most."""
        return LONGEST_LIST if self.variables else min(self.fixed, LONGEST_LIST)


Lengths = tuple[Length, ...]
"""The lists, from the root down, that something stands in."""


@dataclass(frozen=True)
class Cost:
    """The cost of an operation and how many rows it answers, by the lengths of its lists."""

    weights: Mapping[Lengths, int] = field(default_factory=dict)
    rows: Mapping[Lengths, int] = field(default_factory=dict)

    def of(self, values: Mapping[str, object]) -> int:
        """The cost under `values`, which are the coerced variables."""
        return _sum(self.weights, values)

    def nodes(self, values: Mapping[str, object]) -> int:
        """How many rows are answered under `values` at most."""
        return _sum(self.rows, values)

    @cached_property
    def at_most(self) -> int:
        """The cost where every list is as long as it can be."""
        return _most(self.weights)

    @cached_property
    def nodes_at_most(self) -> int:
        """How many rows there are where every list is as long as it can be."""
        return _most(self.rows)


FREE: Final = Cost()
"""Nothing is asked of anybody."""


def _sum(terms: Mapping[Lengths, int], values: Mapping[str, object]) -> int:
    total = 0
    for lengths, weight in terms.items():
        for length in lengths:
            weight *= length.of(values)  # noqa: PLW2901 - a product is what the loop makes
        total += weight
    return total


def _most(terms: Mapping[Lengths, int]) -> int:
    total = 0
    for lengths, weight in terms.items():
        for length in lengths:
            weight *= length.longest  # noqa: PLW2901 - a product is what the loop makes
        total += weight
    return total


def _size(value: object) -> int:
    if isinstance(value, list | tuple):
        return min(len(value), LONGEST_LIST)
    if isinstance(value, int):
        return max(0, min(value, LONGEST_LIST))
    return 0 if value is None else 1


@dataclass(slots=True)
class _Meter:
    schema: GraphQLSchema
    fragments: Mapping[str, FragmentDefinitionNode]
    weight_of: Mapping[str, int]
    weights: defaultdict[Lengths, int] = field(default_factory=lambda: defaultdict(int))
    rows: defaultdict[Lengths, int] = field(default_factory=lambda: defaultdict(int))

    def measure(
        self, chosen: Iterable[SelectionSetNode], on: GraphQLCompositeType, above: Lengths
    ) -> None:
        """Everything selected on `on`. What merges into one field of the answer counts once."""
        merged: defaultdict[tuple[str, str], list[FieldNode]] = defaultdict(list)
        types: dict[str, GraphQLCompositeType] = {}
        for each in chosen:
            for node, owner in self._fields(each, on):
                name = node.alias.value if node.alias else node.name.value
                merged[owner.name, name].append(node)
                types[owner.name] = owner
        for (owner_name, _), nodes in merged.items():
            self._field(nodes, types[owner_name], above)

    def _fields(
        self, chosen: SelectionSetNode, on: GraphQLCompositeType
    ) -> Iterator[tuple[FieldNode, GraphQLCompositeType]]:
        for node in chosen.selections:
            if isinstance(node, FieldNode):
                if not node.name.value.startswith("__"):
                    yield node, on
            elif isinstance(node, InlineFragmentNode):
                name = node.type_condition.name.value if node.type_condition else on.name
                yield from self._fields(node.selection_set, self._type(name))
            elif isinstance(node, FragmentSpreadNode):
                fragment = self.fragments[node.name.value]
                below = self._type(fragment.type_condition.name.value)
                yield from self._fields(fragment.selection_set, below)
            else:
                raise invalid()

    def _type(self, name: str) -> GraphQLCompositeType:
        found = self.schema.get_type(name)
        if not is_composite_type(found):
            raise invalid()
        return found

    def _field(self, nodes: list[FieldNode], on: GraphQLCompositeType, above: Lengths) -> None:
        name = nodes[0].name.value
        definition = self._definition(on, name)
        below = get_named_type(definition.type)
        is_object = is_composite_type(below)
        length = _length(nodes, definition)
        lengths = above if length is None else (*above, length)
        weight = self.weight_of.get(f"{on.name}.{name}", OBJECT if is_object else VALUE)
        if weight:
            self.weights[lengths] += weight
        if length is not None:
            self.rows[lengths] += 1
        if is_composite_type(below):
            parts = [node.selection_set for node in nodes if node.selection_set is not None]
            self.measure(parts, below, lengths)

    def _definition(self, on: GraphQLCompositeType, name: str) -> GraphQLField:
        fields: Mapping[str, GraphQLField] = getattr(on, "fields", {})
        found = fields.get(name)
        if found is None:
            raise invalid()
        return found


def _length(nodes: list[FieldNode], definition: GraphQLField) -> Length | None:
    """How long the list is that a field asks for; None where it asks for no list."""
    sized = LENGTHS & definition.args.keys()
    if not sized:
        return None
    fixed, variables = 0, []
    given = {
        argument.name.value: argument.value
        for node in nodes
        for argument in node.arguments or ()
        if argument.name.value in sized
    }
    for name in sorted(sized):
        value = given.get(name)
        if isinstance(value, VariableNode):
            variables.append(value.name.value)
        else:
            fixed += _literal(value, definition.args[name].default_value)
    return Length(fixed, tuple(variables))


def _literal(value: ValueNode | None, default: object) -> int:
    if isinstance(value, IntValueNode):
        return _size(int(value.value[:9]))
    if isinstance(value, ListValueNode):
        return _size(value.values)
    return _size(default if isinstance(default, int) else None)


def cost_of(
    chosen: SelectionSetNode,
    root: GraphQLCompositeType,
    *,
    schema: GraphQLSchema,
    fragments: Mapping[str, FragmentDefinitionNode],
    weights: Mapping[str, int],
) -> Cost:
    """What `chosen` on `root` costs. The document must have passed validation and its limits.

    Raises:
        DocumentRefused: a construct that cannot be measured.
    """
    meter = _Meter(schema=schema, fragments=fragments, weight_of=weights)
    meter.measure([chosen], root, ())
    return Cost(weights=dict(meter.weights), rows=dict(meter.rows))
