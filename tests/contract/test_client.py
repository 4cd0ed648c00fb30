"""The Python client: one call a trusted document, by its id; its models keep quiet."""

from __future__ import annotations

import inspect
import re
from datetime import UTC, datetime

import pytest
from httpx import Response
from pydantic import ValidationError
from pydantic.alias_generators import to_snake

from cdp.contract import load_contract
from pipl_cdp_client import UNSET, Model, Operations
from pipl_cdp_client.asking import _answer, _plain
from pipl_cdp_client.errors import NotUnderstood, RateLimited, StepUpRequired
from pipl_cdp_client.operations import input_types
from pipl_cdp_client.operations.enums import OrderStatus
from pipl_cdp_client.operations.input_types import OrderLineInput, PlaceOrderInput
from pipl_cdp_client.operations.screen_pop import ScreenPop
from tests.house.checks.source import ROOT

PACKAGE = ROOT / "clients/python/src/pipl_cdp_client"
CANARY = "13912345678"


def calls() -> dict[str, str]:
    """The generated calls: the id of each document by the call's own words."""
    return {
        str(inspect.getdoc(call)): inspect.getsource(call)
        for name, call in inspect.getmembers(Operations, inspect.iscoroutinefunction)
        if not name.startswith("_") and name != "close"
    }


def test_every_trusted_document_is_a_call_that_names_it_by_its_id() -> None:
    """And there is no other call: a client that was not generated anew fails here."""
    found = {
        (re.findall(r"`(\w+)/(\w+)`", said)[0], re.findall(r"sha256:([0-9a-f]{64})", source)[0])
        for said, source in calls().items()
    }
    contract = load_contract()
    assert found == {((each.persona, each.name), each.id) for each in contract.operations}


def test_a_document_that_may_answer_in_several_types_asks_which() -> None:
    """The generator would add it to a text that it sends; we send an id."""
    for each in load_contract().operations:
        module = PACKAGE / "operations" / f"{to_snake(each.name)}.py"
        is_asked = "typename__:" in module.read_text(encoding="utf-8")
        assert is_asked <= ("__typename" in each.text), each.name


def test_no_text_of_a_document_stands_in_the_package() -> None:
    """Whoever has the package cannot ask for more than the documents do."""
    for file in sorted(PACKAGE.rglob("*.py")):
        text = file.read_text(encoding="utf-8")
        assert "@purpose" not in text, file
        assert not re.search(r"\b(query|mutation) \w+\s*[({]", text), file


def an_order(**more: object) -> PlaceOrderInput:
    lines = [OrderLineInput(product="电水壶", quantity=2, unit_minor="19900")]
    placed = datetime(2026, 1, 5, 9, 30, tzinfo=UTC)
    known = {"number": CANARY, "source": "shop", "currency": "CNY", **more}
    return PlaceOrderInput(status=OrderStatus.PAID, placed_at=placed, lines=lines, **known)


def test_what_is_sent_has_the_schema_s_names_and_only_what_was_set() -> None:
    """What was left out is left to the schema's defaults, at any depth."""
    assert _plain({"input": an_order(), "first": UNSET, "after": None}) == {
        "input": {
            "number": CANARY,
            "source": "shop",
            "currency": "CNY",
            "status": "PAID",
            "placedAt": "2026-01-05T09:30:00Z",
            "lines": [{"product": "电水壶", "quantity": 2, "unitMinor": "19900"}],
        },
        "after": None,
    }


def test_models_say_nothing_of_what_they_hold() -> None:
    """Neither as text, nor in a container, nor in an error about what does not fit."""
    order = an_order()
    for said in (str(order), repr(order), f"{order}", repr([order])):
        assert (CANARY in said, "电水壶" in said) == (False, False)
    with pytest.raises(ValidationError) as caught:
        OrderLineInput.model_validate({"product": CANARY, "quantity": CANARY + "x"})
    assert CANARY not in str(caught.value)


def test_every_model_is_a_quiet_one() -> None:
    """Also those that are generated next."""
    inputs = [
        each
        for _, each in inspect.getmembers(input_types, inspect.isclass)
        if each.__module__ == input_types.__name__
    ]
    assert len(inputs) > 20
    assert all(issubclass(each, Model) for each in inputs)


@pytest.mark.parametrize(
    "octets",
    [b"", CANARY.encode(), b"[]", b"{}", b'{"data": {"callerContext": 1}}', b'{"errors": [1]}'],
)
def test_an_answer_that_is_none_is_an_error_without_its_content(octets: bytes) -> None:
    """A proxy's page, another version's answer."""
    with pytest.raises(NotUnderstood) as caught:
        _answer(ScreenPop, Response(200, content=octets))
    assert CANARY not in f"{caught.value} {caught.value.__cause__}"


def test_a_challenge_is_told_as_what_the_login_must_reach() -> None:
    """As RFC 9470 writes it, where a whole document asks for it."""
    challenge = 'Bearer realm="cdp", error="x", acr_values="aal2 aal3", max_age="300"'
    body = b'{"errors": [{"message": "m", "extensions": {"code": "STEP_UP_REQUIRED"}}]}'
    answer = Response(401, content=body, headers={"WWW-Authenticate": challenge})
    with pytest.raises(StepUpRequired) as caught:
        _answer(ScreenPop, answer)
    assert (caught.value.acr_values, caught.value.max_age_s) == (("aal2", "aal3"), 300)


def test_whoever_asked_too_much_is_told_when_to_ask_again() -> None:
    """In seconds."""
    body = b'{"errors": [{"message": "m", "extensions": {"code": "RATE_LIMITED"}}]}'
    with pytest.raises(RateLimited) as caught:
        _answer(ScreenPop, Response(429, content=body, headers={"Retry-After": "7"}))
    assert caught.value.retry_after_s == 7
