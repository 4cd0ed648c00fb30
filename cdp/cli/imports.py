"""`cdp import`: a file of records comes in."""

from __future__ import annotations

import sys
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING, Annotated, Final

import typer

from cdp.ingestion.kinds import Kind

if TYPE_CHECKING:
    from cdp.database.dsn import Dsns
    from cdp.ingestion.desk import Desk
    from cdp.ingestion.mapping import FieldMap
    from cdp.ingestion.report import Report
    from cdp.settings import Settings

imports = typer.Typer(name="import", add_completion=False)

SOME_REFUSED: Final = 3
"""Exit code where rows were refused; the others are filed."""

_LARGEST_MAPPING: Final = 256 * 1024


@imports.command(name="import")
def bring(
    file: Annotated[Path, typer.Argument(help="CSV or JSON Lines, in any usual encoding.")],
    *,
    kind: Annotated[Kind, typer.Option("--as", help="What its rows are.")],
    source: Annotated[
        str | None, typer.Option(help="The declared source that they come from.")
    ] = None,
    mapping: Annotated[
        Path | None, typer.Option(help="Which column is which field (TOML).")
    ] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Check it; file nothing.")] = False,
    refused: Annotated[
        Path | None,
        typer.Option(help="Write refused rows there, in the clear, for your eyes alone (0600)."),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="The report, for machines.")] = False,
    skeleton: Annotated[
        bool, typer.Option("--skeleton", help="Print a mapping to fill in; read no row.")
    ] = False,
) -> None:
    """File the rows of a file, once: begun again it goes on, and changes nothing at its end."""
    from cdp.settings import Settings

    if skeleton:
        typer.echo(_skeleton(file, kind), nl=False)
        return
    if source is None:
        raise typer.BadParameter("name the declared source that the rows come from: --source")
    if dry_run and refused is not None:
        raise typer.BadParameter("a dry run keeps no row, so it can write none: leave one out")
    job = _Job(file=file, kind=kind, source=source, mapping=mapping, refused=refused)
    report = _run(Settings.from_environment(), job, dry_run=dry_run)
    if as_json:
        typer.echo(report.as_json())
    else:
        from rich.console import Console

        Console().print(report.as_tables())
    if not report.is_clean:
        raise typer.Exit(SOME_REFUSED)


def _skeleton(file: Path, kind: Kind) -> str:
    from cdp.ingestion.reading import reading
    from cdp.ingestion.skeleton import skeleton

    with reading(file) as found:
        return skeleton(found.header, kind)


class _Job:
    """What was asked for on the command line."""

    def __init__(
        self, *, file: Path, kind: Kind, source: str, mapping: Path | None, refused: Path | None
    ) -> None:
        self.file, self.kind, self.source = file, kind, source
        self.mapping, self.refused = mapping, refused


def _run(settings: Settings, job: _Job, *, dry_run: bool) -> Report:
    import uvloop

    from cdp.database.reach import reach

    with reach(settings) as dsns:
        return uvloop.run(_import(settings, dsns, job, dry_run=dry_run))


async def _import(settings: Settings, dsns: Dsns, job: _Job, *, dry_run: bool) -> Report:
    from cdp.app import attached
    from cdp.ingestion.importing import import_file, rehearse
    from cdp.ingestion.pipeline import Order

    text, mapping = _mapping(job)
    async with attached(settings, dsns) as service:
        desk: Desk = service.imports
        order = Order(
            path=job.file,
            kind=job.kind,
            source=desk.ground.sources.named(job.source),
            mapping=mapping,
            mapping_text=text,
        )
        if dry_run:
            return rehearse(order, desk, stream=sys.stderr, timer=monotonic)
        return await import_file(
            order, desk, stream=sys.stderr, timer=monotonic, refused_to=job.refused
        )


def _mapping(job: _Job) -> tuple[str, FieldMap]:
    from cdp.errors import FileUnreadable
    from cdp.ingestion.mapping import load_mapping, no_mapping

    if job.mapping is None:
        return "", no_mapping()
    try:
        with job.mapping.open(encoding="utf-8") as file:
            text = file.read(_LARGEST_MAPPING + 1)
    except (OSError, ValueError):
        raise FileUnreadable("The mapping cannot be read: give a file of text (TOML).") from None
    if len(text) > _LARGEST_MAPPING:
        raise FileUnreadable("The mapping is beyond 256 KiB: it names columns, and holds no rows.")
    return text, load_mapping(text, job.kind)
