"""Four people, and whatever happens to them: answers are as the model's."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.model.lives import play

if TYPE_CHECKING:
    from tests.model.house import House


def test_the_service_answers_as_the_model_whatever_happens_to_four(house: House) -> None:
    """Of the number that something happened with, after each step; of all of them at the end."""
    play(house, 4)
