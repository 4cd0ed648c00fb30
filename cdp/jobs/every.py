"""A job that runs again and again until it is told to stop."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from typing import Final

_LOG: Final = logging.getLogger("cdp.jobs")


async def every(
    seconds: float, job: Callable[[], Awaitable[object]], *, first_after: float = 0.0
) -> None:
    """Run `job`, wait, and again; what it raises is noted by class and place, and tried again.

    This is the edge of a job: nothing stands above it that could answer for an error.
    """
    await asyncio.sleep(first_after)
    while True:
        try:
            await job()
        except Exception:  # noqa: BLE001 - the edge of a job: it must outlive any one failure
            _LOG.exception("a job failed and will be tried again")
        await asyncio.sleep(seconds)
