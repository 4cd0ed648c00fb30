"""Golden fields: of a person's contacts the one whose word on a field stands, as SQL.

Index: ix_contact_subject_id_source; a person has few contacts.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from types import MappingProxyType
from typing import Any, Final
from uuid import UUID

from sqlalchemy import ColumnElement, ScalarSelect, UnaryExpression, case, func, select

from cdp.contacts.survivorship import STRATEGY, ContactField, Survivorship
from cdp.contacts.tables import contact
from cdp.database.cells import Cells

GOLDEN: Final = ("name", "email", "address")
"""Fields of a profile that are chosen from contacts, by survivorship."""

_Order = tuple[UnaryExpression[Any], ...]

_RECENT: Final[_Order] = (contact.c.occurred_at.desc(), contact.c.n.desc(), contact.c.id.desc())


def _order(field: ContactField, strategy: Survivorship) -> _Order:
    """The order in which `strategy` prefers contacts, the best first.

    Raises:
        KeyError: the strategy needs more than a contact's own row.
    """
    orders: Mapping[Survivorship, _Order] = MappingProxyType(
        {
            Survivorship.VERIFIED_FIRST: (
                contact.c[field.confirmed].is_not(None).desc(),
                *_RECENT,
            ),
            Survivorship.MOST_RECENT: _RECENT,
            Survivorship.OLDEST: (
                contact.c.occurred_at.asc(),
                contact.c.n.asc(),
                contact.c.id.asc(),
            ),
        }
    )
    return orders[strategy]


def golden(
    field: str,
    subject: ColumnElement[UUID],
    allowed: ColumnElement[bool],
    *,
    strategy: Survivorship | None = None,
    columns: Sequence[str] = (),
    ranked: ColumnElement[bool] | None = None,
) -> ScalarSelect[object]:
    """`field` by its strategy: (subject, the contact that won, ciphertext, rank), or null.

    `survivors` chooses the same contact. `columns` of it are given instead of the ciphertext. The
    rank is there where `ranked` holds: what `best` compares the winners of several subjects by.
    """
    of_field = ContactField(field.upper())
    cells = (contact.c[name] for name in ("subject_id", "id", *(columns or (field,))))
    rank = () if ranked is None else (case((ranked, func.row(*_rank(of_field)))),)
    return (
        select(func.row(*cells, *rank))
        .where(contact.c.subject_id == subject, contact.c[field].is_not(None), allowed)
        .order_by(*_order(of_field, strategy or STRATEGY[of_field]))
        .limit(1)
        .correlate_except(contact)
        .scalar_subquery()
    )


def _rank(field: ContactField) -> tuple[ColumnElement[Any], ...]:
    return (contact.c[field.confirmed].is_not(None), contact.c.occurred_at, contact.c.n)


def best(field: ContactField, winners: Sequence[Cells]) -> Cells | None:
    """Of the ranked winners of several subjects the one that wins among all of their contacts.

    `survivors` of all would choose it: whoever wins among all wins among her own.
    """
    if len(winners) <= 1:
        return winners[0] if winners else None
    choose = min if STRATEGY[field] is Survivorship.OLDEST else max
    is_led = STRATEGY[field] is Survivorship.VERIFIED_FIRST

    def rank(cells: Cells) -> tuple[bool, datetime, int, bytes]:
        is_verified, occurred_at, n = cells[-1]
        return is_led and is_verified, occurred_at, n, cells[1].bytes

    return choose(winners, key=rank)
