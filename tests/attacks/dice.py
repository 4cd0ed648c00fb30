"""Dice: chance that falls alike on every machine, so that what a run found can be found again."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import count
from typing import TypeVar

T = TypeVar("T")


@dataclass(slots=True)
class Dice:
    """Numbers drawn from a seed: SHA-256 of it and a counter, eight octets at a time."""

    seed: str
    _drawn: Iterator[int] = field(init=False)

    def __post_init__(self) -> None:
        self._drawn = self._draw()

    def below(self, bound: int) -> int:
        """A number from 0 to `bound` - 1."""
        return next(self._drawn) % bound

    def one_of(self, things: Sequence[T]) -> T:
        """One of `things`."""
        return things[self.below(len(things))]

    def falls(self, one_in: int) -> bool:
        """True once in so many times."""
        return self.below(one_in) == 0

    def octets(self, length: int) -> bytes:
        """So many octets."""
        return bytes(self.below(256) for _ in range(length))

    def _draw(self) -> Iterator[int]:
        for n in count():
            digest = hashlib.sha256(f"{self.seed}/{n}".encode()).digest()
            yield from (int.from_bytes(digest[at : at + 8], "big") for at in range(0, 32, 8))
