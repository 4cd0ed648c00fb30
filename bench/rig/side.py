"""Side: whoever answers the same question about the same people in a contest."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Protocol

from bench.rig.load import load

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from bench.rig.load import Question, Yield

CONNECTIONS: Final = 16
"""Connections over which a side is asked at a time."""

_GLANCE_S: Final = 0.1


class Side(Protocol):
    """One contestant."""

    @property
    def name(self) -> str:
        """What tables and plots call it."""

    @property
    def servers(self) -> tuple[int, ...]:
        """Its processes; their processor time is its own."""

    @property
    def postmaster(self) -> int | None:
        """The PostgreSQL that works for it; None: it asks none."""

    async def answer(self, people: Sequence[int], seconds: float) -> Yield:
        """Be asked about `people`, drawn at random, for `seconds`; every answer is checked.

        Raises:
            WrongAnswer: an answer is not what it must be.
        """


@dataclass(frozen=True, slots=True, kw_only=True)
class Served:
    """A side that is asked over HTTP, at one or more ports."""

    name: str
    ports: tuple[int, ...]
    servers: tuple[int, ...]
    postmaster: int | None
    ask: Callable[[Sequence[int]], Sequence[Question]]
    """The question about each of these people."""

    connections: int = CONNECTIONS

    async def answer(self, people: Sequence[int], seconds: float) -> Yield:
        """As `Side`."""
        return await load(
            self.ports, self.ask(people), connections=self.connections, seconds=seconds
        )

    async def octets(self) -> int:
        """How long an answer is."""
        brought = await self.answer([0], _GLANCE_S)
        return brought.octets // brought.answers
