"""What may be said is a closed list, and no value of it has room for a person."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cdp.errors import FactRefused
from cdp.telemetry.facts import Fact, accepted

CANARIES = [
    "13800138000",
    "+8613800138000",
    "13800138000:1",
    "cdp.13800138000",
    "13800138000.cdp:1",
    "138 0013 8000",
    "王小明",
    "wang@example.com",
    '{ profile(phone: "13800138000") { name } }',
    "eyJhbGciOiJFZERTQSJ9.e30.c2ln",
    "138****8000",
]  # fmt: skip
SAID: dict[Fact, str | int | float] = {
    Fact.REQUEST_ID: "0192f000-0000-7000-8000-000000000001",
    Fact.OPERATION: "ScreenPop2",
    Fact.PURPOSE: "service.support",
    Fact.OUTCOME: "request_error",
    Fact.REASON: "CONSENT_MISSING",
    Fact.FAULT: "not_yet_valid",
    Fact.SUBJECTS: 3,
    Fact.LEAVES: 2,
    Fact.MILLISECONDS: 1.25,
    Fact.METHOD: "POST",
    Fact.STATUS: 200,
    Fact.DATABASE: "cdp_keys",
    Fact.STATEMENT: "profile.by_phone",
    Fact.ERROR: "asyncpg.exceptions.UniqueViolationError",
    Fact.PLACE: "cdp.profile.store:120",
}


def test_every_fact_can_be_said() -> None:
    """One example of each, and none is lost."""
    assert set(SAID) == set(Fact)
    assert accepted(SAID, strict=True) == {fact.value: value for fact, value in SAID.items()}


@pytest.mark.parametrize("fact", Fact)
@pytest.mark.parametrize("canary", CANARIES)
def test_no_fact_takes_what_identifies_a_person(fact: Fact, canary: str) -> None:
    """Numbers in every spelling, names, addresses, documents, tokens."""
    assert accepted({fact: canary}) == {}


@given(st.sampled_from(Fact), st.from_regex(r"(\+?86)?1[3-9][0-9]{9}", fullmatch=True))
def test_no_fact_takes_a_mobile_number(fact: Fact, number: str) -> None:
    """As text or as a number."""
    assert accepted({fact.value: number}) == accepted({fact.value: int(number)}) == {}


@pytest.mark.parametrize("name", ["graphql.param.number", "db.statement", "http.url", "", "cdp"])
def test_a_name_that_is_not_listed_is_not_said(name: str) -> None:
    """Whatever its value."""
    assert accepted({name: "ok"}) == {}


@pytest.mark.parametrize("value", [None, [], ["a"], {"a": 1}, b"a", object()])
def test_only_words_and_numbers_are_said(value: object) -> None:
    """No structures, no octets."""
    assert accepted({Fact.OPERATION.value: value}) == {}


@pytest.mark.parametrize(
    "facts", [{"http.url": "x"}, {Fact.OPERATION.value: "13800138000"}, {Fact.STATUS.value: -1}]
)
def test_tests_are_told_of_what_is_left_out(facts: dict[str, object]) -> None:
    """So that a slip is noticed before production swallows it; the error says nothing of it."""
    with pytest.raises(FactRefused) as refused:
        accepted(facts, strict=True)
    assert str(refused.value) == refused.value.message
