"""Whoever is restricted or erased is as somebody who never was, to whoever has no exempt purpose.

Two deployments differ in her alone: her contacts, leads, calls, orders, cases, consents, numbers
and keys. Random operations of every other purpose tell the same of both, and cost the same.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import pytest

from cdp.api.schema import surface
from tests.differential.apart import Apart, observers, opened_apart
from tests.differential.operations import Source, every
from tests.postgres.clones import Clones

SOURCES: Final = {word: Source.of(surface(), word) for word in ("query", "mutation")}
EACH: Final = {"query": 2, "mutation": 3}
"""Operations towards each field."""


@pytest.fixture(scope="module")
def apart(clones: Clones, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Apart]:
    with opened_apart(tmp_path_factory.mktemp, clones.fresh) as both:
        yield both


@pytest.mark.parametrize("word", ["mutation", "query"])
def test_no_operation_tells_that_she_was_here(apart: Apart, word: str) -> None:
    """In a byte, in a statement, in an entry of the log."""
    source = SOURCES[word]
    for place in source.places:
        every(source, place, observers, EACH[word])(apart.answers)
    assert apart.executed > len(source.places)
