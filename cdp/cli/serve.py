"""`cdp serve`: the service on this machine."""

from __future__ import annotations

import asyncio
import gc
import resource
import sys
from typing import TYPE_CHECKING

import uvloop

from cdp.app import running
from cdp.database.reach import reach
from cdp.settings import Settings
from cdp.telemetry.log import configure

if TYPE_CHECKING:
    from cdp.database.dsn import Dsns


def serve(settings: Settings) -> None:
    """Serve until told to stop.

    An empty state directory is initialised, migrated and, in development, given its keys.
    """
    prepare(settings.log_level)
    with reach(settings) as dsns:
        uvloop.run(_serve(settings, dsns))


def prepare(level: str) -> None:
    """Log lines as agreed, and no core dumps: a core holds keys."""
    configure(level, sys.stderr)
    # The hard limit stays: the embedded server's keeper sets its own.
    resource.setrlimit(resource.RLIMIT_CORE, (0, resource.getrlimit(resource.RLIMIT_CORE)[1]))


async def _serve(settings: Settings, dsns: Dsns) -> None:
    async with running(settings, dsns) as at_work:
        gc.freeze()  # what a start makes stays: nobody need look through it while callers wait
        gc.enable()
        sys.stderr.write(f"The service answers at {at_work.url}/graphql\n")
        await asyncio.wait([at_work.served])
