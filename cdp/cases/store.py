"""Statements on cases and satisfaction.

Indexes: ix_service_case_subject_id_opened_at and ix_satisfaction_subject_id_answered_at, read
backwards; ix_service_case_opened_at for lists across people.
"""

from __future__ import annotations

from typing import Final
from uuid import UUID

from sqlalchemy import (
    Boolean,
    ColumnElement,
    DateTime,
    String,
    Uuid,
    and_,
    bindparam,
    case,
    false,
    func,
    literal,
    select,
)
from sqlalchemy.dialects.postgresql import insert

from cdp.cases.progress import SETTLED
from cdp.cases.record import CaseKind, CaseStatus
from cdp.cases.tables import satisfaction, service_case
from cdp.database.listing import Listing, newest
from privacy.store.statement import Statement, every_column

COLUMNS: Final = (
    "subject_id",
    "id",
    "kind",
    "subject_line",
    "priority",
    "status",
    "channel",
    "opened_at",
    "first_response_at",
    "resolved_at",
    "sla_at",
    "root_cause",
    "resolution",
    "product",
    "order_id",
    "call_id",
    "rights_request_id",
    "agent",
)
"""The order of a case's row."""

SATISFACTION_COLUMNS: Final = (
    "subject_id",
    "id",
    "kind",
    "score",
    "answered_at",
    "comment",
    "case_id",
    "order_id",
    "call_id",
)
"""The order of a satisfaction's row."""

_IS_OPEN: Final = and_(*(service_case.c.status != word.value for word in sorted(SETTLED)))


def lateral(
    subject: ColumnElement[UUID], allowed: ColumnElement[bool], *, part: str | None = "cases"
) -> ColumnElement[object]:
    """The newest cases of `subject` where `allowed`, as an array of rows.

    Binds: as `newest` of `part`.
    """
    return _newest(subject, allowed, part)


def open_lateral(
    subject: ColumnElement[UUID], allowed: ColumnElement[bool], *, part: str | None = "open_cases"
) -> ColumnElement[object]:
    """The same of cases that somebody still works on."""
    return _newest(subject, allowed & _IS_OPEN, part)


def _newest(
    subject: ColumnElement[UUID], condition: ColumnElement[bool], part: str | None
) -> ColumnElement[object]:
    rows = (
        select(func.row(*(service_case.c[name] for name in COLUMNS)))
        .where(
            service_case.c.subject_id == subject,
            condition,
        )
        .correlate_except(service_case)
    )
    return func.array(
        newest(rows, part, service_case.c.opened_at, service_case.c.id).scalar_subquery()
    )


def open_complaint(
    subject: ColumnElement[UUID], allowed: ColumnElement[bool]
) -> ColumnElement[bool]:
    """Whether somebody still works on a complaint of `subject`, where `allowed`."""
    # One row of hers: as EXISTS, a plan may hash the cases of everybody instead.
    one = (
        select(literal(value=True))
        .where(
            service_case.c.subject_id == subject,
            service_case.c.kind == CaseKind.COMPLAINT.value,
            allowed,
            _IS_OPEN,
        )
        .limit(1)
        .correlate_except(service_case)
        .scalar_subquery()
    )
    return func.coalesce(one, false())


def satisfaction_lateral(
    subject: ColumnElement[UUID], allowed: ColumnElement[bool], *, part: str | None = "satisfaction"
) -> ColumnElement[object]:
    """The newest scores of `subject` where `allowed`, as an array of rows. Binds: as `lateral`."""
    rows = (
        select(func.row(*(satisfaction.c[name] for name in SATISFACTION_COLUMNS)))
        .where(
            satisfaction.c.subject_id == subject,
            allowed,
        )
        .correlate_except(satisfaction)
    )
    return func.array(
        newest(rows, part, satisfaction.c.answered_at, satisfaction.c.id).scalar_subquery()
    )


def _is(name: str) -> ColumnElement[bool]:
    return service_case.c[name] == bindparam(name, type_=String)


LISTING: Final = Listing(
    name="service_cases",
    subject=service_case.c.subject_id,
    id=service_case.c.id,
    at=service_case.c.opened_at,
    cells=tuple(service_case.c[name] for name in COLUMNS),
    where={
        **{name: _is(name) for name in ("status", "kind", "priority", "product", "agent")},
        "is_open": bindparam("is_open", type_=Boolean) == _IS_OPEN,
        "opened_since": service_case.c.opened_at
        >= bindparam("opened_since", type_=DateTime(timezone=True)),
        "opened_until": service_case.c.opened_at
        < bindparam("opened_until", type_=DateTime(timezone=True)),
    },
)
"""Cases of many people, newest first. Index: ix_service_case_opened_at."""


WRITE: Final = Statement(
    "cases.write",
    insert(service_case).values(every_column(service_case)),
)
"""One case."""

WRITE_SATISFACTION: Final = Statement(
    "cases.write_satisfaction",
    insert(satisfaction).values(every_column(satisfaction)),
)
"""One score."""

_THIS: Final = (
    service_case.c.subject_id == bindparam("subject_id", type_=Uuid),
    service_case.c.id == bindparam("id", type_=Uuid),
)

LOCK: Final = Statement(
    "cases.lock",
    select(service_case.c.status, service_case.c.opened_at).where(*_THIS).with_for_update(),
)
"""Where a case stands, held until the transaction ends. Index: pk_service_case."""


def _bound(name: str) -> ColumnElement[object]:
    return bindparam(name, type_=service_case.c[name].type)


_STATUS: Final = bindparam("status", type_=String)
_TAKEN_AT: Final = bindparam("taken_at", type_=DateTime(timezone=True))
_RESPONDED_AT: Final = bindparam("responded_at", type_=DateTime(timezone=True))

MOVE: Final = Statement(
    "cases.move",
    service_case.update()
    .where(*_THIS)
    .values(
        status=_STATUS,
        status_at=_bound("status_at"),
        first_response_at=func.coalesce(service_case.c.first_response_at, _RESPONDED_AT),
        # A case that comes back is unsolved again; how it was solved before stays on record.
        resolved_at=case(
            {
                CaseStatus.RESOLVED.value: _TAKEN_AT,
                CaseStatus.CLOSED.value: service_case.c.resolved_at,
            },
            value=_STATUS,
            else_=None,
        ),
        root_cause=func.coalesce(_bound("root_cause"), service_case.c.root_cause),
        resolution=func.coalesce(_bound("resolution"), service_case.c.resolution),
    ),
)
"""The case goes on. Index: pk_service_case.

Binds: subject_id, id, status, status_at, taken_at, responded_at (null where the step is no
answer), root_cause, resolution.
"""
