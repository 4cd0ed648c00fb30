"""A footprint holds every coordinate that a document can touch, whatever its variables say."""

from __future__ import annotations

from time import process_time

import pytest

from cdp.errors import DocumentRefused
from cdp.plan.footprint import Footprint
from privacy.terms import ReasonCode
from tests.unit.plan.scene import SURFACE, small
from tests.unit.plan.test_totality import walk

PERSONAL_ARGUMENTS = sorted(
    place for place, label in SURFACE.compiler.labels.category_of.items() if label and "(" in place
)


def touched(text: str) -> Footprint:
    return small().compile(text).footprint


def test_a_field_on_an_interface_counts_on_every_type_that_it_can_be() -> None:
    """A firm's name is nobody's, a person's is hers: both are touched."""
    footprint = touched("{ named { name } }")
    assert set(footprint.selected) == {"Query.named", "Person.name", "Firm.name"}
    assert footprint.shown == {"Person.name": "identity.name"}


def test_a_field_on_a_union_s_member_counts_on_that_member() -> None:
    """Selected under its condition, by name or inline."""
    for text in (
        "{ anybody { ... on Firm { number } __typename } }",
        "{ anybody { ...F } } fragment F on Firm { number }",
        "{ anybody { ... { ... on Named { ... on Firm { number } } } } }",
    ):
        assert touched(text).shown == {"Firm.number": "contact.phone"}


def test_what_is_skipped_counts() -> None:
    """A condition is a variable, and variables are not believed."""
    text = "query A($c: Boolean!) { person { name @skip(if: $c) ... @include(if: $c) { id } } }"
    assert set(touched(text).selected) == {"Query.person", "Person.name", "Person.id"}


def test_a_field_selected_twice_is_named_once_with_all_its_nodes() -> None:
    """Whoever reads an argument's length sees every one."""
    text = "{ person { a: friend(first: 1) { id } b: friend(first: 9) { id } } }"
    nodes = touched(text).selected["Person.friend"]
    assert [node.alias is not None and node.alias.value for node in nodes] == ["a", "b"]


def test_an_alias_hides_nothing() -> None:
    """The coordinate is the schema's name."""
    assert touched("{ person { id: name } }").shown == {"Person.name": "identity.name"}


def test_the_category_of_a_personal_argument_is_asked() -> None:
    """With the variable given or not: the document can ask by it."""
    assert touched("query A($n: String) { person(number: $n) { id } }").asked == {"contact.phone"}
    assert touched("{ person(kind: OTHER) { id } }").asked == frozenset()


@pytest.mark.parametrize(
    "text",
    [
        '{ person(number: "x") { id } }',
        "{ person(number: null) { id } }",
        '{ named(part: {name: "x"}) { id } }',
        "{ named(part: {name: null}) { id } }",
        '{ named(part: {inner: {inner: {name: "x"}}}) { id } }',
        '{ named(part: {many: [{name: "x"}]}) { id } }',
        '{ named(part: {many: {name: "x"}}) { id } }',
        '{ anybody(parts: [{kind: ONE}, {name: "x"}]) { __typename } }',
        '{ anybody(parts: {name: "x"}) { __typename } }',
        'query A($n: String = "x") { person(number: $n) { id } }',
        'query A($n: String = "x") { named(part: {name: $n}) { id } }',
        'query A($p: Part = {name: "x"}) { named(part: $p) { id } }',
        'query A($p: [Part!] = [{name: "x"}]) { anybody(parts: $p) { __typename } }',
        'query A($p: Part! = {name: "x"}) { anybody(parts: [$p]) { __typename } }',
        'query A($p: [Part!] = [{name: "x"}]) { named(part: {many: $p}) { id } }',
        'mutation M { rename(part: {name: "x"}) { id } }',
        'query A { ...F } fragment F on Query { person(number: "x") { id } }',
    ],
)
def test_a_personal_value_is_never_written_into_the_text(text: str) -> None:
    """Not in an argument, an object, a list, a default or a fragment; not even null."""
    with pytest.raises(DocumentRefused) as refused:
        touched(text)
    assert refused.value.reason is ReasonCode.LITERAL_NOT_ALLOWED


@pytest.mark.parametrize(
    "text",
    [
        "query A($n: String) { named(part: {name: $n, kind: ONE}) { id } }",
        "query A($p: Part) { named(part: $p) { id } }",
        "query A($p: Part!) { anybody(parts: [$p, {kind: ONE}]) { __typename } }",
        "query A($n: String) { named(part: {inner: {many: [{name: $n}]}}) { id } }",
        "query A($k: Kind = ONE) { person(kind: $k) { id } }",
        "query A($f: Int = 3) { person { friend(first: $f) { id } } }",
    ],
)
def test_everything_else_may_be_spelled_out_or_have_a_default(text: str) -> None:
    """Words of a list and lengths tell nobody's data."""
    assert touched(text).selected


@pytest.mark.parametrize("place", PERSONAL_ARGUMENTS)
def test_every_personal_argument_of_the_surface_takes_a_variable_alone(place: str) -> None:
    """The real surface, argument by argument."""
    field, argument = place.removeprefix("Query.").removesuffix(":)").split("(")
    needed = "channel: PHONE, " if field == "contactabilityBatch" else ""
    with pytest.raises(DocumentRefused) as refused:
        SURFACE.compiler.compile(f'{{ {field}({needed}{argument}: "x") {{ __typename }} }}')
    assert refused.value.reason is ReasonCode.LITERAL_NOT_ALLOWED


def test_there_are_personal_arguments() -> None:
    """Else the promise above would be empty."""
    assert "Query.callerContext(number:)" in PERSONAL_ARGUMENTS


@pytest.mark.parametrize("fragments", [20, 60])
def test_fragments_that_spread_one_another_twice_are_walked_once(fragments: int) -> None:
    """Walked at each spread, sixty of them would take longer than the sun has left.

    A limit refuses so many before; the walk relies on none.
    """
    chain = "".join(
        f"fragment F{n} on Person {{ ...F{n + 1} ...F{n + 1} }} " for n in range(fragments)
    )
    text = f"{{ person {{ ...F0 }} }} {chain} fragment F{fragments} on Person {{ name }}"
    began = process_time()
    assert walk(text).shown == {"Person.name": "identity.name"}
    assert process_time() - began < 2
