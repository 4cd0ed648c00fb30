"""Whatever is done, both shapers say alike what came of it, and show nothing unforeseen."""

from __future__ import annotations

from typing import Final

import pytest

from cdp.api.schema import surface
from tests.differential.operations import Source
from tests.differential.room import Room

EACH: Final = 3
"""Operations towards each field: an act is two entries of the log and a transaction."""

ACTS: Final = Source.of(surface(), "mutation")


@pytest.mark.parametrize("owner", ACTS.owners)
def test_both_shapers_say_alike_what_came_of_an_act(room: Room, owner: str) -> None:
    """Done, or stopped by whatever stops it: each payload, and the person in it."""
    room.answers_towards(ACTS, owner, EACH)


def test_the_run_reaches_every_act(room: Room) -> None:
    """Otherwise it would prove little: each act is asked for, and more than half were done."""
    for owner in ACTS.owners:
        room.answers_towards(ACTS, owner, EACH)
    places = {str(place) for place in ACTS.places}
    acts = {place for place in places if place.startswith("Mutation.")}
    done = {place.partition(".")[0] for place in room.shown if "Done." in place}
    assert room.asked >= EACH * len(places)
    assert room.selected >= acts
    assert room.answered > room.asked * 0.9
    assert len(done) > len(acts) * 0.5
    assert room.twin.fallen_back.times < room.twin.shaped * 0.05
