"""Idempotency keys are forgotten after a day, and what was made under them with them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from cdp.acts.once import KEPT
from privacy.store.idempotency import EXPIRE, EXPIRE_ACTS
from privacy.store.statement import Runner


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyExpiry:
    """Forgets. `data` runs with the rights of jobs."""

    data: Runner
    clock: Callable[[], datetime]

    async def sweep(self) -> int:
        """Forget every key of more than a day ago; how many acts went with them."""
        until = self.clock() - KEPT
        # This order cannot change: a key without its act says that somebody was erased.
        await self.data.fetch(EXPIRE, until=until)
        return len(await self.data.fetch(EXPIRE_ACTS, until=until))
