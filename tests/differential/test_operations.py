"""What is drawn is valid, is drawn towards every field, and uses whatever GraphQL has."""

from __future__ import annotations

import re
from typing import Final

from graphql import GraphQLObjectType, build_schema, parse, validate

from cdp.api.schema import surface
from cdp.plan.labels import Labels
from tests.differential.askers import askers
from tests.differential.operations import Drawn, Source, every
from tests.differential.routes import Place, Routes

SURFACE: Final = surface()
SOURCES: Final = [Source.of(SURFACE, word) for word in ("query", "mutation")]

SMALL: Final = build_schema(
    """
    type Query { shop(id: ID!, of: Shade = DARK): Shop things(first: Int!): [Thing!]! }
    enum Shade { DARK LIGHT }
    interface Named { name: String }
    type Shop implements Named { name: String, sells: [Thing!]! }
    type Bolt implements Named { name: String, length: Int!, shop: Shop }
    type Nut { bore: Int, fits(first: Int!): [Bolt!] }
    union Thing = Bolt | Nut
    """
)
"""A schema that nothing here was written for."""


def drawn(source: Source, place: Place, times: int) -> list[Drawn]:
    """Some operations towards a field."""
    found: list[Drawn] = []
    every(source, place, askers, times)(found.append)
    return found


def test_every_field_that_answers_have_is_drawn_towards() -> None:
    """Of every type, however deep it stands."""
    reached = {place for source in SOURCES for place in source.places}
    assert reached == {
        Place(kind.name, name)
        for kind in SURFACE.schema.type_map.values()
        if isinstance(kind, GraphQLObjectType) and not kind.name.startswith("__")
        for name in kind.fields
    }


def test_a_field_is_drawn_towards_without_a_line_of_its_own() -> None:
    """By its types alone, in a schema of which nothing is known."""
    root = SMALL.query_type
    assert root is not None
    labels = Labels(
        {
            place: None
            for kind in ("Query", "Nut")
            for name, of in SMALL.type_map[kind].fields.items()  # type: ignore[attr-defined] # both have
            for place in (f"{kind}.{name}", *(f"{kind}.{name}({each}:)" for each in of.args))
        }
    )
    source = Source(routes=Routes(SMALL), labels=labels, root=root, word="query")
    assert {str(place) for place in source.places} >= {"Bolt.length", "Nut.fits", "Shop.sells"}
    for place in source.places:
        for each in drawn(source, place, 5):
            text = each.text.replace(f"@purpose(is: {each.asker.purpose})", "")
            assert validate(SMALL, parse(text)) == []
            assert place.field in text


CONSTRUCTS: Final = {
    "a query": r"^query",
    "a mutation": r"^mutation",
    "a nameless operation": r"^(query|mutation)[ (](?!Drawn)",
    "an alias": r"\ba\d+: ",
    "an alias that is another field's name": r"\b[a-z]\w*: (?!__)[a-z]\w* [{}]",
    "a field that stands twice": r"(\b\w+) \1\b",
    "__typename": r"[{ ]__typename",
    "__typename under an alias": r"kind: __typename",
    "a fragment": r"\nfragment F0 on",
    "a fragment that is spread twice": r"\.\.\.(F\d+).* \.\.\.\1\b",
    "an inline fragment on an interface": r"\.\.\. on Node\b",
    "an inline fragment on a union": r"\.\.\. on TimelineItem\b",
    "an inline fragment without a type": r"\.\.\. {",
    "a condition on a fragment": r"\.\.\.F\d+ @",
    "skip by a variable": r"@skip\(if: \$",
    "skip by a literal": r"@skip\(if: [tf]",
    "include by a variable": r"@include\(if: \$",
    "include by a literal": r"@include\(if: [tf]",
    "a length by a variable": r"first: \$",
    "a length by a literal": r"first: \d",
    "a place in a list": r"after: \$",
    "a default": r"\$v\d+: \w+ = ",
    "a default of what may not be null": r"\$v\d+: \w+! = ",
    "a null": r": null[,) ]",
    "an enumeration's word": r"channel: [A-Z]",
    "a list with variables in it": r"\[\$v\d|\[\{",
    "an input with variables in it": r"\{ \w+: \$v",
}
"""What front ends write, as it is found in a text."""


def test_whatever_a_front_end_writes_is_drawn() -> None:
    """Fragments, conditions, aliases, defaults, nulls, spelled inputs: among a few hundred."""
    texts = [
        each.text
        for source in SOURCES
        for place in source.places[::5]
        for each in drawn(source, place, 4)
    ]
    missing = {
        what
        for what, form in CONSTRUCTS.items()
        if not any(re.search(form, text, re.DOTALL) for text in texts)
    }
    assert missing == set()


def test_the_simplest_operation_towards_a_field_is_read_at_a_glance() -> None:
    """Whatever is found shrinks towards it: one way, one asker, one person, nothing beside."""
    [source, _] = SOURCES
    [simplest] = drawn(source, Place("Order", "status"), 1)
    assert str(simplest) == (
        "Order.status, asked by frontend_agent of crm-web for SERVICE_SUPPORT\n"
        "query Drawn($v0: PhoneNumber!, $v1: Int!) @purpose(is: SERVICE_SUPPORT)"
        " { callerContext(number: $v0) { lastOrders(first: $v1) { edges { node { status } } } } }\n"
        "{'v0': <number of 0>, 'v1': 1}"
    )
