"""A share is spent by arithmetic; a budget is whole again when its time has come."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Final

import pytest

from cdp.budgets.record import SHARE_S, Budget, Kind, OverBudget, Share
from privacy.policy import LIFTED

AT: Final = datetime(2026, 11, 22, 3, 45, tzinfo=UTC)
BUCKET: Final = Budget(holder=b"h", kind=Kind.COST, capacity=10_000, a_second=1_000.0)
DAY: Final = Budget(holder=b"h", kind=Kind.LOOKUPS_A_DAY, capacity=500)


def share_of(budget: Budget, taken: int, level: float) -> Share:
    share = Share()
    share.add(budget, taken, level, AT)
    return share


def test_a_share_is_spent_until_it_is_not_enough() -> None:
    """Then another one must be taken; nothing of it is spent in vain."""
    share = share_of(BUCKET, 1_000, 9_000)
    assert [share.spend(BUCKET, wanted, AT) for wanted in (600, 401, 400, 1)] == [
        True,
        False,
        True,
        False,
    ]


def test_a_share_of_what_fills_by_the_second_is_good_for_some() -> None:
    """Whoever hoarded shares would spend faster than the budget fills."""
    share = share_of(BUCKET, 1_000, 9_000)
    assert not share.spend(BUCKET, 1, AT + timedelta(seconds=SHARE_S))


def test_a_day_ends_at_midnight_in_shanghai() -> None:
    """What was taken of yesterday is not spent today."""
    midnight = datetime(2026, 11, 22, 16, tzinfo=UTC)
    assert (DAY.since(AT), DAY.until(AT)) == (midnight - timedelta(days=1), midnight)
    share = share_of(DAY, 10, 490)
    assert share.spend(DAY, 1, midnight - timedelta(seconds=1))
    assert not share.spend(DAY, 1, midnight)


def test_what_was_refused_is_known_until_enough_is_there() -> None:
    """A flood of it costs no statement; less may be there already, and is asked for."""
    share = share_of(BUCKET, 0, 100)
    share.vain, share.empty_until = 500, BUCKET.full_at(500, 100, AT)
    assert share.empty_until == AT + timedelta(milliseconds=400)
    with pytest.raises(OverBudget) as over:
        share.spend(BUCKET, 500, AT)
    assert (over.value.budget, over.value.retry_after_s) == ("cost", 1)
    assert not share.spend(BUCKET, 50, AT)
    assert not share.spend(BUCKET, 500, AT + timedelta(seconds=1))


def test_whoever_has_spent_a_day_waits_for_the_next() -> None:
    """However little is wanted."""
    assert DAY.full_at(1, 0, AT) == DAY.until(AT)


def test_what_is_left_is_told_as_far_as_it_is_known() -> None:
    """The share, the rest when it was taken, and what has come back since; never above the brim."""
    share = share_of(BUCKET, 1_000, 2_000)
    assert share.spend(BUCKET, 300, AT)
    later = (0, 1, 20)
    assert [share.available(BUCKET, AT + timedelta(seconds=s)) for s in later] == [
        2_700,
        3_700,
        10_000,
    ]


@pytest.mark.parametrize(
    ("kind", "capacity", "share"),
    [
        (Kind.COST, 10_000, 1_000),
        (Kind.LOOKUPS, 60, 5),
        (Kind.LOOKUPS_A_DAY, 500, 10),
        (Kind.MISSES_A_DAY, 30, 1),
        (Kind.REVEALS_A_DAY, 20, 1),
        (Kind.REVEALS_A_DAY, 0, 1),
    ],
)
def test_a_share_is_a_small_part(kind: Kind, capacity: int, share: int) -> None:
    """A process that stops loses it."""
    assert Budget(holder=b"h", kind=kind, capacity=capacity).share == share


def test_a_lifted_budget_is_none() -> None:
    """By its number alone."""
    assert Budget(holder=b"h", kind=Kind.COST, capacity=LIFTED).is_lifted
    assert not BUCKET.is_lifted
