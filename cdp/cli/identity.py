"""`cdp identity`: who is one person. `match` compares, and says what it found by count."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from cdp.cli.matching import Shown
    from cdp.database.dsn import Dsns
    from cdp.settings import Settings

identity = typer.Typer(name="identity", add_completion=False, no_args_is_help=True)


@identity.callback()
def of_identity() -> None:
    """Who is one person."""


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
    from cdp.settings import Settings

    if estimate:
        typer.echo(_estimate(Settings.from_environment()))
        return
    shown = _run(Settings.from_environment(), whole=whole, dry_run=dry_run, backfill=backfill)
    if as_json:
        typer.echo(json.dumps(asdict(shown)))
        return
    from rich.console import Console

    from cdp.cli.matching import table

    Console().print(table(shown))


def _estimate(settings: Settings) -> str:
    import uvloop

    from cdp.database.reach import reach

    with reach(settings) as dsns:
        return uvloop.run(_learn(settings, dsns))


async def _learn(settings: Settings, dsns: Dsns) -> str:
    from cdp.app import attached
    from cdp.cli.matching import told

    async with attached(settings, dsns) as service:
        try:
            return told(await service.matching.matcher.learned())
        except ValueError:
            return "There are no pairs to learn from yet."


def _run(settings: Settings, *, whole: bool, dry_run: bool, backfill: bool) -> Shown:
    import uvloop

    from cdp.database.reach import reach

    with reach(settings) as dsns:
        return uvloop.run(_match(settings, dsns, whole=whole, dry_run=dry_run, backfill=backfill))


async def _match(
    settings: Settings, dsns: Dsns, *, whole: bool, dry_run: bool, backfill: bool
) -> Shown:
    from cdp.app import attached
    from cdp.cli.matching import matched, rehearsed

    async with attached(settings, dsns) as service:
        if dry_run:
            return await rehearsed(service)
        return await matched(service, whole=whole, backfill=backfill, stream=sys.stderr)
