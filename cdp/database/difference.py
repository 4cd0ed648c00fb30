"""Differences between declaration and database, as Alembic finds them, in one line each."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import Column, Constraint, Index, Table

if TYPE_CHECKING:
    from collections.abc import Iterator


def said(change: Any) -> Iterator[str]:  # noqa: ANN401 - Alembic's tuples, or a list of them
    """The lines for one change that would make the database equal to its declaration."""
    if isinstance(change, list):
        for part in change:
            yield from said(part)
        return
    kind, *facts = change
    verb, _, what = str(kind).partition("_")
    place = ".".join(_names(facts))
    if verb == "add":
        yield f"{what} {place}: declared, and missing"
    elif verb == "remove":
        yield f"{what} {place}: there, and nobody declares it"
    else:
        yield f"{place}: its {what} differs from the declaration"


def _names(facts: list[object]) -> Iterator[str]:
    """The names among a change's facts; its values, such as defaults and types, are left out."""
    for fact in facts:
        if isinstance(fact, Table):
            yield fact.name
        elif isinstance(fact, Constraint | Index):
            yield f"{fact.table.name if fact.table is not None else '?'}.{fact.name}"
        elif isinstance(fact, Column):
            yield str(fact.name)
        elif isinstance(fact, str):
            yield fact
