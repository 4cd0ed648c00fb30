"""Whatever is asked, both shapers answer it alike, and nothing that the plan did not foresee."""

from __future__ import annotations

from typing import Final

import pytest

from cdp.api.schema import surface
from tests.differential.operations import Source
from tests.differential.room import Room

EACH: Final = 4
"""Operations towards each field: with the acts, more than two thousand."""

QUERIES: Final = Source.of(surface(), "query")


@pytest.mark.parametrize("owner", QUERIES.owners)
def test_both_shapers_answer_alike(room: Room, owner: str) -> None:
    """By every way to every field of a type, whoever asks and about whomever."""
    room.answers_towards(QUERIES, owner, EACH)


def test_the_run_reaches_everywhere(room: Room) -> None:
    """Otherwise it would prove little: most are answered, most fields have a value, some fail."""
    for owner in QUERIES.owners:
        room.answers_towards(QUERIES, owner, EACH)
    places = {str(place) for place in QUERIES.places}
    assert room.asked >= EACH * len(places)
    assert room.selected >= places
    assert room.answered > room.asked * 0.6
    assert len(room.shown & places) > len(places) * 0.6
    assert room.failed > 0
    assert room.twin.fallen_back.times < room.twin.shaped * 0.05
