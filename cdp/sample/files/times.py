"""Times as systems in China write them: on Beijing's clock, with its offset or without."""

from __future__ import annotations

from datetime import datetime, timezone
from typing import Final

from cdp.sample.life import BEIJING

_BEIJING: Final = timezone(BEIJING)


def with_offset(at: datetime) -> str:
    """`2026-11-03T14:22:05+08:00`, as RFC 3339 has it."""
    return at.astimezone(_BEIJING).isoformat(timespec="seconds")


def to_the_second(at: datetime) -> str:
    """`2026-11-03 14:22:05`."""
    return at.astimezone(_BEIJING).strftime("%Y-%m-%d %H:%M:%S")


def to_the_minute(at: datetime) -> str:
    """`2026/11/03 14:22`."""
    return at.astimezone(_BEIJING).strftime("%Y/%m/%d %H:%M")
