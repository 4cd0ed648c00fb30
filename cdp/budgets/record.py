"""A budget, and what a process has taken out of it.

A budget fills again: by so many a second up to its capacity, or whole at midnight in Shanghai. A
process takes a share of it ahead, for some seconds, spends that by itself, and gives nothing
back. So a request costs arithmetic, a share a statement, and no number of processes together
spends more than there is.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from enum import StrEnum, unique
from typing import Final

from cdp.errors import CdpError
from privacy.policy import LIFTED
from privacy.policy.document import SHANGHAI

SHARE_S: Final = 10
"""Seconds for which a share of what fills by the second is good."""

_LONG_AGO: Final = datetime(1970, 1, 1, tzinfo=UTC)


class OverBudget(CdpError):
    """As much was asked for as may be, for now. Send it again when the time is over."""

    def __init__(self, budget: str, retry_after_s: int) -> None:
        super().__init__()
        self.budget = budget
        self.retry_after_s = retry_after_s


@unique
class Kind(StrEnum):
    """What is counted. A word of the table."""

    COST = "cost"
    LOOKUPS = "lookups"
    LOOKUPS_A_DAY = "lookups_a_day"
    MISSES_A_DAY = "misses_a_day"
    REVEALS_A_DAY = "reveals_a_day"


_SHARES: Final = {Kind.COST: 10, Kind.LOOKUPS: 12, Kind.LOOKUPS_A_DAY: 50, Kind.MISSES_A_DAY: 50}
"""Into how many shares a budget is cut. A reveal is taken by itself."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Budget:
    """One budget of one holder. `a_second` None: it is whole again at midnight."""

    holder: bytes
    kind: Kind
    capacity: int
    a_second: float | None = None

    @property
    def is_lifted(self) -> bool:
        """Whether it is none."""
        return self.capacity >= LIFTED

    @property
    def share(self) -> int:
        """How much a process takes at once."""
        return max(1, self.capacity // _SHARES.get(self.kind, self.capacity or 1))

    def since(self, at: datetime) -> datetime:
        """What was spent before this counts no more."""
        if self.a_second is not None:
            return _LONG_AGO
        day = at.astimezone(SHANGHAI).date()
        return datetime.combine(day, time(), tzinfo=SHANGHAI).astimezone(UTC)

    def until(self, at: datetime) -> datetime:
        """Until when a share that is taken at `at` is good."""
        if self.a_second is not None:
            return at + timedelta(seconds=SHARE_S)
        return self.since(at) + timedelta(days=1)

    def full_at(self, wanted: int, level: float, at: datetime) -> datetime:
        """When it will hold `wanted`, of which it holds `level` now."""
        if self.a_second is None:
            return self.until(at)
        return at + timedelta(seconds=max(0.0, wanted - level) / self.a_second)


@dataclass(slots=True, kw_only=True)
class Share:
    """What a process holds of a budget, and what it knows of the rest."""

    left: int = 0
    until: datetime = _LONG_AGO
    level: float = 0.0
    """What nobody had taken when this share was."""
    seen_at: datetime = _LONG_AGO
    empty_until: datetime = _LONG_AGO
    vain: int = 0
    """As much as this was asked for in vain: until then it is of no use to ask again."""

    def spend(self, budget: Budget, wanted: int, at: datetime) -> bool:
        """Whether it was enough; then it is spent.

        Raises:
            OverBudget: it is known to be of no use to take more.
        """
        if at >= self.until:
            self.left = 0
        if self.left >= wanted:
            self.left -= wanted
            return True
        if at < self.empty_until and wanted >= self.vain:
            raise over(budget.kind, self.empty_until, at)
        return False

    def add(self, budget: Budget, taken: int, level: float, at: datetime) -> None:
        """A share was taken at `at`, and left `level`."""
        self.left += taken
        self.level, self.seen_at, self.until = level, at, budget.until(at)

    def available(self, budget: Budget, at: datetime) -> int:
        """How much there is, as far as this process knows."""
        gained = (at - self.seen_at).total_seconds() * (budget.a_second or 0.0)
        own = self.left if at < self.until else 0
        return min(budget.capacity, math.floor(self.level + max(0.0, gained)) + own)


def over(kind: Kind, until: datetime, at: datetime) -> OverBudget:
    """Nothing is left of it until `until`."""
    return OverBudget(kind.value, max(1, math.ceil((until - at).total_seconds())))
