"""The cost of a document grows with its lists, and its limits count what a plain reading counts."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

import pytest
from graphql import (
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    InlineFragmentNode,
    OperationDefinitionNode,
    SelectionSetNode,
    parse,
)
from hypothesis import given, settings
from hypothesis import strategies as st

from cdp.api.schema import surface
from cdp.api.weights import weights_of
from cdp.contract import Operation, load_contract
from cdp.plan.cost import LONGEST_LIST, Cost, Length
from cdp.plan.limits import LIMITS, Limits, Shape, _Measure
from privacy.policy import default_document, load
from tests.property.documents import Drawn, documents

SURFACE: Final = surface()
EVERYTHING: Final = Limits(
    depth=100,
    aliases=10_000,
    directives=10_000,
    fragments=10_000,
    selections=100_000,
    repeated=10_000,
    repeated_objects=10_000,
)
LARGE: Final = replace(SURFACE.compiler, limits=EVERYTHING)
OPERATIONS: Final = load_contract().operations
LOWEST: Final = min(
    client.budgets.cost_an_operation for client in load(default_document()).clients.values()
)

lengths = st.builds(
    Length, st.integers(0, 3), st.lists(st.sampled_from("abc"), max_size=2).map(tuple)
)
costs = st.dictionaries(
    st.lists(lengths, max_size=3).map(tuple), st.integers(0, 50), max_size=4
).map(lambda weights: Cost(weights=weights, rows=weights))
values = st.dictionaries(st.sampled_from("abc"), st.integers(-5, 200) | st.none(), max_size=3)


@given(costs, values, st.sampled_from("abc"), st.integers(0, 200))
def test_a_longer_list_never_costs_less(
    cost: Cost, given_values: dict[str, int | None], name: str, more: int
) -> None:
    """And none costs more than where every list is as long as it can be."""
    longer = {**given_values, name: (given_values.get(name) or 0) + more}
    assert 0 <= cost.of(given_values) <= cost.of(longer) <= cost.at_most
    assert cost.nodes(longer) <= cost.nodes_at_most


@given(st.lists(st.sampled_from("abc"), max_size=LONGEST_LIST * 2))
def test_a_batch_is_as_long_as_its_list(given_list: list[str]) -> None:
    """And no longer than a batch can be."""
    cost = Cost(weights={(Length(0, ("numbers",)),): 10})
    assert cost.of({"numbers": given_list}) == 10 * min(len(given_list), LONGEST_LIST)


@settings(max_examples=60)
@given(documents(SURFACE.schema))
def test_every_document_has_a_cost(drawn: Drawn) -> None:
    """Unions, interfaces, fragments: whatever can be asked can be measured."""
    plan = LARGE.compile(drawn.text)
    assert 1 <= plan.cost({}) <= plan.cost_at_most or plan.cost({}) == 0


def plain(chosen: SelectionSetNode, fragments: dict[str, FragmentDefinitionNode]) -> Shape:
    """What a selection comes to, every fragment written out where it is spread."""
    shape = Shape()
    for node in chosen.selections:
        below, own = Shape(), Shape(directives=len(node.directives or ()), selections=1)
        if isinstance(node, FieldNode):
            if node.selection_set is not None:
                below = plain(node.selection_set, fragments)
            below = replace(
                below, depth=below.depth + 1, aliases=below.aliases + (node.alias is not None)
            )
        elif isinstance(node, InlineFragmentNode):
            below = plain(node.selection_set, fragments)
        elif isinstance(node, FragmentSpreadNode):
            fragment = fragments[node.name.value]
            below = plain(fragment.selection_set, fragments)
        shape = shape.beside(own).beside(below)
    return shape


@settings(max_examples=100)
@given(documents(SURFACE.schema))
def test_a_document_is_measured_as_if_its_fragments_were_written_out(drawn: Drawn) -> None:
    """Each is measured once, and counts wherever it is spread."""
    nodes = parse(drawn.text).definitions
    fragments = {
        node.name.value: node for node in nodes if isinstance(node, FragmentDefinitionNode)
    }
    [operation] = [node for node in nodes if isinstance(node, OperationDefinitionNode)]
    assert _Measure(fragments).definition(operation) == plain(operation.selection_set, fragments)


@pytest.mark.parametrize("operation", OPERATIONS, ids=lambda it: f"{it.persona}-{it.name}")
def test_a_registered_operation_is_within_every_limit(operation: Operation) -> None:
    """Also where every list is as long as it can be, for a client of which nothing is said."""
    plan = replace(SURFACE.compiler, limits=LIMITS).compile(operation.text)
    assert plan.cost_at_most <= LOWEST == 5_000
    assert plan.costing.nodes_at_most <= 10_000


def test_every_weight_is_of_a_field_that_there_is() -> None:
    """A field that was renamed would cost what any other does."""
    for place in weights_of(SURFACE.schema):
        owner, _, name = place.partition(".")
        kind = SURFACE.schema.get_type(owner)
        assert name in getattr(kind, "fields", {}), place
