"""`cdp up` and `cdp demo`: the service on this machine, with a company that does not exist."""

from __future__ import annotations

import asyncio
import json
import sys
from io import StringIO
from time import monotonic
from typing import TYPE_CHECKING

import uvloop

from cdp.app import running
from cdp.cli.demo.company import as_foretold, load_company, show_company
from cdp.cli.demo.run import run_flows, show
from cdp.cli.serve import prepare
from cdp.database.reach import reach
from cdp.sample.company import PEOPLE

if TYPE_CHECKING:
    from cdp.database.dsn import Dsns
    from cdp.settings import Settings
    from cdp.wiring import Service


def up(settings: Settings, *, people: int | None) -> None:
    """Load the sample company, run the flows and show them, then serve until told to stop."""
    prepare(settings.log_level)
    with reach(settings) as dsns:
        uvloop.run(_up(settings, dsns, people=people))


def demo(settings: Settings, *, people: int | None, as_json: bool) -> bool:
    """Load the company, run the flows, say what came of them, and stop all that was started."""
    prepare("warning")
    with reach(settings) as dsns:
        return uvloop.run(_demo(settings, dsns, people=people, as_json=as_json))


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
