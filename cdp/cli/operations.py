"""`cdp operations`: the published contract, checked, shown and renewed."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cdp.contract import Change

operations = typer.Typer(
    name="operations", no_args_is_help=True, help="The SDL and the trusted documents."
)

Against = Annotated[
    Path | None,
    typer.Option(
        exists=True,
        dir_okay=False,
        help="Another SDL to compare with; else that of the last release.",
    ),
]


@operations.command()
def check(against: Against = None) -> None:
    """Compare the SDL, the documents and the manifest with the code; exit 1 where they differ.

    Tells what changed for clients since the last release: what breaks them must be named in a
    fragment `changes/*.breaking.md`, a footprint that grew in one of kind `privacy`.
    """
    from cdp.api.publication import faults
    from cdp.api.schema import surface
    from cdp.cli.operations_shown import show_changes
    from cdp.contract import contract_root, unannounced

    root = contract_root()
    made = surface()
    changes = _changes(root, made.sdl, against)
    show_changes(changes)
    found = list(faults(root, made))
    fragments = root.parent / "changes"
    if against is None and fragments.is_dir():
        found += unannounced(changes, fragments)
    for fault in found:
        typer.echo(fault, err=True)
    if found:
        raise typer.Exit(1)
    typer.echo("The contract is what the code says. 契约与代码一致。")


@operations.command()
def publish(
    release: Annotated[
        bool,
        typer.Option(
            "--release", help="Also take it as what later versions are compared with: at a release."
        ),
    ] = False,
) -> None:
    """Write the SDL, the manifest and the page of errors from the code and the documents."""
    from cdp.api.publication import publish as write
    from cdp.api.schema import surface
    from cdp.cli.operations_shown import show_changes
    from cdp.contract import contract_root, keep

    root = contract_root()
    made = surface()
    write(root, made)
    show_changes(_changes(root, made.sdl, None))
    if release:
        keep(root)
    typer.echo("Published. Review the difference before you commit it. 已发布，提交前请审阅差异。")


@operations.command(name="list")
def show(
    persona: Annotated[str, typer.Argument(help="One persona's alone: agent, sales, …")] = "",
) -> None:
    """Show the trusted documents: for what purpose, at what cost, touching whom."""
    from cdp.cli.operations_shown import show_operations
    from cdp.contract import load_contract

    show_operations(load_contract().manifest, persona)


def _changes(root: Path, sdl: str, against: Path | None) -> Sequence[Change]:
    """What the code's SDL and the manifest mean for clients of the last release, or of a file."""
    from cdp.contract import Contract, changes_since, load_contract, released

    old = released(root)
    if against is not None:
        old = Contract(sdl=against.read_text(encoding="utf-8"), manifest="", operations=())
    new = Contract(sdl=sdl, manifest=load_contract(root).manifest, operations=())
    return changes_since(old, new)
