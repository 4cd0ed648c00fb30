"""Relay's conventions hold on the whole surface, and what breaks them is found."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import pytest
from graphql import GraphQLList, build_schema, get_nullable_type

from cdp.api.schema import surface
from cdp.plan.cost import LENGTHS
from tests.house.checks.relay import (
    anonymous,
    homemade_ids,
    misasked,
    misshapen,
    unpaged,
)
from tests.house.checks.source import ROOT, told

SCHEMA: Final = surface().schema

BOUNDED: Final = {
    "Contact.addresses": "kinds of addresses, one each",
    "ErasurePlan.retained": "tables of the schema",
    "ErasurePlan.steps": "tables of the schema",
    "IdentityGraph.constraints": "what binds the records of one profile",
    "IdentityGraph.decisions": "what was decided about the records of one profile",
    "IdentityGraph.edges": "one fewer than its records",
    "IdentityGraph.nodes": "as many records as one profile may have",
    "IdentityNode.consents": "questions of the policy",
    "IdentityNode.contacts": "one a source",
    "IdentityNode.phones": "the numbers that one record answers now",
    "Lead.changes": "steps of one lead",
    "MatchRehearsal.sample": "20 at most",
    "MatchSuggestion.agreements": "features of the model",
    "MatchSuggestion.profiles": "two",
    "MergeDecision.subjects": "as many records as one profile may have",
    "MergePreview.consents": "questions of the policy",
    "MergePreview.sides": "two",
    "MergePreview.words": "fields of one person",
    "MergeSide.nodes": "as many records as one profile may have",
    "Order.confirmations": "one order's",
    "Order.lines": "one order's, 200 at most",
    "Order.payments": "one order's",
    "Order.refunds": "one order's",
    "PhoneResolution.candidates": "people who share one number",
    "PhoneResolution.warnings": "words of a closed list",
    "Profile.phones": "the numbers that one person answers now",
    "Profile.privacy": "fields of one object",
    "Query.consents": "questions of the policy",
    "Query.contactabilityBatch": "100 at most, in the order of the question",
    "Query.matchRules": "rules of one deployment",
    "Query.nodes": "100 at most, in the order of the question",
    "Query.resolvePhones": "100 at most, in the order of the question",
}
"""Lists of objects that do not grow, and why: docs/reference/ids-and-pages.md names them too."""

NO_NODES: Final = {
    "LeadStageChange": "a receipt is read with its lead",
    "MatchSuggestion": "a suggestion is read in matchSuggestions",
    "MergeDecision": "a decision is read with whom it was about",
    "MergeEntry": "read by auditors, in mergeDecisions",
    "MaskedPhone": "a number is read with whoever answers it now",
    "Organisation": "no person is in it, and no purpose reads it by itself",
    "RightsRequest": "read at the privacy desk, by rightsRequest",
}
"""Types whose ids name something, but do not fetch it."""

PAGE: Final = (
    "type PageInfo { hasNextPage: Boolean! hasPreviousPage: Boolean!"
    " startCursor: String endCursor: String }"
)
EDGE: Final = "type AEdge { cursor: String! node: A }"
LIST: Final = "type AConnection { edges: [AEdge!]! pageInfo: PageInfo! }"
FIELD: Final = "type Query { all(first: Int!, after: String): AConnection }"
SOUND: Final = f"type A {{ id: ID! }} {PAGE} {EDGE} {LIST} {FIELD}"


def test_every_connection_has_relay_s_shape() -> None:
    """Edges, cursors, and all four fields of PageInfo."""
    assert told(list(misshapen(SCHEMA))) == ""


def test_every_connection_is_asked_with_first_and_after() -> None:
    """So many, from there on: also inside another answer."""
    assert told(list(misasked(SCHEMA))) == ""


def test_every_list_of_records_is_a_connection() -> None:
    """Those that do not grow are named, with the reason."""
    assert told(list(unpaged(SCHEMA, BOUNDED))) == ""


def test_every_batch_costs_as_much_as_it_is_long() -> None:
    """A list of a hundred is a hundred questions: the argument that holds it is a length."""
    fields = SCHEMA.query_type.fields if SCHEMA.query_type else {}
    lists = {
        f"{name}({argument}:)": argument
        for name, field in fields.items()
        if f"Query.{name}" in BOUNDED
        for argument, given in field.args.items()
        if isinstance(get_nullable_type(given.type), GraphQLList)
    }
    assert lists.keys() >= {"nodes(ids:)", "resolvePhones(numbers:)"}
    assert {place for place, argument in lists.items() if argument not in LENGTHS} == set()


def test_whatever_has_an_id_can_be_fetched_by_it() -> None:
    """Those that cannot are named, with the reason."""
    assert told(list(anonymous(SCHEMA, NO_NODES))) == ""


def test_ids_are_made_and_read_in_one_place() -> None:
    """A raw key that slips out is a handle that every other answer shares."""
    assert told(homemade_ids(ROOT)) == ""


def test_bounded_lists_and_types_that_are_no_nodes_are_documented() -> None:
    """A front end reads the page, and not this file."""
    page = (ROOT / "docs/reference/ids-and-pages.md").read_text(encoding="utf-8")
    assert [name for name in (*BOUNDED, *NO_NODES) if f"`{name}`" not in page] == []


def test_a_sound_schema_stands() -> None:
    """Else the faults below would prove nothing."""
    schema = build_schema(SOUND)
    assert [*misshapen(schema), *misasked(schema), *unpaged(schema, ())] == []
    assert [*anonymous(schema, {"A"})] == []


@pytest.mark.parametrize(
    ("part", "bent", "place"),
    [
        ("hasPreviousPage: Boolean!", "", "PageInfo.hasPreviousPage"),
        ("startCursor: String", "startCursor: Int", "PageInfo.startCursor"),
        ("cursor: String!", "cursor: String", "AEdge.cursor"),
        ("node: A", "node: [A]", "AEdge.node"),
        (" node: A", "", "AEdge.node"),
        ("edges: [AEdge!]!", "edges: [AEdge]", "AConnection.edges"),
        ("pageInfo: PageInfo!", "pageInfo: PageInfo", "AConnection.pageInfo"),
        ("first: Int!, ", "", "Query.all(first:)"),
        (", after: String", "", "Query.all(after:)"),
        ("type Query {", "type Query { some: [A!]!", "Query.some"),
    ],
)
def test_a_connection_that_is_bent_is_found(part: str, bent: str, place: str) -> None:
    """By its coordinate."""
    schema = build_schema(SOUND.replace(part, bent))
    faults = [*misshapen(schema), *misasked(schema), *unpaged(schema, ())]
    assert place in {fault.path for fault in faults}


def test_an_exception_that_is_none_any_more_is_found() -> None:
    """A list that became a connection, and a type that became a Node, leave their lists."""
    schema = build_schema(SOUND)
    assert {fault.path for fault in unpaged(schema, {"Query.old"})} == {"Query.old"}
    assert {fault.path for fault in anonymous(schema, {"A", "Gone"})} == {"Gone"}
    assert {fault.path for fault in anonymous(schema, ())} == {"A"}


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("strawberry.ID(str(row))", 1),
        ("ID(text)", 1),
        ("UUID(text)", 1),
        ("uuid.UUID(text)", 1),
        ("UUID(int=0)", 0),
        ("ids.record(kind, row)", 0),
    ],
)
def test_an_id_that_is_made_elsewhere_is_found(tmp_path: Path, line: str, found: int) -> None:
    """Out of a key, or a key out of a text."""
    place = tmp_path / "cdp/api/orders/types.py"
    place.parent.mkdir(parents=True)
    place.write_text(f"made = {line}\n", encoding="utf-8")
    assert len(homemade_ids(tmp_path)) == found
