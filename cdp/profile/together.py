"""Together: the rows of a profile's members, read as one row of one person.

What is put together here are ids, orders and times of rows: no value is looked at, and each fact
still says whose it is, so that it opens under its own subject's keys alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from types import MappingProxyType
from typing import Any, Final

from cdp.cases.facts import CaseFacts, SatisfactionFacts
from cdp.contacts.facts import ContactFacts
from cdp.contacts.golden import GOLDEN, best
from cdp.contacts.provenance import part_of
from cdp.contacts.survivorship import ContactField
from cdp.database.cells import Cells, PlacedFacts
from cdp.interactions.facts import CallFacts
from cdp.interactions.message_facts import MessageFacts
from cdp.leads.facts import LeadFacts
from cdp.orders.facts import OrderFacts
from cdp.profile.selection import Selection
from privacy.consent import DENIALS
from privacy.store.statement import Row
from privacy.terms import ConsentState

_KINDS: Final[Mapping[str, type[PlacedFacts]]] = MappingProxyType(
    {
        "contacts": ContactFacts,
        "orders": OrderFacts,
        "calls": CallFacts,
        "messages": MessageFacts,
        "cases": CaseFacts,
        "open_cases": CaseFacts,
        "satisfaction": SatisfactionFacts,
        "leads": LeadFacts,
    }
)
"""The lists of a person that have rows of one kind."""

_ORDERS: Final = {part: facts.in_order() for part, facts in _KINDS.items()}
"""What puts the rows of such a list in order."""

_CHOSEN: Final[Mapping[str, ContactField]] = MappingProxyType(
    {
        **{column: ContactField(column.upper()) for column in GOLDEN},
        **{part_of(field): field for field in ContactField},
    }
)
"""The parts that are one contact's word, and the field that it is of."""


class Together:
    """The rows of several members, read as the row of one person.

    A part is put together when it is asked for; `rows` are what the members say, each by herself.
    """

    __slots__ = ("_selection", "rows")

    def __init__(self, rows: Sequence[Row], selection: Selection) -> None:
        self.rows = rows
        self._selection = selection

    def __getitem__(self, part: str | int) -> Any:  # noqa: ANN401 - as its column
        """What all of them say in `part`.

        Raises:
            TypeError: no part is known by a number.
        """
        if not isinstance(part, str):
            raise TypeError("a part has a name")
        field = _CHOSEN.get(part)
        if field is not None:
            return best(field, [won for row in self.rows if (won := row[part]) is not None])
        rows = [cells for row in self.rows for cells in row[part]]
        order = _ORDERS.get(part)
        if order is not None:
            # Each member's are in order and cut: so are all of them, merged and cut as one's are.
            rows.sort(key=order, reverse=True)
            return rows[: self._count(part)]
        return _stand(rows) if part == "consents" else rows

    def _count(self, part: str) -> int:
        chosen = self._selection.lists.get(part)
        return 1 if chosen is None else chosen.first + 1


def _stand(rows: Iterable[Cells]) -> list[Cells]:
    """Where each cell stands: a no before a yes, a yes before neither, and then the newest."""
    by_bit: dict[int, list[Cells]] = {}
    for cells in rows:
        by_bit.setdefault(cells[0], []).append(cells)
    return [max(said, key=_weight) for _, said in sorted(by_bit.items())]


def _weight(cells: Cells) -> tuple[bool, bool, datetime, bytes]:
    _, state, since, _, subject = cells
    return state in DENIALS, state == ConsentState.GIVEN, since, subject.bytes
