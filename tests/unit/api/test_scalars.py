"""A typed number cannot be printed, and never leaves by the scalar that it came in by."""

from __future__ import annotations

import copy
import json
import pickle
from collections.abc import Callable

import orjson
import pytest
from graphql import GraphQLScalarType

from cdp.api.scalars import PhoneNumber
from tests.unit.plan.scene import SURFACE

TYPED = "138 0013 8000"


def scalar() -> GraphQLScalarType:
    kind = SURFACE.schema.get_type("PhoneNumber")
    assert isinstance(kind, GraphQLScalarType)
    return kind


@pytest.mark.parametrize("show", [repr, str, "{}".format, "{!r}".format, "{!s:>40}".format])
def test_a_number_does_not_show_itself(show: Callable[[object], str]) -> None:
    """Not in a log, a traceback or a message."""
    assert show(PhoneNumber(TYPED)).strip() == "<PhoneNumber>"


@pytest.mark.parametrize(
    "leak", [pickle.dumps, copy.copy, copy.deepcopy, json.dumps, orjson.dumps, vars, dict]
)
def test_a_number_is_not_handed_on(leak: Callable[[object], object]) -> None:
    """Not to a queue, a cache or a serialiser."""
    with pytest.raises(TypeError) as refused:
        leak(PhoneNumber(TYPED))
    assert TYPED not in str(refused.value)


def test_the_parser_alone_reads_what_was_typed() -> None:
    """As it was typed, for `Phone.parse` to judge."""
    assert scalar().parse_value(TYPED).typed() == TYPED


@pytest.mark.parametrize("value", [13800138000, None, True, 1.5, ["138"], {"number": "138"}])
def test_what_is_no_text_is_no_number(value: object) -> None:
    """A number of JSON loses its zeros and its plus."""
    with pytest.raises(TypeError):
        scalar().parse_value(value)


def test_a_number_never_leaves_by_this_scalar() -> None:
    """Answers have masked numbers, and a payload of its own for a reveal."""
    with pytest.raises(TypeError):
        scalar().serialize(PhoneNumber(TYPED))
