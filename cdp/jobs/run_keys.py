"""Refused rows of imports are shredded after seven days: the run's key first, then the rows."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from cdp.imports.store import FORGET
from privacy.store.run_keys import SHRED
from privacy.store.statement import Runner

KEPT: Final = timedelta(days=7)
"""How long whoever imported a file may still ask for what it refused."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RunShredder:
    """Shreds. `keys` and `data` run with the rights of jobs."""

    keys: Runner
    data: Runner
    clock: Callable[[], datetime]

    async def sweep(self) -> int:
        """Shred the keys of runs over seven days old, and drop their rows; how many keys went."""
        now = self.clock()
        # This order cannot change: rows that a crash leaves here are noise already, and go later.
        gone = await self.keys.fetch(SHRED, until=now - KEPT, at=now)
        await self.data.fetch(FORGET, until=now - KEPT)
        return len(gone)
