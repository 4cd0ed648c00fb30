"""Merged lists: rows of several kinds of one person in one order, newest first, with one place.

Of every kind the newest rows before the place are fetched, as many as the answer needs if they
were all of that kind; merged and cut they are the newest of all. (at, id) orders rows of all kinds.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from operator import itemgetter
from typing import Final, Protocol
from uuid import UUID

from sqlalchemy import ColumnElement, String, bindparam

import cdp.cases.store as cases
import cdp.interactions.message_store as messages
import cdp.interactions.store as interactions
import cdp.leads.fragments as leads
import cdp.orders.store as orders
from cdp.cases.facts import CaseFacts
from cdp.database.cells import PlacedFacts
from cdp.interactions.facts import CallFacts
from cdp.interactions.message_facts import MessageFacts
from cdp.leads.facts import LeadFacts
from cdp.orders.facts import OrderFacts
from privacy.store.statement import Row
from privacy.terms import DataCategory

Happening = PlacedFacts
"""A row of any kind."""


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
    facts: type[PlacedFacts]
    categories: frozenset[DataCategory]


KINDS: Final[Mapping[str, Kind]] = {
    "call": Kind(
        rows=partial(interactions.lateral, only_of=bindparam("agent", type_=String)),
        facts=CallFacts,
        categories=frozenset({DataCategory.CONTACT_CALL_RECORD}),
    ),
    "message": Kind(
        rows=partial(messages.lateral, only_of=bindparam("agent", type_=String)),
        facts=MessageFacts,
        categories=frozenset({DataCategory.CONTACT_CALL_RECORD}),
    ),
    "lead": Kind(
        rows=partial(leads.lateral, only_of=bindparam("agent", type_=String)),
        facts=LeadFacts,
        # A lead stands in the order of its capture, and that is a fact of its source.
        categories=frozenset({DataCategory.DERIVED_STAGE, DataCategory.ACQUISITION_SOURCE}),
    ),
    "case": Kind(
        rows=cases.lateral, facts=CaseFacts, categories=frozenset({DataCategory.SERVICE_CASE})
    ),
    "order": Kind(
        rows=orders.lateral, facts=OrderFacts, categories=frozenset({DataCategory.COMMERCIAL_ORDER})
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


_MERGED: Final = {
    merged: tuple((KINDS[kind].facts, part_of(merged, kind)) for kind in kinds)
    for merged, kinds in MERGED.items()
}

_NEWEST_LAST: Final = itemgetter(0)


def fragments(
    whom: ColumnElement[UUID], allowed: ColumnElement[bool]
) -> dict[str, ColumnElement[object]]:
    """Every part of every merged list. Binds: agent, and for each list as `Selection.binds`."""
    return {
        part_of(merged, kind): KINDS[kind].rows(whom, allowed, part=merged)
        for merged, kinds in MERGED.items()
        for kind in kinds
    }


def merged_of(merged: str, subject: UUID, row: Row, shape: frozenset[str]) -> tuple[Happening, ...]:
    """The rows of `subject` of every kind that `shape` asked for, newest first."""
    happened = [
        (facts.order_of(cells), facts, cells)
        for facts, part in _MERGED[merged]
        if part in shape
        for cells in row[part]
    ]
    happened.sort(key=_NEWEST_LAST, reverse=True)
    return tuple([facts.sharing(subject, cells) for _, facts, cells in happened])
