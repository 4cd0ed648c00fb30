"""`cdp serve`, `cdp up` and `cdp demo`: the service on this machine."""

from __future__ import annotations

import asyncio
import json
import resource
import sys
from typing import TYPE_CHECKING

import uvloop

from cdp.app import running
from cdp.cli.demo.run import run_flows, show
from cdp.database.reach import reach
from cdp.settings import Settings
from cdp.telemetry.log import configure

if TYPE_CHECKING:
    from cdp.database.dsn import Dsns


def serve(settings: Settings) -> None:
    """Serve until told to stop.

    An empty state directory is initialised, migrated and, in development, given its keys.
    """
    _prepare(settings.log_level)
    with reach(settings) as dsns:
        uvloop.run(_serve(settings, dsns))


def up(settings: Settings) -> None:
    """Run the flows and show them, then serve until told to stop."""
    _prepare(settings.log_level)
    with reach(settings) as dsns:
        uvloop.run(_serve(settings, dsns, with_flows=True))


def demo(settings: Settings, *, as_json: bool) -> bool:
    """Run the flows, say what came of them, and stop everything that was started for them."""
    _prepare("warning")
    with reach(settings) as dsns:
        return uvloop.run(_demo(settings, dsns, as_json=as_json))


def _prepare(level: str) -> None:
    """Log lines as agreed, and no core dumps: a core holds keys."""
    configure(level, sys.stderr)
    # The hard limit stays: the embedded server's keeper sets its own.
    resource.setrlimit(resource.RLIMIT_CORE, (0, resource.getrlimit(resource.RLIMIT_CORE)[1]))


async def _serve(settings: Settings, dsns: Dsns, *, with_flows: bool = False) -> None:
    async with running(settings, dsns) as at_work:
        if with_flows:
            show(await run_flows(settings, at_work), url=at_work.url)
        else:
            sys.stderr.write(f"The service answers at {at_work.url}/graphql\n")
        await asyncio.wait([at_work.served])


async def _demo(settings: Settings, dsns: Dsns, *, as_json: bool) -> bool:
    async with running(settings, dsns) as at_work:
        report = await run_flows(settings, at_work)
    if as_json:
        sys.stdout.write(json.dumps(report.to_json()) + "\n")
    else:
        show(report)
    return report.ok
