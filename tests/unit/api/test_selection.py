"""What of a person must be fetched follows from the document, and lengths from its variables."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from uuid import UUID

import pytest
from graphql import FieldNode, OperationDefinitionNode, parse

from cdp.api import selection as selection_module
from cdp.api.selection import selection_of
from cdp.database.listing import Place
from cdp.errors import InvalidField
from cdp.profile.selection import FIRST_AT_MOST, Selection, Slice
from cdp.profile.store import by_id
from tests.unit.plan.scene import CURSORS, SURFACE


def selected(text: str, variables: Mapping[str, object] | None = None) -> Selection:
    return selection_of(SURFACE.compiler.compile(text), variables or {}, CURSORS)


def profile(parts: str, declared: str = "") -> str:
    return f"query P($id: ID!{declared}) {{ profile(id: $id) {{ {parts} }} }}"


@pytest.mark.parametrize(
    ("parts", "selection"),
    [
        ("id", Selection()),
        ("name", Selection.of("name")),
        ("email address", Selection.of("email", "address")),
        ("phones { id }", Selection.of("phones")),
        ("privacy { field }", Selection()),
        ("orders(first: 3) { pageInfo { hasNextPage } }", Selection.of(orders=3)),
        ("calls(first: 1) { edges { node { id } } }", Selection.of(calls=1)),
        ("contacts(first: 100) { edges { node { id } } }", Selection.of(contacts=100)),
        ("... on Node { id } ... on Profile { name }", Selection.of("name")),
    ],
)
def test_a_part_is_fetched_where_it_is_selected(parts: str, selection: Selection) -> None:
    """And no other part leaves the database."""
    assert selected(profile(parts)) == selection


def test_a_caller_s_context_reads_the_newest_orders_and_calls() -> None:
    """The same rows as the profile's own lists."""
    text = """query C($n: PhoneNumber!) { callerContext(number: $n) {
        resolution { profile { name orders(first: 2) { pageInfo { hasNextPage } } } }
        lastOrders(first: 5) { pageInfo { hasNextPage } }
        lastCalls(first: 4) { pageInfo { hasNextPage } } } }"""
    assert selected(text) == Selection.of("name", orders=5, calls=4)


@pytest.mark.parametrize("hanging", ["lines", "payments", "refunds", "confirmations"])
def test_what_hangs_on_orders_is_fetched_where_it_is_selected(hanging: str) -> None:
    """And with a list of orders alone: the others leave the database by no document."""
    orders = f"orders(first: 3) {{ edges {{ node {{ {hanging} {{ __typename }} }} }} }}"
    assert selected(profile(orders)) == Selection.of(f"order_{hanging}", orders=3)
    assert f"FROM order_{hanging[:-1]}" in by_id(selected(profile(orders)).shape).text
    assert "FROM order_" not in by_id(Selection.of(orders=3).shape).text


def test_consents_are_fetched_for_the_question_about_them() -> None:
    """By their own root field."""
    assert selected("query C($id: ID!) { consents(profile: $id) { purpose } }").parts == {
        "consents"
    }


def test_a_list_selected_twice_is_as_long_as_the_longer_one() -> None:
    """One statement serves both; each shows its own length."""
    text = profile(
        "a: orders(first: 2) { pageInfo { hasNextPage } } "
        "b: orders(first: $f) { pageInfo { hasNextPage } }",
        ", $f: Int!",
    )
    assert selected(text, {"f": 7}).lists == {"orders": Slice(first=7)}
    assert selected(text, {"f": 1}).lists == {"orders": Slice(first=2)}


@pytest.mark.parametrize("first", [0, -1, FIRST_AT_MOST + 1, 2**31 - 1])
def test_a_length_that_is_not_served_is_refused(first: int) -> None:
    """As a literal or as a variable; nobody asks for a million rows."""
    literal = profile(f"orders(first: {first}) {{ pageInfo {{ hasNextPage }} }}")
    variable = profile("orders(first: $f) { pageInfo { hasNextPage } }", ", $f: Int!")
    for text, variables in ((literal, {}), (variable, {"f": first})):
        if len(str(first)) < 7 or variables:
            with pytest.raises(InvalidField) as refused:
                selected(text, variables)
            assert refused.value.field == "first"


@pytest.mark.parametrize("given", [{}, {"f": None}, {"f": "3"}])
def test_a_length_that_did_not_come_is_refused(given: Mapping[str, object]) -> None:
    """The coercion of variables stands before this; this does not lean on it."""
    text = profile("orders(first: $f) { pageInfo { hasNextPage } }", ", $f: Int!")
    with pytest.raises(InvalidField):
        selected(text, given)


def test_a_mutation_s_payload_is_fetched_like_a_profile() -> None:
    """What it may show is read back after the write."""
    text = """mutation M($i: UpsertContactInput!) { upsertContact(input: $i) {
        ... on UpsertContactDone { profile { name calls(first: 2) { edges { node { id } } } } }
    } }"""
    assert selected(text) == Selection.of("name", calls=2)


@pytest.mark.parametrize(
    ("text", "first"), [("orders(after: 9, first: 2)", 2), ("orders(first: $f, after: 9)", 3)]
)
def test_a_length_is_found_beside_other_arguments(text: str, first: int) -> None:
    """Lists will take a cursor before long."""
    [operation] = parse(f"{{ {text} }}").definitions
    assert isinstance(operation, OperationDefinitionNode)
    [field] = operation.selection_set.selections
    assert isinstance(field, FieldNode)
    assert selection_module._first(field, {"f": 3}) == first


def test_a_length_that_is_no_number_is_refused() -> None:
    """Validation stands before this; this does not lean on it."""
    [operation] = parse('{ orders(first: "2") }').definitions
    assert isinstance(operation, OperationDefinitionNode)
    [field] = operation.selection_set.selections
    assert isinstance(field, FieldNode)
    with pytest.raises(InvalidField):
        selection_module._first(field, {})


def test_a_list_goes_on_from_the_place_that_a_cursor_names() -> None:
    """As a literal or as a variable: a cursor tells nothing, so a document may hold one."""
    place = Place(at=datetime(2026, 11, 22, 3, 45, tzinfo=UTC), id=UUID(int=7))
    cursor = CURSORS.cursor("orders", place)
    variable = profile("orders(first: 2, after: $a) { pageInfo { endCursor } }", ", $a: String")
    assert selected(variable, {"a": cursor}).lists == {"orders": Slice(first=2, after=place)}
    assert selected(variable, {"a": None}).lists == {"orders": Slice(first=2)}


def test_a_list_from_two_places_is_refused() -> None:
    """One statement fetches it once."""
    text = profile(
        "a: orders(first: 2, after: $a) { pageInfo { endCursor } } "
        "b: orders(first: 2) { pageInfo { endCursor } }",
        ", $a: String",
    )
    cursor = CURSORS.cursor("orders", Place(at=datetime(2026, 1, 1, tzinfo=UTC), id=UUID(int=7)))
    with pytest.raises(InvalidField) as refused:
        selected(text, {"a": cursor})
    assert refused.value.field == "after"
