"""`cdp plan`: what a document would do, before it is ever run."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

if TYPE_CHECKING:
    from cdp.api.explanation import Explanation
    from cdp.api.schema import Surface
    from cdp.api.steps import Step
    from cdp.database.explain import Explained
    from cdp.settings import Settings

plan = typer.Typer(name="plan", no_args_is_help=True, help="What a document would do.")

OCTETS_AT_MOST: Final = 1 << 20
"""Longest document, as for those that the manifest marks as bulk."""

Meant = Annotated[
    str,
    typer.Argument(help="A .graphql file, a published operation's name, or its sha256 id."),
]


@plan.callback()
def plans() -> None:
    """What a document would do."""


@plan.command()
def explain(
    document: Meant,
    *,
    as_json: Annotated[bool, typer.Option("--json", help="For machines.")] = False,
    mermaid: Annotated[bool, typer.Option("--mermaid", help="The diagram alone.")] = False,
    source: Annotated[bool, typer.Option("--source", help="The answer's writer alone.")] = False,
) -> None:
    """Tell whom a document touches, what it costs, and by which statements it is answered.

    Its statements are explained on the running database, by the plan that serves every value;
    nothing is run, and nobody is looked for.
    """
    from cdp.api.schema import surface
    from cdp.cli.plan_drawn import drawn
    from cdp.cli.plan_shown import show, told
    from cdp.settings import Settings

    settings = Settings.from_environment()
    made = surface()
    explanation = _explained(_text(document), made, settings)
    if mermaid:
        typer.echo(drawn(explanation))
    elif source:
        typer.echo(explanation.source or "graphql-core writes it: no writer is made for this.")
    else:
        plans_of = _on_the_database(settings, explanation.steps)
        if as_json:
            typer.echo(json.dumps(told(explanation, plans_of), ensure_ascii=False, indent=2))
        else:
            show(explanation, plans_of)


def _explained(text: str, made: Surface, settings: Settings) -> Explanation:
    from cdp.api.explanation import explained, why_invalid
    from cdp.errors import DocumentRefused
    from privacy.policy import default_document, load
    from privacy.terms import ReasonCode

    place = settings.policy_file
    policy = load(default_document() if place is None else place.read_bytes())
    try:
        return explained(text, made, policy)
    except DocumentRefused as refused:
        if refused.reason is ReasonCode.DOCUMENT_INVALID:
            for line in why_invalid(text, made.schema):
                typer.echo(line, err=True)
        raise


def _text(document: str) -> str:
    """The text that is meant.

    Raises:
        DocumentRefused: neither a file that can be read, nor a published operation.
    """
    from cdp.contract import load_contract
    from cdp.errors import DocumentRefused
    from privacy.terms import ReasonCode

    if (text := _of_file(Path(document))) is not None:
        return text
    meant = [
        operation
        for operation in load_contract().operations
        if document.removeprefix("sha256:") == operation.id
        or document in {operation.name, f"{operation.persona}/{operation.name}"}
    ]
    if len(meant) == 1:
        return meant[0].text
    advice = "Give a file, or a name that `cdp operations list` shows."
    if meant:
        named = ", ".join(f"{operation.persona}/{operation.name}" for operation in meant)
        advice = f"Several have this name; say which: {named}."
    raise DocumentRefused(ReasonCode.DOCUMENT_UNKNOWN, advice)


def _of_file(place: Path) -> str | None:
    """What the file at `place` says; None where there is none.

    Raises:
        DocumentRefused: it cannot be read, is no text, or is longer than any document may be.
    """
    from cdp.errors import DocumentRefused
    from privacy.terms import ReasonCode

    try:
        if not place.is_file():
            return None
        with place.open("rb") as file:
            octets = file.read(OCTETS_AT_MOST + 1)
    except OSError as fault:
        advice = f"It cannot be read ({fault.strerror}). Give a file, or an operation's name."
        raise DocumentRefused(ReasonCode.DOCUMENT_UNKNOWN, advice) from None
    if len(octets) > OCTETS_AT_MOST:
        advice = f"Write at most {OCTETS_AT_MOST:,} octets: the service reads no more."
        raise DocumentRefused(ReasonCode.LIMIT_EXCEEDED, advice)
    try:
        return octets.decode()
    except UnicodeDecodeError:
        raise DocumentRefused(ReasonCode.DOCUMENT_INVALID, "Write it in UTF-8.") from None


def _on_the_database(settings: Settings, steps: Sequence[Step]) -> Sequence[Explained] | None:
    """The plan of each step; None where there is no database yet, which is not made for this."""
    from cdp.database.embedded.home import Home
    from cdp.database.explain import explained
    from cdp.database.reach import reach

    if settings.is_embedded and Home.find(settings.state_dir.resolve()) is None:
        return None

    async def ask() -> Sequence[Explained]:
        return [
            plan
            for step in steps
            for plan in await explained(dsns.of(step.database, step.role), [step.statement])
        ]

    with reach(settings) as dsns:
        return asyncio.run(ask())
