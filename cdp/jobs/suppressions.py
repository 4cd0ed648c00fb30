"""Suppressed numbers are forgotten when their term is over, as the certificate says."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from privacy.store.statement import Runner
from privacy.store.suppressions import EXPIRE


@dataclass(frozen=True, slots=True, kw_only=True)
class SuppressionSweeper:
    """Forgets. `data` runs with the rights of jobs."""

    data: Runner
    clock: Callable[[], datetime]

    async def sweep(self) -> int:
        """Forget every number whose term is over; how many there were."""
        return len(await self.data.fetch(EXPIRE, at=self.clock()))
