"""`cdp db`: bring the databases to this release, check that they are as declared, remove them."""

from __future__ import annotations

import asyncio
from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated

import typer

from cdp.database.check import check as check_databases
from cdp.database.embedded.server import EmbeddedPostgres
from cdp.database.migrate import upgrade as upgrade_databases
from cdp.database.reach import reach
from cdp.errors import CdpError
from cdp.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Iterator

db = typer.Typer(
    name="db", no_args_is_help=True, help="The three databases: schema, rights, removal."
)

_REAL_SERVERS = (
    "CDP_DATABASE_URL points to a real server, which this command never removes. "
    "Drop the databases there by your own tools."
)


@db.command()
def upgrade() -> None:
    """Bring every database to this release's schema, and set every role's rights."""
    with _told(), reach(Settings.from_environment()) as dsns:
        asyncio.run(upgrade_databases(dsns))
        typer.echo("The databases are at this release's schema.")


@db.command()
def check() -> None:
    """Compare the databases with the code: steps, tables, classification, rights."""
    with _told(), reach(Settings.from_environment()) as dsns:
        asyncio.run(check_databases(dsns))
        typer.echo("The databases are as the code declares them.")


@db.command()
def drop(
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
) -> None:
    """Remove the embedded server of the state directory, with everything in it."""
    with _told():
        settings = Settings.from_environment()
        if not settings.is_embedded:
            typer.echo(_REAL_SERVERS, err=True)
            raise typer.Exit(1)
        if not yes:
            typer.confirm(f"Remove every record in {settings.state_dir}?", abort=True)
        was_there = EmbeddedPostgres(state_dir=settings.state_dir).drop()
        typer.echo("The databases are removed." if was_there else "There are no databases here.")


@contextmanager
def _told() -> Iterator[None]:
    """Say an error of ours as advice, and exit with 1."""
    try:
        yield
    except CdpError as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(1) from None
