"""The machine: processor seconds of our processes, and of everybody else's meanwhile."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final, Self

if TYPE_CHECKING:
    from collections.abc import Iterable

_TICK_S: Final = 1 / os.sysconf("SC_CLK_TCK")
_PROC: Final = Path("/proc")

# Fields of /proc/<pid>/stat, counted from the state: after the name, which may hold blanks.
_PARENT: Final = 1
_TIMES: Final = slice(11, 15)
"""User and system time of a process, and of its children that have ended."""

_IDLE: Final = (3, 4)
"""Of the columns of /proc/stat: idle, and waiting for a disk."""

_GUESTS: Final = 8
"""Columns that come after repeat what the first ones count."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """Processor seconds so far: of each process and its descendants, and of the whole machine."""

    of: dict[int, float]
    busy: float

    @classmethod
    def of_processes(cls, roots: Iterable[int]) -> Self:
        """Now, for the processes `roots`; each with its descendants, none counted twice."""
        parents, seconds = _processes()
        wanted = tuple(roots)
        found = dict.fromkeys(wanted, 0.0)
        for process, spent in seconds.items():
            root = _root(process, parents, wanted)
            if root is not None:
                found[root] += spent
        return cls(of=found, busy=_busy())

    def since(self, before: Moment) -> dict[int, float]:
        """What each process spent since `before`."""
        return {process: spent - before.of[process] for process, spent in self.of.items()}

    def foreign_since(self, before: Moment) -> float:
        """What the machine spent on processes that are none of these."""
        ours = sum(self.since(before).values())
        return max(0.0, self.busy - before.busy - ours)


def parent_of(process: int) -> int:
    """The parent of a process."""
    return int(_stat(process)[_PARENT])


def _processes() -> tuple[dict[int, int], dict[int, float]]:
    parents: dict[int, int] = {}
    seconds: dict[int, float] = {}
    for place in _PROC.iterdir():
        if not place.name.isdigit():
            continue
        try:
            fields = _stat(int(place.name))
        except (FileNotFoundError, ProcessLookupError):
            continue  # it ended meanwhile; its parent counts it
        parents[int(place.name)] = int(fields[_PARENT])
        seconds[int(place.name)] = sum(map(int, fields[_TIMES])) * _TICK_S
    return parents, seconds


def _stat(process: int) -> list[str]:
    text = (_PROC / str(process) / "stat").read_text(encoding="utf-8", errors="replace")
    return text.rpartition(")")[2].split()


def _root(process: int, parents: dict[int, int], wanted: tuple[int, ...]) -> int | None:
    """The nearest of `wanted` above a process, or itself."""
    while process not in wanted:
        if process not in parents:
            return None
        process = parents[process]
    return process


def _busy() -> float:
    first = (_PROC / "stat").read_text(encoding="ascii").splitlines()[0]
    ticks = list(map(int, first.split()[1 : 1 + _GUESTS]))
    return sum(spent for column, spent in enumerate(ticks) if column not in _IDLE) * _TICK_S
