"""Who finds nobody more often than somebody is noticed; who works is not."""

from __future__ import annotations

import logging

import pytest

from cdp.budgets.alarm import WINDOW, Alarm


def raised(misses_in_ten: int, lookups: int = WINDOW) -> bool:
    alarm = Alarm()
    noted = [alarm.note(b"h", lookups=1, misses=n % 10 < misses_in_ten) for n in range(lookups)]
    return True in noted


def test_more_misses_than_finds_raise_it() -> None:
    """Half is still somebody's work: new customers call."""
    assert [raised(misses) for misses in (0, 5, 6, 10)] == [False, False, True, True]


def test_a_few_misses_are_nobody_s_business() -> None:
    """It waits for two hundred."""
    assert not raised(10, lookups=WINDOW - 1)


def test_everybody_is_weighed_by_themselves() -> None:
    """And anew after each two hundred; a batch counts each of its members."""
    alarm = Alarm()
    assert not alarm.note(b"one", lookups=150, misses=150)
    assert not alarm.note(b"other", lookups=100, misses=0)
    assert alarm.note(b"one", lookups=50, misses=0)
    assert not alarm.note(b"one", lookups=150, misses=150)


def test_the_alarm_names_nobody(caplog: pytest.LogCaptureFixture) -> None:
    """A log line is read by more people than may know who asks."""
    with caplog.at_level(logging.WARNING, "cdp.budgets"):
        Alarm().note(b"holder-of-it", lookups=WINDOW, misses=WINDOW)
    [line] = caplog.records
    assert "holder" not in line.getMessage()
    assert line.args in {None, ()}
