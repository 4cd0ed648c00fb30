"""Golden fields: of a person's contacts the one whose word on a field stands, as SQL.

Index: ix_contact_subject_id_source; a person has few contacts.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any, Final
from uuid import UUID

from sqlalchemy import ColumnElement, ScalarSelect, UnaryExpression, func, select

from cdp.contacts.survivorship import STRATEGY, ContactField, Survivorship
from cdp.contacts.tables import contact

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
) -> ScalarSelect[object]:
    """`field` by its strategy: (subject, the contact that won, ciphertext), or null.

    `survivors` chooses the same contact. `columns` of it are given instead of the ciphertext.
    """
    of_field = ContactField(field.upper())
    cells = (contact.c[name] for name in ("subject_id", "id", *(columns or (field,))))
    return (
        select(func.row(*cells))
        .where(contact.c.subject_id == subject, contact.c[field].is_not(None), allowed)
        .order_by(*_order(of_field, strategy or STRATEGY[of_field]))
        .limit(1)
        .correlate_except(contact)
        .scalar_subquery()
    )
