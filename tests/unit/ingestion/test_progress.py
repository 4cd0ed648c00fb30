"""Progress says how far, how fast and how long still, by whatever clock it is given."""

from __future__ import annotations

import io
from collections.abc import Iterator

import pytest

from cdp.ingestion.progress import EVERY_S, Pace, progress


class Terminal(io.StringIO):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        """It is."""
        return True


def ticking(*times: float) -> Iterator[float]:
    return iter(times)


@pytest.mark.parametrize(
    ("passed_s", "done", "rows", "said"),
    [
        (0.0, 0, 0, "  0%  0 rows  0 rows/s  … left"),
        (10.0, 250, 50_000, " 25%  50,000 rows  5,000 rows/s  30 s left"),
        (100.0, 250, 50_000, " 25%  50,000 rows  500 rows/s  5 min 00 s left"),
        (3600.0, 250, 50_000, " 25%  50,000 rows  14 rows/s  3 h 00 min left"),
        (10.0, 1000, 9, "100%  9 rows  1 rows/s  0 s left"),
        (10.0, 2000, 9, "100%  9 rows  1 rows/s  0 s left"),
    ],
)
def test_a_pace_is_told_in_one_line(passed_s: float, done: int, rows: int, said: str) -> None:
    """By bytes, which are known before; rows are not."""
    assert Pace(passed_s=passed_s, done=done, total=1000, rows=rows).said() == said


def test_nothing_to_do_is_done() -> None:
    """An empty file has no share."""
    assert Pace(passed_s=0, done=0, total=0, rows=0).share == 1.0


def test_where_there_is_no_terminal_a_line_is_written_now_and_then() -> None:
    """Not one a batch: logs are read by people."""
    times = ticking(0.0, 1.0, EVERY_S, EVERY_S + 1, 2 * EVERY_S)
    stream = io.StringIO()
    with progress(stream, lambda: next(times), total=100) as show:
        for done in (10, 50, 60, 100):
            show(done, done)
    assert stream.getvalue().splitlines() == [
        " 50%  50 rows  10 rows/s  5 s left",
        "100%  100 rows  10 rows/s  0 s left",
    ]


def test_on_a_terminal_it_is_a_bar_that_goes_away() -> None:
    """The report alone stays."""
    times = ticking(0.0, 1.0)
    stream = Terminal()
    with progress(stream, lambda: next(times), total=100) as show:
        show(50, 50)
    assert "50 rows" in stream.getvalue()
