"""Runs the flows, and shows what came of them."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from time import perf_counter

from rich.console import Console
from rich.table import Table

from cdp.app import Running
from cdp.cli.demo import audit, capture, deletion, screen_pop
from cdp.cli.demo.report import Flow, Report
from cdp.cli.demo.stage import Stage
from cdp.settings import Settings

_FLOWS: tuple[Callable[[Stage], Awaitable[Flow]], ...] = (
    screen_pop.play,
    capture.play,
    audit.play,
    deletion.play,
)


async def run_flows(settings: Settings, at_work: Running) -> Report:
    """Every flow, one after the other, over HTTP."""
    stage = Stage.of(settings, at_work)
    flows = []
    for play in _FLOWS:
        began = perf_counter()
        flow = await play(stage)
        flow.took_ms = round((perf_counter() - began) * 1000)
        flows.append(flow)
    return Report(flows)


def show(report: Report, *, url: str = "") -> None:
    """The flows in colour, for people; `url` where a service stays up."""
    console = Console()
    for flow in report.flows:
        table = Table(title=f"{flow.title}  ({flow.took_ms} ms)", show_header=False, expand=True)
        table.add_column(width=2)
        table.add_column()
        for promise in flow.promises:
            mark = "[green]✓[/green]" if promise.held else "[bold red]✗[/bold red]"
            table.add_row(mark, promise.said)
        for name, count in flow.counts.items():
            table.add_row("", f"[dim]{name}: {count}[/dim]")
        console.print(table)
    verdict = "[green]all promises held[/green]" if report.ok else "[red]a promise is broken[/red]"
    console.print(f"{verdict}; the service answers at {url}/graphql" if url else verdict)
