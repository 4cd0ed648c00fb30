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
from cdp.database.dsn import Database
from tests.acceptance.people import STEWARD
from tests.differential.apart import (
    HIDDEN,
    LITTLE,
    RESTRICTED,
    UNTRIED,
    Apart,
    observers,
    opened_apart,
)
from tests.differential.noticing import Attempt, Whom, attempts, every_attempt
from tests.differential.operations import Source, every
from tests.postgres.clones import Clones

SOURCES: Final = {word: Source.of(surface(), word) for word in ("query", "mutation")}
EACH: Final = 3
"""Operations towards every third field: the acts that they end in are the same."""

RUNS: Final = 15


@pytest.fixture(scope="module")
def apart(clones: Clones, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Apart]:
    with opened_apart(tmp_path_factory.mktemp, clones.fresh) as both:
        yield both


@pytest.fixture(scope="module")
def untouched(clones: Clones, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Apart]:
    """Another two, of whom nothing was asked yet."""
    with opened_apart(tmp_path_factory.mktemp, clones.fresh) as both:
        yield both


def try_everything(apart: Apart, whom: Whom) -> None:
    """Whatever may be tried about somebody, one after the other."""
    for attempt in every_attempt(whom, STEWARD):
        apart.answers(attempt)


@pytest.mark.parametrize("who", HIDDEN)
def test_whatever_is_tried_about_her_is_answered_as_about_nobody(apart: Apart, who: int) -> None:
    """By number, id, filter, key, list, batch, act, and by sending an act again; twice over."""
    for which in (0, 1):
        try_everything(apart, Whom(who, which))


@settings(max_examples=RUNS, deadline=None, suppress_health_check=list(HealthCheck))
@given(tried=st.lists(attempts(STEWARD, range(8)), min_size=1, max_size=12))
def test_no_row_of_attempts_tells_of_her(apart: Apart, tried: list[Attempt]) -> None:
    """One after the other, about her and about others, in any order."""
    for attempt in tried:
        apart.answers(attempt)


@pytest.mark.parametrize("word", ["mutation", "query"])
def test_no_operation_tells_that_she_was_here(apart: Apart, word: str) -> None:
    """In a byte, in a statement, in an entry of the log."""
    source, executed = SOURCES[word], apart.executed
    places = source.places[::3]
    for place in places:
        every(source, place, observers, EACH)(apart.answers)
    assert apart.executed - executed > len(places)


LEAKS: Final = {
    "her key is not free": (
        (
            "UPDATE external_ref AS hers SET withheld = NOT withheld WHERE subject_id = $1 AND NOT"
            " EXISTS (SELECT 1 FROM external_ref AS taken WHERE taken.key_token = hers.key_token"
            " AND taken.subject_id <> $1)"
        ),
        Whom(RESTRICTED, UNTRIED),
    ),
    "she is shown": (
        (
            "UPDATE subject SET state = CASE state WHEN 'LIVE' THEN 'RESTRICTED' ELSE 'LIVE' END"
            " WHERE id = $1"
        ),
        Whom(LITTLE, 0),
    ),
}
"""What would tell of her, turned on and off again; and whom to ask about."""


@pytest.mark.parametrize("leak", LEAKS)
def test_a_leak_that_is_planted_is_caught(untouched: Apart, leak: str) -> None:
    """However small it is. Both sides differ afterwards, so that they are nobody else's."""
    apart = untouched
    change, whom = LEAKS[leak]
    her = apart.world.people[whom.who]
    apart.with_her.at.sql(Database.DATA, change, her)
    with pytest.raises(AssertionError):
        try_everything(apart, whom)
    apart.with_her.at.sql(Database.DATA, change, her)
