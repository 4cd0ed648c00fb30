"""Budgets that nobody uses are forgotten: they are full again, and tell of somebody's work."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from cdp.budgets.store import FORGET
from privacy.store.statement import Runner

KEPT: Final = timedelta(days=2)
"""Longer than any budget takes to be full again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BudgetSweeper:
    """Forgets. `data` runs with the rights of jobs."""

    data: Runner
    clock: Callable[[], datetime]

    async def sweep(self) -> int:
        """Forget every budget that was not used for two days; how many there were."""
        return len(await self.data.fetch(FORGET, until=self.clock() - KEPT))
