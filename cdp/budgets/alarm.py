"""Alarm: an actor whose look-ups find nobody more often than somebody is trying numbers.

A budget of misses ends it; the alarm says so while it goes on. It is of this process alone, holds
counts and no numbers, and names nobody: who it was stands in the log of accesses.
"""

from __future__ import annotations

import logging
from collections import OrderedDict
from dataclasses import dataclass, field
from typing import Final

_LOG: Final = logging.getLogger("cdp.budgets")

WINDOW: Final = 200
"""Look-ups over which the misses are weighed."""

_KEPT: Final = 20_000


@dataclass(slots=True)
class Alarm:
    """Weighs look-ups against misses, `WINDOW` at a time."""

    _counts: OrderedDict[bytes, tuple[int, int]] = field(default_factory=OrderedDict)

    def note(self, holder: bytes, *, lookups: int, misses: int) -> bool:
        """Note what came of look-ups; whether the alarm was raised by it."""
        looked, missed = self._counts.pop(holder, (0, 0))
        looked, missed = looked + lookups, missed + misses
        if looked < WINDOW:
            self._counts[holder] = (looked, missed)
            if len(self._counts) > _KEPT:
                self._counts.popitem(last=False)
            return False
        is_raised = 2 * missed > looked
        if is_raised:
            _LOG.warning("an actor's look-ups find nobody more often than somebody")
        return is_raised
