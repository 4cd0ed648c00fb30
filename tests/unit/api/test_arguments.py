"""Variables and arguments are of their types, or refused without being repeated."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

import pytest
from graphql import GraphQLError, NameNode

from cdp.api import arguments as arguments_module
from cdp.api.arguments import coerced_variables, root_arguments
from cdp.api.calls.inputs import LogCallInput
from cdp.errors import InvalidField
from cdp.interactions.record import CallResult, Direction
from tests.unit.plan.scene import SURFACE

LOOK = "query Q($n: PhoneNumber!, $at: DateTime) { profileByPhone(number: $n, at: $at) { status } }"
LIST = "query Q($first: Int! = 5) { accessLog(first: $first) { pageInfo { hasNextPage } } }"
CALL = "mutation M($i: LogCallInput!) { logCall(input: $i) { __typename } }"


def arguments(text: str, given: Mapping[str, object]) -> dict[str, Any]:
    plan = SURFACE.compiler.compile(text)
    variables = coerced_variables(SURFACE.schema, plan, given)
    return root_arguments(SURFACE.schema, SURFACE.config, plan, variables)


def test_arguments_come_as_the_types_that_the_surface_declares() -> None:
    """A number that cannot print itself, a time, a default."""
    given = arguments(LOOK, {"n": "138 0013 8000", "at": "2026-11-22T10:00:00+08:00"})
    assert given["number"].typed() == "138 0013 8000"
    assert given["at"] == datetime(2026, 11, 22, 2, tzinfo=UTC)
    assert arguments(LIST, {})["first"] == 5


def test_an_input_object_comes_as_its_class() -> None:
    """With its enumerations and times made of what was sent."""
    given = arguments(
        CALL,
        {
            "i": {
                "source": "call-centre",
                "direction": "INBOUND",
                "startedAt": "2026-11-22T10:00:00Z",
                "result": "BUSY",
                "number": "13800138000",
            }
        },
    )
    wish = given["input"]
    assert isinstance(wish, LogCallInput)
    assert (wish.direction, wish.result) == (Direction.INBOUND, CallResult.BUSY)
    assert (wish.outcome, wish.profile) == (None, None)


@pytest.mark.parametrize(
    ("text", "given", "named"),
    [
        (LOOK, {}, "n"),
        (LOOK, {"n": None}, "n"),
        (LOOK, {"n": 13800138000}, "n"),
        (LOOK, {"n": ["13800138000"]}, "n"),
        (LOOK, {"n": "13800138000", "at": "yesterday"}, "at"),
        (LOOK, {"n": "13800138000", "at": 5}, "at"),
        (LIST, {"first": "many"}, "first"),
        (LIST, {"first": 2**31}, "first"),
        (LIST, {"first": True}, "first"),
        (CALL, {"i": {"number": "13800138000"}}, "i"),
        (CALL, {"i": "13800138000"}, "i"),
        (CALL, {"i": {"telephone": "13800138000"}}, "i"),
    ],
)
def test_a_variable_that_does_not_fit_is_named_and_not_repeated(
    text: str, given: Mapping[str, object], named: str
) -> None:
    """graphql-core's own message quotes the value: ours does not, nor does its cause."""
    with pytest.raises(InvalidField) as refused:
        arguments(text, given)
    fault = refused.value
    assert fault.field == named
    assert "13800138000" not in f"{fault}{fault.__cause__}{fault.__context__}"


def test_a_variable_that_nobody_declared_is_left_alone() -> None:
    """As GraphQL has it: only what the document names is read."""
    assert "other" not in arguments(LIST, {"first": 1, "other": "x"})


def test_an_argument_that_a_variable_leaves_empty_is_refused() -> None:
    """A nullable variable with a default may still come as null where none may stand."""
    text = "query Q($f: Int = 5) { accessLog(first: $f) { pageInfo { hasNextPage } } }"
    assert arguments(text, {})["first"] == 5
    with pytest.raises(InvalidField) as refused:
        arguments(text, {"f": None})
    assert refused.value.field == "arguments"


def test_a_document_that_only_introspects_has_no_arguments() -> None:
    """There is no root to give them to."""
    assert arguments("{ __typename }", {}) == {}


def test_a_root_that_is_not_of_this_surface_is_a_programming_error() -> None:
    """A schema without Strawberry's definitions has no types to convert to."""
    plan = SURFACE.compiler.compile("{ checkpoint { size } }")
    variables = coerced_variables(SURFACE.schema, plan, {})
    field = SURFACE.schema.query_type.fields["checkpoint"]  # type: ignore[union-attr] # it is there
    definition = field.extensions.pop("strawberry-definition")
    try:
        field.extensions["strawberry-definition"] = None
        with pytest.raises(TypeError):
            root_arguments(SURFACE.schema, SURFACE.config, plan, variables)
    finally:
        field.extensions["strawberry-definition"] = definition


def test_an_error_that_names_no_variable_is_about_them_all() -> None:
    """graphql-core may find more wrong than it can place."""
    assert arguments_module._named(GraphQLError("a value of yours")) == "variables"
    elsewhere = GraphQLError("a value of yours", nodes=[NameNode(value="n")])
    assert arguments_module._named(elsewhere) == "variables"
