"""The top of `cdp`: which commands there are, and what happens when one fails.

Most commands load half the service, so each is loaded when it is called: `cdp --help` and
`cdp token` answer at once.
"""

from __future__ import annotations

import gc
import importlib
import sys
from importlib.metadata import version
from typing import TYPE_CHECKING, Annotated, Any, Final

import typer
from typer.core import TyperCommand, TyperGroup

from cdp.errors import CdpError
from privacy.errors import PrivacyError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from types import TracebackType

    from typer._click.core import Context

LATER: Final[Mapping[str, tuple[str, str]]] = {
    "token": ("cdp.cli.token:token", "Print an access token, for development."),
    "doctor": ("cdp.cli.doctor:doctor", "Examine this machine, its keys and its databases."),
    "db": ("cdp.cli.db:db", "The three databases: schema, rights, removal."),
    "ledger": ("cdp.cli.ledger:ledger", "The access log."),
    "rights": ("cdp.cli.rights:rights", "Persons' requests."),
    "identity": ("cdp.cli.identity:identity", "Who is one person, and whose numbers are whose."),
    "import": ("cdp.cli.imports:imports", "File the rows of a file, once."),
    "plan": ("cdp.cli.plan:plan", "What a document would do."),
    "operations": ("cdp.cli.operations:operations", "The SDL and the trusted documents."),
    "sample": ("cdp.cli.sample:sample", "A company that does not exist, as files."),
}
"""Commands that are loaded when they are called: where each Typer stands, and what it does."""

Host = Annotated[str | None, typer.Option(help="The address to listen on, before CDP_HOST.")]
Port = Annotated[int | None, typer.Option(help="The port to listen on, before CDP_PORT.")]

app = typer.Typer(name="cdp", add_completion=False, no_args_is_help=True)


@app.callback(invoke_without_command=True)
def cdp(
    *, show_version: Annotated[bool, typer.Option("--version", help="Say which release.")] = False
) -> None:
    """One profile from every record with a phone number; nothing seen without a purpose."""
    if show_version:
        typer.echo(version("pipl-cdp"))
        raise typer.Exit


People = Annotated[
    int | None,
    typer.Option(min=0, max=100_000, help="People of the sample company: 0 for none, else 2,200."),
]


@app.command()
def up(host: Host = None, port: Port = None, people: People = None) -> None:
    """Bring everything up, load the sample company, run the flows and show them, then serve."""
    from cdp.cli.flows import up as run_up
    from cdp.settings import Settings

    run_up(Settings.from_environment(host=host, port=port), people=people)


@app.command()
def serve(host: Host = None, port: Port = None) -> None:
    """Serve until told to stop. An empty state directory is made ready first."""
    gc.disable()  # what a start makes stays; the service looks for circles once it answers
    from cdp.cli.serve import serve as run_serve
    from cdp.settings import Settings

    run_serve(Settings.from_environment(host=host, port=port))


@app.command()
def demo(
    *,
    people: People = None,
    as_json: Annotated[bool, typer.Option("--json", help="For machines.")] = False,
) -> None:
    """Load the sample company, run the flows, say what came of them, and stop; 1 if one broke."""
    from cdp.cli.flows import demo as run_demo
    from cdp.settings import Settings

    if not run_demo(Settings.from_environment(port=0), people=people, as_json=as_json):
        raise typer.Exit(1)


class Later(TyperCommand):
    """A command that is loaded when it is called."""

    def __init__(self, name: str, place: str, says: str) -> None:
        super().__init__(name, help=says)
        self._place = place

    def make_context(
        self,
        info_name: str | None,
        args: list[str],
        parent: Context | None = None,
        **extra: Any,  # noqa: ANN401 - Typer's
    ) -> Context:
        """Load the command; from here on everything is its own."""
        module, _, name = self._place.partition(":")
        found: typer.Typer = getattr(importlib.import_module(module), name)
        is_group = len(found.registered_commands) > 1 or found.registered_callback is not None
        # get_command would offer to install shell completion once more.
        command = typer.main.get_group(found) if is_group else typer.main.get_command(found)
        return command.make_context(info_name, args, parent, **extra)


def commands() -> TyperGroup:
    """Every command there is."""
    group = typer.main.get_command(app)
    assert isinstance(group, TyperGroup)  # noqa: S101 - it has a callback, so it is one
    for name, (place, says) in LATER.items():
        group.add_command(Later(name, place, says))
    return group


def run() -> None:
    """Run what the arguments name. An error of ours is advice on stderr, and exit code 1."""
    sys.excepthook = _last_words
    try:
        # Not app(): Typer would print an unforeseen error with its message.
        commands()(prog_name="cdp")
    except (CdpError, PrivacyError) as error:
        typer.echo(str(error), err=True)
        sys.exit(1)


def _last_words(_: type[BaseException], error: BaseException, __: TracebackType | None) -> None:
    """Tell an error that nobody foresaw by class and place: its message may quote a value."""
    from cdp.telemetry.log import described

    lines = ["The command ended unexpectedly.", *described(error)]
    typer.echo("\n  ".join(lines), err=True)
