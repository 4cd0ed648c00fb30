"""`cdp db`: bring the databases to this release, check that they are as declared, remove them."""

from __future__ import annotations

import asyncio
from typing import Annotated

import typer

from cdp.errors import ServerUnusable
from cdp.settings import Settings

db = typer.Typer(
    name="db", no_args_is_help=True, help="The three databases: schema, rights, removal."
)


@db.command()
def upgrade() -> None:
    """Bring every database to this release's schema, and set every role's rights."""
    from cdp.database.migrate import upgrade as bring_up
    from cdp.database.reach import reach

    with reach(Settings.from_environment()) as dsns:
        asyncio.run(bring_up(dsns))
    typer.echo("The databases are at this release's schema.")


@db.command()
def check() -> None:
    """Compare the databases with the code: steps, tables, classification, rights."""
    from cdp.database.check import check as compare
    from cdp.database.reach import reach

    with reach(Settings.from_environment()) as dsns:
        asyncio.run(compare(dsns))
    typer.echo("The databases are as the code declares them.")


@db.command()
def drop(yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False) -> None:
    """Remove the embedded server of the state directory, with everything in it."""
    from cdp.database.embedded.server import EmbeddedPostgres

    settings = Settings.from_environment()
    if not settings.is_embedded:
        raise ServerUnusable(
            "CDP_DATABASE_URL names a real server, which this command never removes. "
            "Drop the databases there with that server's own tools."
        )
    if not yes:
        typer.confirm(f"Remove every record in {settings.state_dir}?", abort=True)
    was_there = EmbeddedPostgres(state_dir=settings.state_dir).drop()
    typer.echo("The databases are removed." if was_there else "There are no databases here.")
