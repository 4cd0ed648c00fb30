"""Whoever is restricted or erased is as somebody who never was, to whoever has no exempt purpose.

Two deployments differ in her alone: her contacts, leads, calls, orders, cases, consents, numbers
and keys. Random operations of every other purpose tell the same of both, and cost the same.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cdp.api.schema import surface
from tests.differential.apart import HIDDEN, STEWARD, Apart, observers, opened_apart
from tests.differential.noticing import Attempt, Whom, attempts, every_attempt
from tests.differential.operations import Source, every
from tests.postgres.clones import Clones

SOURCES: Final = {word: Source.of(surface(), word) for word in ("query", "mutation")}
EACH: Final = {"query": 2, "mutation": 3}
"""Operations towards each field."""
RUNS: Final = 15


@pytest.fixture(scope="module")
def apart(clones: Clones, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Apart]:
    with opened_apart(tmp_path_factory.mktemp, clones.fresh) as both:
        yield both


@pytest.mark.parametrize("who", HIDDEN)
def test_whatever_is_tried_about_her_is_answered_as_about_nobody(apart: Apart, who: int) -> None:
    """By number, id, filter, key, list, batch, act, and by sending an act again; twice over."""
    for which in (0, 1):
        for attempt in every_attempt(Whom(who, which), STEWARD):
            apart.answers_attempt(attempt)


@settings(max_examples=RUNS, deadline=None, suppress_health_check=list(HealthCheck))
@given(tried=st.lists(attempts(STEWARD, range(8)), min_size=1, max_size=12))
def test_no_row_of_attempts_tells_of_her(apart: Apart, tried: list[Attempt]) -> None:
    """One after the other, about her and about others, in any order."""
    for attempt in tried:
        apart.answers_attempt(attempt)


@pytest.mark.parametrize("word", ["mutation", "query"])
def test_no_operation_tells_that_she_was_here(apart: Apart, word: str) -> None:
    """In a byte, in a statement, in an entry of the log."""
    source = SOURCES[word]
    for place in source.places:
        every(source, place, observers, EACH[word])(apart.answers)
    assert apart.executed > len(source.places)
