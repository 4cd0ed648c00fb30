"""The walk is total: whatever it does not know refuses the document, validated or not."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from graphql import (
    FragmentDefinitionNode,
    GraphQLObjectType,
    OperationDefinitionNode,
    OperationType,
    SelectionNode,
    SelectionSetNode,
    parse,
)

from cdp.errors import DocumentRefused
from cdp.plan.footprint import Footprint, footprint_of
from cdp.plan.labels import Labels
from cdp.plan.purpose import Naming, named_in
from privacy.terms import ReasonCode
from tests.unit.plan.scene import LABELS, SMALL


def footprint(
    operation: OperationDefinitionNode, fragments: Sequence[FragmentDefinitionNode] = ()
) -> Footprint:
    root = SMALL.query_type
    assert isinstance(root, GraphQLObjectType)
    return footprint_of(
        operation,
        root,
        schema=SMALL,
        labels=Labels(LABELS),
        fragments={node.name.value: node for node in fragments},
    )


def walk(text: str) -> Footprint:
    """The footprint of a text that no validator has seen."""
    nodes = parse(text).definitions
    [operation] = [node for node in nodes if isinstance(node, OperationDefinitionNode)]
    return footprint(
        operation, [node for node in nodes if isinstance(node, FragmentDefinitionNode)]
    )


@pytest.mark.parametrize(
    "text",
    [
        "{ ... on Nope { health } }",
        "{ ... on Purpose { health } }",
        "{ ...F } fragment F on Nope { health }",
        "{ nope }",
        "{ person { nope } }",
        "{ anybody { number } }",
        "{ health { name } }",
    ],
)
def test_what_the_schema_does_not_hold_is_refused(text: str) -> None:
    """A type, a field, a selection on a scalar or on one member of a union alone."""
    with pytest.raises(DocumentRefused) as refused:
        walk(text)
    assert refused.value.reason is ReasonCode.DOCUMENT_INVALID


def test_a_selection_of_a_kind_that_nobody_knows_is_refused() -> None:
    """A later GraphQL may have more than fields and fragments."""
    strange = SelectionSetNode(selections=(SelectionNode(),))
    with pytest.raises(DocumentRefused):
        footprint(OperationDefinitionNode(operation=OperationType.QUERY, selection_set=strange))


def test_what_is_known_is_walked() -> None:
    """The same walk, over the same schema, without a fault."""
    assert set(walk("{ health }").selected) == {"Query.health"}


@pytest.mark.parametrize(
    ("text", "naming"),
    [
        ("query A @other @purpose(is: SERVICE_SUPPORT) { health }", Naming.LITERAL),
        ("query A @purpose(why: SERVICE_SUPPORT) { health }", Naming.NOT_LITERAL),
        ('query A @purpose(is: "SERVICE_SUPPORT") { health }', Naming.NOT_LITERAL),
        ("query A @other { health }", Naming.ABSENT),
    ],
)
def test_a_purpose_is_found_before_anything_is_validated(text: str, naming: Naming) -> None:
    """An ask for a purpose that does not exist is an ask, not bad GraphQL."""
    [operation] = parse(text).definitions
    assert isinstance(operation, OperationDefinitionNode)
    assert named_in(operation).naming is naming
