"""Known: whether a number's owner was ever met by anything but word that it is another's."""

from __future__ import annotations

from typing import Final

from sqlalchemy import ColumnElement, Uuid, bindparam, exists, func, literal, or_, select

from cdp.identity.tables import phone_ownership
from cdp.interactions.record import CallOutcome
from cdp.interactions.tables import call
from cdp.profile.belonging import KINDS, Kind
from privacy.store.statement import Statement

_OTHERWISE: Final = func.coalesce(call.c.outcome != CallOutcome.WRONG_NUMBER.value, True)


def _has(kind: Kind) -> ColumnElement[bool]:
    """Whether anything of this kind came by the ownership."""
    facts = kind.table.c
    return exists(
        select(literal(1)).where(
            facts.subject_id == phone_ownership.c.subject_id,
            facts.ownership_id == phone_ownership.c.id,
            *((_OTHERWISE,) if kind.table is call else ()),
        )
    )


IS_KNOWN: Final = Statement(
    "profile.is_known",
    select(literal(1)).where(
        phone_ownership.c.subject_id == bindparam("subject_id", type_=Uuid),
        phone_ownership.c.id == bindparam("id", type_=Uuid),
        or_(func.lower(phone_ownership.c.during).is_(None), *map(_has, KINDS.values())),
    ),
)
"""A row, where she had the number before anybody else whom we know, or anything came by it.

Index: pk_phone_ownership, and of each kind one that begins with the subject. Binds: subject_id, id.
"""
