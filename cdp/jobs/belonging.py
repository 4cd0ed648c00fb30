"""Every night: whether every fact stands with whoever had its number at its time."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from typing import Final

from cdp.profile.belonging import differences
from privacy.store.statement import Runner

_LOG: Final = logging.getLogger("cdp.jobs")


@dataclass(frozen=True, slots=True, kw_only=True)
class BelongingCheck:
    """Looks, and changes nothing. `cdp identity check` names what it found."""

    data: Runner

    async def sweep(self) -> int:
        """How many facts stand elsewhere than they belong."""
        found = 0
        async for _ in differences(self.data):
            found += 1
        if found:
            _LOG.warning("facts stand with another person than their number's; see identity check")
        return found
