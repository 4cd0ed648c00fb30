"""Leads as parts of greater statements: those of one person, of one owner, and of a pool."""

from __future__ import annotations

from typing import Final
from uuid import UUID

from sqlalchemy import (
    ColumnElement,
    DateTime,
    Integer,
    Select,
    String,
    Uuid,
    bindparam,
    func,
    or_,
    select,
    tuple_,
)

from cdp.leads.store import is_open
from cdp.leads.tables import lead, lead_stage_change

COLUMNS: Final = (
    "subject_id",
    "id",
    "source",
    "campaign",
    "tracking_link",
    "product",
    "captured_at",
    "form",
    "pain_point",
    "need",
    "budget_range",
    "authority",
    "timeline",
    "intent_level",
    "qualification",
    "status",
    "reject_reason",
    "abandon_node",
    "invalid",
    "pool",
    "paused",
    "cool_down_until",
    "sla_due_at",
    "first_response_at",
    "owner",
    "fit_score",
    "engagement_score",
    "duplicate_of",
    "converted_order",
    "price_minor",
    "currency",
    "acceptance",
)
"""The order of a fragment's row; an array of its receipts follows, oldest first."""

CHANGE_COLUMNS: Final = (
    "id",
    "event",
    "from_qualification",
    "to_qualification",
    "reason",
    "rule",
    "rule_version",
    "actor",
    "evidence",
    "happened_at",
)
"""The order of a receipt's row."""

_MOST_CHANGES: Final = 50
"""Newest receipts of a lead that a row carries."""

_TIME: Final = DateTime(timezone=True)


def row() -> ColumnElement[object]:
    """One lead with its receipts."""
    newest = (
        select(
            lead_stage_change.c.received_at,
            lead_stage_change.c.happened_at,
            func.row(*(lead_stage_change.c[name] for name in CHANGE_COLUMNS)).label("cells"),
        )
        .where(
            lead_stage_change.c.subject_id == lead.c.subject_id,
            lead_stage_change.c.lead_id == lead.c.id,
        )
        .order_by(lead_stage_change.c.happened_at.desc(), lead_stage_change.c.id.desc())
        .limit(_MOST_CHANGES)
        .correlate(lead)
        .subquery("newest_change")
    )
    changes = select(newest.c.cells).order_by(newest.c.happened_at, newest.c.received_at)
    return func.row(*(lead.c[name] for name in COLUMNS), func.array(changes.scalar_subquery()))


def lateral(
    subject: ColumnElement[UUID],
    allowed: ColumnElement[bool],
    *,
    first: str,
    only_of: ColumnElement[str],
) -> ColumnElement[object]:
    """The newest leads of `subject` where `allowed`, as an array of rows; `first` is a bind.

    `only_of` is empty, or the one agent whose leads may be seen: whom she owns or captured.
    """
    rows = (
        select(row())
        .where(
            lead.c.subject_id == subject,
            allowed,
            or_(only_of == "", lead.c.owner == only_of, lead.c.agent == only_of),
        )
        .order_by(lead.c.captured_at.desc(), lead.c.id.desc())
        .limit(bindparam(first, type_=Integer))
        .correlate_except(lead, lead_stage_change)
    )
    return func.array(rows.scalar_subquery())


def of_owner() -> Select[tuple[object, ...]]:
    """A page of the open leads that `:owner` holds, over all people, newest first.

    Columns: subject_id, id, captured_at. Binds: owner, after_at and after_id (null at the first
    page), first. Index: ix_lead_owner_captured_at, read backwards.
    """
    return _page(lead.c.owner == bindparam("owner", type_=String))


def of_pool() -> Select[tuple[object, ...]]:
    """A page of the leads of `:pool` that may be claimed at `:at`, newest first.

    Columns and other binds: as `of_owner`. Index: ix_lead_pool_captured_at, read backwards.
    """
    return _page(
        lead.c.pool == bindparam("pool", type_=String),
        lead.c.owner.is_(None),
        lead.c.paused.is_(False),
        lead.c.invalid.is_(None),
        or_(
            lead.c.cool_down_until.is_(None),
            lead.c.cool_down_until <= bindparam("at", type_=_TIME),
        ),
    )


def _page(*where: ColumnElement[bool]) -> Select[tuple[object, ...]]:
    after_at, after_id = bindparam("after_at", type_=_TIME), bindparam("after_id", type_=Uuid)
    return (
        select(lead.c.subject_id, lead.c.id, lead.c.captured_at)
        .where(
            *where,
            is_open(),
            or_(
                after_at.is_(None),
                tuple_(lead.c.captured_at, lead.c.id) < tuple_(after_at, after_id),
            ),
        )
        .order_by(lead.c.captured_at.desc(), lead.c.id.desc())
        .limit(bindparam("first", type_=Integer))
    )
