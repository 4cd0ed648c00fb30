"""What a comparison found, by count, and how far it is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Matched:
    """What was found. `noise`: blocks that were passed over, because too many are in one.

    `ended`: suggestions that were set aside, because what they rested on no longer holds.
    """

    people: int = 0
    pairs: int = 0
    suggested: int = 0
    merged: int = 0
    noise: int = 0
    ended: int = 0

    def __add__(self, other: Matched) -> Matched:
        """Both together."""
        return Matched(
            people=max(self.people, other.people),
            pairs=self.pairs + other.pairs,
            suggested=self.suggested + other.suggested,
            merged=self.merged + other.merged,
            noise=self.noise + other.noise,
            ended=self.ended + other.ended,
        )


Progress = Callable[[int, int], None]
"""Told how many parts of how many are done."""


def silent(_done: int, _of: int) -> None:
    """Tells nobody."""
