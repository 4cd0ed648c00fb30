"""`cdp doctor`: what is wrong with this deployment, and what to do about it."""

from __future__ import annotations

import asyncio
import json
from dataclasses import asdict
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Annotated

import typer

from cdp.cli.examine import examine, failed
from cdp.cli.examine_machine import DISTRIBUTION, core_dumps, machine_checks, packages, python
from cdp.errors import CdpError, SettingsInvalid
from cdp.telemetry.finding import Finding

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cdp.settings import Settings

doctor = typer.Typer(name="doctor", add_completion=False)


@doctor.command()
def tell(*, as_json: Annotated[bool, typer.Option("--json", help="For machines.")] = False) -> None:
    """Examine this machine, its keys and its databases; exit 1 if anything is unfit.

    It changes nothing: an embedded server is started for as long as it takes, and never made.
    """
    findings = _findings()
    is_fit = all(finding.ok for finding in findings)
    if as_json:
        told = {"ok": is_fit, "findings": [asdict(finding) for finding in findings]}
        typer.echo(json.dumps(told, ensure_ascii=False))
    else:
        _show(findings)
    if not is_fit:
        raise typer.Exit(1)


def _findings() -> list[Finding]:
    from cdp.settings import Settings

    try:
        settings = Settings.from_environment()
    except SettingsInvalid as error:
        bare = {
            "python": python,
            "packages": lambda: packages(DISTRIBUTION),
            "core dumps": core_dumps,
        }
        return [*failed("settings", error), *asyncio.run(examine(bare))]
    told = f"{settings.env.value}, {settings.host}:{settings.port}"
    return [
        Finding(name="settings", ok=True, said=told),
        *asyncio.run(examine(machine_checks(settings))),
        *_of_databases(settings),
    ]


def _of_databases(settings: Settings) -> list[Finding]:
    from cdp.cli.examine_databases import database_checks
    from cdp.database.embedded.home import Home
    from cdp.database.reach import reach

    if settings.is_embedded and Home.find(settings.state_dir.resolve()) is None:
        return [Finding(name="databases", ok=True, said="none yet; the first start makes them")]
    try:
        with reach(settings) as dsns:
            return asyncio.run(examine(database_checks(settings, dsns, _now)))
    except CdpError as error:
        return failed("databases", error)


def _show(findings: Sequence[Finding]) -> None:
    from rich.console import Console
    from rich.table import Table

    table = Table(box=None, pad_edge=False)
    for heading in ("", "examined", "found", "what to do"):
        table.add_column(heading, overflow="fold")
    for finding in findings:
        mark = "[green]✓[/green]" if finding.ok else "[bold red]✗[/bold red]"
        table.add_row(mark, finding.name, finding.said, finding.advice)
    Console().print(table)


def _now() -> datetime:
    return datetime.now(UTC)  # noqa: TID251 - the clock of this process; wiring would load it all
