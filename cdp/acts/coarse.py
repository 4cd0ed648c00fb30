"""Coarse times: when a row was made, to the hour.

A row and the ledger's entry of its write would else share a microsecond, and a join of two dumps
would tell whose pseudonym is whose. What a caller says of an event keeps its own precision.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

HOUR: Final = timedelta(hours=1)


def hour_of(at: datetime) -> datetime:
    """The end of the hour in which `at` lies: never before an event that it follows."""
    return at.replace(minute=0, second=0, microsecond=0) + HOUR
