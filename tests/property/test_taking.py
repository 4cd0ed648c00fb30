"""What is known of a plan beforehand takes values exactly as graphql-core and Strawberry take them.

The authority is `cdp.api.arguments`: over every trusted document and some drawn ones, and over
values of every kind, both give the same, or both refuse the same.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

import pytest
from graphql import Undefined
from graphql.execution.values import VariableValues
from hypothesis import given
from hypothesis import strategies as st

from cdp.api.arguments import coerced_variables, root_arguments
from cdp.api.scalars import PhoneNumber
from cdp.api.taking import Taking
from cdp.contract import load_contract
from cdp.errors import InvalidField
from cdp.plan.compile import Plan
from tests.unit.plan.scene import SURFACE

DRAWN: Final = (
    "query Q($n: PhoneNumber!, $at: DateTime) { profileByPhone(number: $n, at: $at) { status } }",
    "query Q($first: Int! = 5) { accessLog(first: $first) { pageInfo { hasNextPage } } }",
    "query Q($f: Int = 5) { accessLog(first: $f) { pageInfo { hasNextPage } } }",
    "query Q { accessLog(first: 5, after: null) { pageInfo { hasNextPage } } }",
    "query Q($f: Int!, $a: String) { accessLog(first: $f, after: $a) { edges { cursor } } }",
    'query Q($a: String = "x") { accessLog(first: 7, after: $a) { edges { cursor } } }',
    "query Q($f: AccessLogFilter) { accessLog(first: 7, filter: $f) { edges { cursor } } }",
    "query Q { accessLog(first: 7, filter: {}) { edges { cursor } } }",
    "query Q($i: ID!, $c: Channel!) { contactability(profile: $i, channel: $c) { allowed } }",
    "query Q($i: ID!) { contactability(profile: $i, channel: SMS) { allowed } }",
    "query Q($i: [ID!]!) { nodes(ids: $i) { id } }",
    "mutation M($i: LogCallInput!) { logCall(input: $i) { __typename } }",
    "{ __typename }",
)
ODD: Final[tuple[object, ...]] = (
    None,
    True,
    1,
    0,
    -1,
    2**31,
    1.5,
    "",
    "13800138000",
    "2026-11-22T10:00:00Z",
    [],
    {},
)


def compiled() -> list[Plan]:
    """Every plan of these tests."""
    trusted = [operation.text for operation in load_contract().operations]
    return [SURFACE.compiler.compile(text) for text in (*trusted, *DRAWN)]


PLANS: Final = compiled()
TAKINGS: Final = [Taking.of(SURFACE.schema, SURFACE.config, plan) for plan in PLANS]

values = st.one_of(
    st.sampled_from(ODD),
    st.text(max_size=8),
    st.integers(-(2**33), 2**33),
    st.lists(st.sampled_from(ODD), max_size=2),
    st.dictionaries(st.sampled_from(["source", "number"]), st.sampled_from(ODD), max_size=2),
)


def plainly(value: object) -> object:
    """A value as it compares: a number refuses to show itself, but not what was typed."""
    if isinstance(value, PhoneNumber):
        return value.typed()
    if isinstance(value, dict):
        return {name: plainly(each) for name, each in value.items()}
    if isinstance(value, list | tuple):
        return [plainly(each) for each in value]
    return value if value is Undefined or isinstance(value, int | str | float) else repr(value)


def told(variables: VariableValues) -> object:
    return plainly(variables.coerced), [
        (name, str(source.signature.type), plainly(source.value))
        for name, source in variables.sources.items()
    ]


def both(n: int, sent: Mapping[str, object]) -> tuple[object, object]:
    """What the authority makes of `sent`, and what the plan's own taking does."""
    plan, taking = PLANS[n], TAKINGS[n]
    outcomes: list[object] = []
    for variables_of, arguments_of in (
        (
            lambda given: coerced_variables(SURFACE.schema, plan, given),
            lambda known: root_arguments(SURFACE.schema, SURFACE.config, plan, known),
        ),
        (taking.variables, taking.arguments),
    ):
        try:
            known = variables_of(sent)
            arguments: Mapping[str, Any] = arguments_of(known)
            outcomes.append((told(known), plainly(dict(arguments))))
        except InvalidField as refused:
            outcomes.append((refused.field, refused.advice))
    return outcomes[0], outcomes[1]


@given(data=st.data())
def test_a_prepared_plan_takes_what_the_authority_takes(data: st.DataObject) -> None:
    """Every variable may be missing, be of the wrong kind, or be one too many."""
    n = data.draw(st.integers(0, len(PLANS) - 1))
    names = [node.variable.name.value for node in PLANS[n].operation.variable_definitions or ()]
    chosen = st.one_of(st.just(Undefined), values)
    drawn = {name: data.draw(chosen) for name in (*names, "other")}
    sent = {name: value for name, value in drawn.items() if value is not Undefined}
    expected, actual = both(n, sent)
    assert actual == expected


@pytest.mark.parametrize("n", range(len(PLANS)))
def test_every_plan_is_compared_with_each_odd_value(n: int) -> None:
    """So that no plan is left to chance."""
    names = [node.variable.name.value for node in PLANS[n].operation.variable_definitions or ()]
    for odd in ({}, *({name: value} for name in names for value in ODD)):
        expected, actual = both(n, odd)
        assert actual == expected
    for value in ODD:
        expected, actual = both(n, dict.fromkeys(names, value))
        assert actual == expected


def test_the_screen_pop_is_plain() -> None:
    """The question that is asked most goes the short way."""
    screen_pop = load_contract().named("agent", "ScreenPop")
    taking = Taking.of(SURFACE.schema, SURFACE.config, SURFACE.compiler.compile(screen_pop.text))
    assert taking._variables is not None
    assert taking._arguments is not None
