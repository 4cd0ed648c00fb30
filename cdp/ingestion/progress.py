"""Progress: how far, how fast, how long still. A bar on a terminal, else a line now and then."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Final, TextIO

from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn

Timer = Callable[[], float]
"""Seconds of a clock that only goes forward."""

Watch = Callable[[int, int], None]
"""Told how many bytes are done, and how many rows."""

EVERY_S: Final = 5.0
"""Between two plain lines."""

_MINUTE_S: Final = 60
_HOUR_S: Final = 3600


@dataclass(frozen=True, slots=True, kw_only=True)
class Pace:
    """How fast something went so far. Bytes tell what is left; rows are what people count."""

    passed_s: float
    done: int
    total: int
    rows: int

    @property
    def share(self) -> float:
        """Done, from 0 to 1."""
        return min(self.done / self.total, 1.0) if self.total > 0 else 1.0

    @property
    def rows_per_s(self) -> float:
        """Rows a second; none before time has passed."""
        return self.rows / self.passed_s if self.passed_s > 0 else 0.0

    @property
    def left_s(self) -> float | None:
        """Seconds left at this pace; None while nothing is done."""
        if self.done <= 0 or self.passed_s <= 0:
            return None
        return self.passed_s * max(self.total - self.done, 0) / self.done

    def said(self) -> str:
        """In one line."""
        left = "…" if self.left_s is None else _span(self.left_s)
        return f"{self.share:4.0%}  {self.rows:,} rows  {self.rows_per_s:,.0f} rows/s  {left} left"


def _span(seconds: float) -> str:
    whole = round(seconds)
    if whole < _MINUTE_S:
        return f"{whole} s"
    if whole < _HOUR_S:
        return f"{whole // _MINUTE_S} min {whole % _MINUTE_S:02} s"
    return f"{whole // _HOUR_S} h {whole % _HOUR_S // _MINUTE_S:02} min"


class Lines:
    """Says how far it is every few seconds, on a stream that is no terminal."""

    def __init__(self, stream: TextIO, timer: Timer, *, total: int) -> None:
        self._stream = stream
        self._timer = timer
        self._total = total
        self._began = self._said = timer()

    def __call__(self, done: int, rows: int) -> None:
        """Say it, if it is time."""
        now = self._timer()
        if now - self._said < EVERY_S:
            return
        self._said = now
        pace = Pace(passed_s=now - self._began, done=done, total=self._total, rows=rows)
        self._stream.write(pace.said() + "\n")
        self._stream.flush()


@contextmanager
def progress(stream: TextIO, timer: Timer, *, total: int) -> Iterator[Watch]:
    """What to tell of progress towards `total` bytes; it is shown on `stream`, standard error."""
    if not stream.isatty():
        yield Lines(stream, timer, total=total)
        return
    began = timer()
    with _bar(stream) as bar:
        task = bar.add_task("", total=total)

        def show(done: int, rows: int) -> None:
            pace = Pace(passed_s=timer() - began, done=done, total=total, rows=rows)
            bar.update(task, completed=done, description=pace.said())

        yield show


def _bar(stream: TextIO) -> Progress:
    return Progress(
        BarColumn(), TextColumn("{task.description}"), console=Console(file=stream), transient=True
    )
