"""Stale numbers: of which nobody heard for a term, those first that were never asked about.

Index: ix_phone_ownership_asked_at.
"""

from __future__ import annotations

from typing import Any, Final

from sqlalchemy import (
    ColumnElement,
    DateTime,
    Integer,
    Select,
    SmallInteger,
    Table,
    Uuid,
    and_,
    bindparam,
    case,
    func,
    literal,
    or_,
    select,
    update,
)
from sqlalchemy.dialects.postgresql import ARRAY

from cdp.identity.record import OwnershipState
from cdp.identity.store import PHONE_KIND
from cdp.identity.tables import identity_index, phone_identity, phone_ownership
from cdp.profile.belonging import KINDS
from privacy.gate import MINORS
from privacy.store.statement import Statement
from privacy.store.subjects import subject
from privacy.terms import LineType, SubjectState

_TIME: Final = DateTime(timezone=True)

MOBILE: Final = (LineType.MOBILE, LineType.VIRTUAL_OPERATOR)
"""Lines that are given to somebody else a quarter of a year after they are given up."""

_UNTIL: Final = case(
    (
        or_(*(phone_identity.c.line_type == kind.value for kind in MOBILE)),
        bindparam("mobile_until", type_=_TIME),
    ),
    else_=bindparam("other_until", type_=_TIME),
)
_IS_STALE: Final = and_(
    phone_ownership.c.state == OwnershipState.ACTIVE.value,
    phone_ownership.c.exclusive,
    subject.c.state == SubjectState.LIVE.value,
    *(subject.c.age_band != band.value for band in sorted(MINORS)),
    # GREATEST passes over null: whoever was reached under it just now is asked about later.
    func.coalesce(
        func.greatest(phone_ownership.c.asked_at, phone_ownership.c.verified_at) <= _UNTIL,
        literal(value=True),
    ),
)


def _of_stale(*columns: ColumnElement[Any]) -> Select[Any]:
    return (
        select(*columns)
        .select_from(phone_ownership)
        .join(phone_identity, phone_identity.c.id == phone_ownership.c.identity_id)
        .join(subject, subject.c.id == phone_ownership.c.subject_id)
        .where(_IS_STALE)
    )


def _first(table: Table, at: ColumnElement[Any]) -> ColumnElement[Any]:
    """When she was first met by this number, as far as `table` says."""
    return (
        select(func.min(at))
        .where(
            table.c.subject_id == phone_ownership.c.subject_id,
            table.c.ownership_id == phone_ownership.c.id,
        )
        .correlate(phone_ownership)
        .scalar_subquery()
    )


_HERS_SINCE: Final = func.greatest(
    func.lower(phone_ownership.c.during),
    func.least(
        subject.c.created_at,
        *(_first(kind.table, kind.at) for kind in KINDS.values() if kind.at is not None),
    ),
)

STALE: Final = Statement(
    "profile.stale",
    _of_stale(
        phone_ownership.c.subject_id,
        phone_ownership.c.id,
        phone_ownership.c.e164,
        identity_index.c.bx,
        _HERS_SINCE.label("hers_since"),
    )
    .join(
        identity_index,
        and_(
            identity_index.c.identity_id == phone_ownership.c.identity_id,
            identity_index.c.kind == literal(PHONE_KIND),
            identity_index.c.key_ver == bindparam("key_ver", type_=SmallInteger),
        ),
    )
    .order_by(phone_ownership.c.asked_at.nulls_first(), phone_ownership.c.id)
    .limit(bindparam("most", type_=Integer)),
)
"""The stalest numbers, with the time since when each is hers. Nobody restricted, and no minor.

Binds: key_ver, mobile_until, other_until, most.
"""

HOW_MANY: Final = Statement("profile.stale_count", _of_stale(func.count().label("n")))
"""How many numbers are stale. Binds: mobile_until, other_until."""

ASKED: Final = Statement(
    "profile.asked",
    update(phone_ownership)
    .where(phone_ownership.c.id == func.any(bindparam("ids", type_=ARRAY(Uuid))))
    .where(phone_ownership.c.subject_id == func.any(bindparam("subjects", type_=ARRAY(Uuid))))
    .values(asked_at=bindparam("asked_at", type_=_TIME)),
)
"""These were asked about. Index: pk_phone_ownership. Binds: ids, subjects, asked_at."""
