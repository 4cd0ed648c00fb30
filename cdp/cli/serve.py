"""`cdp serve`, `cdp up` and `cdp demo`: the service on this machine."""

from __future__ import annotations

import asyncio
import gc
import json
import resource
import sys
from io import StringIO
from time import monotonic
from typing import TYPE_CHECKING, Final

import uvloop

from cdp.app import running
from cdp.cli.demo.company import as_foretold, load_company, show_company
from cdp.cli.demo.run import run_flows, show
from cdp.database.reach import reach
from cdp.sample.company import PEOPLE
from cdp.settings import Settings
from cdp.telemetry.log import configure

if TYPE_CHECKING:
    from cdp.database.dsn import Dsns
    from cdp.wiring import Service


_MADE_BETWEEN_LOOKS: Final = 20_000
"""Objects made and not yet dropped before Python looks for circles among them: the answers under
way hold some thousands, and make no circles."""


def serve(settings: Settings) -> None:
    """Serve until told to stop.

    An empty state directory is initialised, migrated and, in development, given its keys.
    """
    _prepare(settings.log_level)
    with reach(settings) as dsns:
        uvloop.run(_serve(settings, dsns))


def up(settings: Settings, *, people: int | None) -> None:
    """Load the sample company, run the flows and show them, then serve until told to stop."""
    _prepare(settings.log_level)
    with reach(settings) as dsns:
        uvloop.run(_up(settings, dsns, people=people))


def demo(settings: Settings, *, people: int | None, as_json: bool) -> bool:
    """Load the company, run the flows, say what came of them, and stop all that was started."""
    _prepare("warning")
    with reach(settings) as dsns:
        return uvloop.run(_demo(settings, dsns, people=people, as_json=as_json))


def _prepare(level: str) -> None:
    """Log lines as agreed, and no core dumps: a core holds keys."""
    configure(level, sys.stderr)
    gc.set_threshold(_MADE_BETWEEN_LOOKS)
    # The hard limit stays: the embedded server's keeper sets its own.
    resource.setrlimit(resource.RLIMIT_CORE, (0, resource.getrlimit(resource.RLIMIT_CORE)[1]))


async def _serve(settings: Settings, dsns: Dsns) -> None:
    async with running(settings, dsns) as at_work:
        gc.freeze()  # what a start makes stays: nobody need look through it while callers wait
        sys.stderr.write(f"The service answers at {at_work.url}/graphql\n")
        await asyncio.wait([at_work.served])


async def _up(settings: Settings, dsns: Dsns, *, people: int | None) -> None:
    async with running(settings, dsns) as at_work:
        await _company(at_work.service, people=people)
        show(await run_flows(settings, at_work), url=at_work.url)
        await asyncio.wait([at_work.served])


async def _demo(settings: Settings, dsns: Dsns, *, people: int | None, as_json: bool) -> bool:
    async with running(settings, dsns) as at_work:
        came = await _company(at_work.service, people=people, is_quiet=as_json)
        report = await run_flows(settings, at_work)
    if as_json:
        sys.stdout.write(json.dumps({**report.to_json(), "ok": came and report.ok}) + "\n")
    else:
        show(report)
    return came and report.ok


async def _company(service: Service, *, people: int | None, is_quiet: bool = False) -> bool:
    """Whether the sample company is in, as its generator foretold it."""
    if people == 0:
        return True
    began = monotonic()
    reports = await load_company(
        service,
        people=PEOPLE if people is None else people,
        stream=StringIO() if is_quiet else sys.stderr,
        since=await service.made_at(),
    )
    if not is_quiet:
        show_company(reports, took_s=monotonic() - began)
    return all(as_foretold(*each) for each in reports)
