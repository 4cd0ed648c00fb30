"""Each bound of a document has its word and its number, and is met before anything dear is done."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

import pytest
from graphql import get_introspection_query

from cdp.errors import DocumentRefused
from cdp.plan.compile import INTROSPECTING
from cdp.plan.limits import LIMITS, Limit, Limits
from cdp.plan.refusal import LimitExceeded
from privacy.terms import ReasonCode
from tests.unit.plan.scene import SURFACE, small


def exceeded(text: str, *, by: Limits = LIMITS) -> LimitExceeded:
    with pytest.raises(LimitExceeded) as refused:
        replace(small(), limits=by).compile(text)
    assert (refused.value.__cause__, refused.value.reason) == (None, ReasonCode.LIMIT_EXCEEDED)
    return refused.value


def deep(fields: int) -> str:
    return "{ person " + "{ friend " * (fields - 2) + "{ name }" + "}" * (fields - 1)


def wide(part: str, times: int) -> str:
    return "{ person { " + part * times + " } }"


def doubling(fragments: int) -> str:
    """A document of few tokens that stands for two to the `fragments` fields."""
    parts = [f"fragment F{n} on Person {{ ...F{n + 1} ...F{n + 1} }}" for n in range(fragments - 1)]
    return " ".join(
        ["{ person { ...F0 } }", *parts, f"fragment F{fragments - 1} on Person {{ name }}"]
    )


ALIASED: Final = " ".join(f"a{n}: name" for n in range(8))

CASES: Final = [
    ("{" + " health" * 1_000 + "}", Limit.TOKENS, 1_000),
    ("{ health " + "# one\n" * 1_001 + "}", Limit.TOKENS, 1_000),
    (deep(9), Limit.DEPTH, 8),
    (deep(300), Limit.DEPTH, 8),
    ("{ person " + "{ ... " * 150 + "{ name }" + "}" * 151, Limit.DEPTH, 8),
    (wide(" ".join(f"a{n}: name " for n in range(16)), 1), Limit.ALIASES, 15),
    ("{ person { ...F ...F } } fragment F on Person { " + ALIASED + " }", Limit.ALIASES, 15),
    ("{ health person { name } }", Limit.ROOT_FIELDS, 1),
    ("{ __schema { description } person { name } }", Limit.ROOT_FIELDS, 1),
    (wide("name @include(if: true) ", 21), Limit.DIRECTIVES, 20),
    ("query A " + "@include(if: true) " * 21 + "{ health }", Limit.DIRECTIVES, 20),
    ("query A($a: Int " + "@nope " * 21 + ") { health }", Limit.DIRECTIVES, 20),
    (doubling(21), Limit.FRAGMENTS, 20),
    (doubling(20), Limit.SELECTIONS, 1_000),
    (wide("name ", 101), Limit.REPEATED, 100),
    (
        "{ person { ...F ...F } } fragment F on Person { " + "friend { name } " * 13 + "}",
        Limit.REPEATED,
        25,
    ),
    ("{ __schema { types { fields { type { fields { name } } } } } }", Limit.INTROSPECTION, 1),
    (
        '{ __type(name: "Person") { interfaces { possibleTypes { name } } } }',
        Limit.INTROSPECTION,
        1,
    ),
]


@pytest.mark.parametrize(("text", "limit", "allowed"), CASES)
def test_a_document_that_is_too_large_is_told_the_bound(
    text: str, limit: Limit, allowed: int
) -> None:
    """By a stable word and its number; no name of the caller's is in it."""
    fault = exceeded(text)
    assert (fault.limit, fault.allowed) == (limit, allowed)
    assert "{}" not in fault.advice


@pytest.mark.parametrize(
    "text",
    [
        deep(8),
        wide(" ".join(f"a{n}: name " for n in range(15)), 1),
        wide("name @include(if: true) ", 20),
        doubling(7),
        wide("friend { name } ", 25),
        wide("name ", 100),
        "{" + " ... {" * 60 + "health" + "}" * 61,
    ],
)
def test_a_document_within_every_bound_is_taken(text: str) -> None:
    """A bound is the largest that is allowed."""
    assert small().compile(text).name == ""


def test_the_first_bound_that_is_broken_is_named() -> None:
    """In one order, so that a refusal does not depend on chance."""
    both = "{ person " + "{ friend " * 9 + "{ " + "name " * 101 + "}" + "}" * 10
    assert exceeded(both).limit == Limit.DEPTH


def test_bounds_are_met_before_the_document_is_validated() -> None:
    """It may be nonsense to this schema: nobody compares it with anything."""
    assert exceeded(wide("nope ", 101)).limit == Limit.REPEATED
    assert exceeded("{ nope { a { b { c { d { e { f { g { h } } } } } } } } }").limit == "depth"


def test_fragments_in_a_circle_are_refused_wherever_they_stand() -> None:
    """Used or not, near or far."""
    for text in (
        "{ person { ...F } } fragment F on Person { ...F }",
        "{ health } fragment F on Person { ...G } fragment G on Person { friend { ...F } }",
    ):
        with pytest.raises(DocumentRefused) as refused:
            small().compile(text)
        assert refused.value.reason is ReasonCode.DOCUMENT_INVALID


def test_a_fragment_that_is_not_there_is_the_validator_s_to_refuse() -> None:
    """It stands for nothing meanwhile."""
    with pytest.raises(DocumentRefused) as refused:
        small().compile("{ person { ...Gone } }")
    assert refused.value.reason is ReasonCode.DOCUMENT_INVALID


WORST: Final = [
    doubling(20),
    "{" + " health" * 998 + "}",
    "{ person { " + "friend { name } " * 245 + "} }",
    "{ person { "
    + " ".join(f"...F{n % 20}" for n in range(400))
    + " } } "
    + " ".join(f"fragment F{n} on Person {{ name friend {{ name }} }}" for n in range(20)),
    "query A " + "@include(if: true) " * 140 + "{ health }",
]


@pytest.mark.parametrize("text", WORST)
def test_what_stands_for_much_is_refused_by_its_measure(text: str) -> None:
    """And not by the validator, which would unfold it; what that spares is counted in attacks."""
    with pytest.raises(LimitExceeded):
        small().compile(text)


@pytest.mark.parametrize("depth", [5, 9])
def test_the_usual_question_for_the_schema_is_within_every_bound(depth: int) -> None:
    """What explorers and code generators send."""
    text = get_introspection_query(
        descriptions=True,
        specified_by_url=True,
        directive_is_repeatable=True,
        schema_description=True,
        input_value_deprecation=True,
        type_depth=depth,
    )
    plan = SURFACE.compiler.compile(text)
    assert (plan.introspects, plan.root, plan.cost({})) == (True, None, INTROSPECTING)


def test_asking_for_the_schema_again_under_another_name_costs_as_often() -> None:
    """It is the one thing that is answered without a statement, and it is large."""
    text = "{ a: __schema { types { name } } b: __schema { types { name } } }"
    assert small().compile(text).cost({}) == 3 * INTROSPECTING


def test_the_name_of_a_type_is_no_introspection() -> None:
    """Probes of health ask it, and anybody may."""
    plan = small().compile("{ __typename }")
    assert (plan.introspects, plan.root, plan.cost({})) == (False, None, 0)
