"""Stream: an endless run of numbers that its seed alone decides, on every machine alike.

It says nothing secret and guards nothing: it only makes a sample that can be made again.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import Final, TypeVar

T = TypeVar("T")

_WORD: Final = 8
"""Bytes of one draw."""

_DRAWS: Final = 1 << (8 * _WORD)
_PER_MILLE: Final = 1_000


class Stream:
    """Draws from a seed. Two streams of one seed and the same questions answer the same."""

    __slots__ = ("_block", "_key", "_number")

    def __init__(self, seed: str) -> None:
        self._key = hashlib.sha256(seed.encode()).digest()
        self._block = b""
        self._number = 0

    def fork(self, name: str) -> Stream:
        """A stream of its own: what is drawn from it moves nothing in any other."""
        return Stream(f"{self._key.hex()}/{name}")

    def below(self, bound: int) -> int:
        """A whole number from 0 up to `bound`, without it; each equally often.

        Raises:
            ValueError: there is no such number.
        """
        if not 0 < bound <= _DRAWS:
            raise ValueError("there is no number to draw")
        fair = _DRAWS - _DRAWS % bound
        while (drawn := self._draw()) >= fair:
            pass  # the last, incomplete round would favour small numbers
        return drawn % bound

    def between(self, least: int, most: int) -> int:
        """A whole number from `least` to `most`, both included."""
        return least + self.below(most - least + 1)

    def chance(self, per_mille: int) -> bool:
        """Whether something happens that happens in `per_mille` of a thousand cases."""
        return self.below(_PER_MILLE) < per_mille

    def pick(self, among: Sequence[T]) -> T:
        """One of `among`."""
        return among[self.below(len(among))]

    def weighted(self, among: Sequence[tuple[T, int]]) -> T:
        """One of `among`, each as often as its weight says."""
        left = self.below(sum(weight for _, weight in among))
        for each, weight in among:
            if left < weight:
                return each
            left -= weight
        raise AssertionError("a draw lies below the sum")

    def shuffled(self, among: Sequence[T]) -> list[T]:
        """All of `among`, in another order; each order equally often."""
        row = list(among)
        for last in range(len(row) - 1, 0, -1):
            other = self.below(last + 1)
            row[last], row[other] = row[other], row[last]
        return row

    def take(self, among: Sequence[T], count: int) -> list[T]:
        """`count` of `among`, none twice; all of them where there are fewer."""
        return self.shuffled(among)[:count]

    def digits(self, count: int) -> str:
        """`count` decimal digits."""
        return str(self.below(10**count)).zfill(count)

    def _draw(self) -> int:
        if not self._block:
            counted = self._number.to_bytes(8, "big")
            self._block = hashlib.sha256(self._key + counted).digest()
            self._number += 1
        word, self._block = self._block[:_WORD], self._block[_WORD:]
        return int.from_bytes(word, "big")
