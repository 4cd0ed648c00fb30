"""`cdp operations`: the published contract, checked and renewed."""

from __future__ import annotations

import typer

operations = typer.Typer(
    name="operations", no_args_is_help=True, help="The SDL and the trusted documents."
)


@operations.command()
def check() -> None:
    """Compare the SDL, the documents and the manifest with the code; exit 1 where they differ."""
    from cdp.api.publication import faults
    from cdp.api.schema import surface
    from cdp.contract import contract_root

    found = list(faults(contract_root(), surface()))
    for fault in found:
        typer.echo(fault, err=True)
    if found:
        raise typer.Exit(1)
    typer.echo("The contract is what the code says.")


@operations.command()
def publish() -> None:
    """Write the SDL and the manifest from the code and the documents."""
    from cdp.api.publication import publish as write
    from cdp.api.schema import surface
    from cdp.contract import contract_root

    write(contract_root(), surface())
    typer.echo("Published. Review the difference before you commit it.")
