"""Merged lists: rows of several kinds of one person in one order, newest first, with one place.

Of every kind the newest rows before the place are fetched, as many as the answer needs if they
were all of that kind; merged and cut they are the newest of all. (at, id) orders rows of all kinds.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Final, Protocol
from uuid import UUID

from sqlalchemy import ColumnElement, String, bindparam

import cdp.cases.store as cases
import cdp.interactions.message_store as messages
import cdp.interactions.store as interactions
import cdp.leads.fragments as leads
import cdp.orders.store as orders
from cdp.cases.facts import CaseFacts
from cdp.database.cells import Cells
from cdp.database.listing import Place
from cdp.interactions.facts import CallFacts
from cdp.interactions.message_facts import MessageFacts
from cdp.leads.facts import LeadFacts
from cdp.orders.facts import OrderFacts
from privacy.store.statement import Row
from privacy.terms import DataCategory


class Happening(Protocol):
    """A row of any kind."""

    @property
    def place(self) -> Place:
        """Where it stands among all of them."""


class Fragment(Protocol):
    """What a noun publishes of its rows."""

    def __call__(
        self, subject: ColumnElement[UUID], allowed: ColumnElement[bool], /, *, part: str
    ) -> ColumnElement[object]:
        """The newest rows of `subject` where `allowed`, after the place of `part`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """One kind of rows: its fragment, its facts, and what their number and their order tell of."""

    rows: Fragment
    of: Callable[[Cells], Happening]
    categories: frozenset[DataCategory]


KINDS: Final[Mapping[str, Kind]] = {
    "call": Kind(
        rows=partial(interactions.lateral, only_of=bindparam("agent", type_=String)),
        of=CallFacts.of,
        categories=frozenset({DataCategory.CONTACT_CALL_RECORD}),
    ),
    "message": Kind(
        rows=partial(messages.lateral, only_of=bindparam("agent", type_=String)),
        of=MessageFacts.of,
        categories=frozenset({DataCategory.CONTACT_CALL_RECORD}),
    ),
    "lead": Kind(
        rows=partial(leads.lateral, only_of=bindparam("agent", type_=String)),
        of=LeadFacts.of,
        # A lead stands in the order of its capture, and that is a fact of its source.
        categories=frozenset({DataCategory.DERIVED_STAGE, DataCategory.ACQUISITION_SOURCE}),
    ),
    "case": Kind(
        rows=cases.lateral, of=CaseFacts.of, categories=frozenset({DataCategory.SERVICE_CASE})
    ),
    "order": Kind(
        rows=orders.lateral, of=OrderFacts.of, categories=frozenset({DataCategory.COMMERCIAL_ORDER})
    ),
}
"""Everything that happens with a person."""

MERGED: Final[Mapping[str, tuple[str, ...]]] = {
    "timeline": tuple(KINDS),
    "interactions": ("call", "message"),
}
"""The merged lists, and the kinds in each."""


def part_of(merged: str, kind: str) -> str:
    """What the rows of `kind` in the list `merged` are called in a statement."""
    return f"{merged}_{kind}"


def parts_of(merged: str) -> frozenset[str]:
    """Every part of the list `merged`."""
    return frozenset(part_of(merged, kind) for kind in MERGED[merged])


def fragments(
    whom: ColumnElement[UUID], allowed: ColumnElement[bool]
) -> dict[str, ColumnElement[object]]:
    """Every part of every merged list. Binds: agent, and for each list as `Selection.binds`."""
    return {
        part_of(merged, kind): KINDS[kind].rows(whom, allowed, part=merged)
        for merged, kinds in MERGED.items()
        for kind in kinds
    }


def merged_of(merged: str, row: Row, shape: frozenset[str]) -> tuple[Happening, ...]:
    """The rows of every kind that `shape` asked for, newest first."""
    happened = [
        KINDS[kind].of(cells)
        for kind in MERGED[merged]
        if part_of(merged, kind) in shape
        for cells in row[part_of(merged, kind)]
    ]
    return tuple(sorted(happened, key=_newest_last, reverse=True))


def _newest_last(happening: Happening) -> tuple[object, int]:
    return (happening.place.at, happening.place.id.int)
