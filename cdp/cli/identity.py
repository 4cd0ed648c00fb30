"""`cdp identity`: who is who, and whose numbers are whose, for whoever keeps this machine."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, TypeVar

import typer

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from cdp.cli.matching import Shown
    from cdp.profile.belonging import Difference
    from cdp.wiring import Service

    T = TypeVar("T")

identity = typer.Typer(
    name="identity", no_args_is_help=True, help="Who is one person, and whose numbers are whose."
)

SOME_DIFFER = 1
"""Exit code where facts stand elsewhere than they belong."""

AsJson = Annotated[bool, typer.Option("--json", help="For machines.")]


@identity.command()
def refresh(
    *,
    csv: Annotated[
        Path | None,
        typer.Option(help="A list of numbers and what became of them, instead of the provider."),
    ] = None,
    most: Annotated[int, typer.Option(min=1, help="Most numbers of this run.")] = 10_000,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Say how many numbers are stale; ask nobody.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Ask what became of numbers that nobody heard of for a term, the stalest first.

    A run that is cut off is carried on by the next one.
    """
    report = _at(lambda service: _refresh(service, csv, most=most, dry_run=dry_run))
    if as_json:
        typer.echo(json.dumps(report))
        return
    for name, count in report.items():
        typer.echo(f"{name.lower():>12}  {count:,}")


@identity.command()
def check(*, as_json: AsJson = False) -> None:
    """Say which facts stand with another person than whoever had their number then; 1 if any."""
    found = _at(_check)
    for each in found:
        named = {"kind": each.kind, "subject": str(each.subject), "row": str(each.row)}
        said = {**named, "fault": each.fault.value}
        typer.echo(json.dumps(said) if as_json else "  ".join(said.values()))
    if found:
        raise typer.Exit(SOME_DIFFER)


@identity.command()
def match(
    *,
    whole: Annotated[
        bool, typer.Option("--whole", help="Compare everybody, not only whoever changed.")
    ] = False,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Say what the rules would do; write nothing.")
    ] = False,
    backfill: Annotated[
        bool, typer.Option("--backfill", help="First make the tokens that are missing.")
    ] = False,
    estimate: Annotated[
        bool, typer.Option("--estimate", help="Say what the data says of the weights; store none.")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="The counts, for machines.")] = False,
) -> None:
    """Compare people by their tokens; begun again, a run goes on where it stopped."""
    if (dry_run or estimate) and (whole or backfill):
        raise typer.BadParameter("a dry run looks at everybody and writes nothing: give it alone")
    if estimate:
        typer.echo(_at(_estimate))
        return
    shown = _at(lambda service: _match(service, whole=whole, dry_run=dry_run, backfill=backfill))
    if as_json:
        typer.echo(json.dumps(asdict(shown)))
        return
    from rich.console import Console

    from cdp.cli.matching import table

    Console().print(table(shown))


async def _refresh(
    service: Service, csv: Path | None, *, most: int, dry_run: bool
) -> dict[str, int]:
    from cdp.errors import CdpError
    from cdp.identity.provider import NumberStatusProvider
    from cdp.ingestion.status_file import StatusFile

    class NoProvider(CdpError):
        """Name a list of numbers with --csv, or set CDP_NUMBER_STATUS_URL."""

    refresher = service.numbers.refresher
    if dry_run:
        return {"stale": await refresher.stale()}
    file = (
        None
        if csv is None
        else StatusFile(path=csv, numbers=service.ground.numbers, clock=service.ground.clock)
    )
    provider: NumberStatusProvider | None = refresher.provider if file is None else file
    if provider is None:
        raise NoProvider
    done = await refresher.run(provider, most=most, told=_told)
    refused = {} if file is None else {"refused": len(file.refused)}
    return {"asked": done.asked, **dict(sorted(done.counts.items())), **refused}


def _told(asked: int, total: int) -> None:
    sys.stderr.write(f"{asked:,} of {total:,} numbers\n")


async def _check(service: Service) -> list[Difference]:
    from cdp.profile.belonging import differences

    return [each async for each in differences(service.numbers.check.data)]


def _at(work: Callable[[Service], Awaitable[T]]) -> T:
    import uvloop

    from cdp.app import attached
    from cdp.database.reach import reach
    from cdp.settings import Settings

    settings = Settings.from_environment()

    async def run(dsns: Any) -> T:  # noqa: ANN401 - see `reach`
        async with attached(settings, dsns) as service:
            return await work(service)

    with reach(settings) as dsns:
        return uvloop.run(run(dsns))


async def _estimate(service: Service) -> str:
    from cdp.cli.matching import told

    try:
        return told(await service.matching.matcher.learned())
    except ValueError:
        return "There are no pairs to learn from yet."


async def _match(service: Service, *, whole: bool, dry_run: bool, backfill: bool) -> Shown:
    from cdp.cli.matching import matched, rehearsed

    if dry_run:
        return await rehearsed(service)
    return await matched(service, whole=whole, backfill=backfill, stream=sys.stderr)
