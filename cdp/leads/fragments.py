"""Leads as parts of greater statements: those of one person, of one owner, and of a pool."""

from __future__ import annotations

from typing import Final
from uuid import UUID

from sqlalchemy import (
    Boolean,
    ColumnElement,
    DateTime,
    String,
    and_,
    bindparam,
    false,
    func,
    literal,
    or_,
    select,
)

from cdp.database.listing import Listing, newest
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


def _cells() -> tuple[ColumnElement[object], ...]:
    """The cells of a lead's row: its columns, and an array of its receipts."""
    newest = (
        select(
            lead_stage_change.c.n,
            func.row(*(lead_stage_change.c[name] for name in CHANGE_COLUMNS)).label("cells"),
        )
        .where(
            lead_stage_change.c.subject_id == lead.c.subject_id,
            lead_stage_change.c.lead_id == lead.c.id,
        )
        .order_by(lead_stage_change.c.n.desc())
        .limit(_MOST_CHANGES)
        .correlate(lead)
        .lateral("newest_change")
    )
    changes = select(newest.c.cells).order_by(newest.c.n).correlate(lead)
    return (*(lead.c[name] for name in COLUMNS), func.array(changes.scalar_subquery()))


def _of_agent(only_of: ColumnElement[str]) -> ColumnElement[bool]:
    """Where `only_of` is not empty, the leads alone that she owns or captured."""
    return or_(only_of == "", lead.c.owner == only_of, lead.c.agent == only_of)


def lateral(
    subject: ColumnElement[UUID],
    allowed: ColumnElement[bool],
    *,
    only_of: ColumnElement[str],
    part: str | None = "leads",
) -> ColumnElement[object]:
    """The newest leads of `subject` where `allowed`, as an array of rows.

    Binds: as `newest` of `part`. `only_of` is
    empty, or the one agent whose leads may be seen.
    """
    rows = (
        select(func.row(*_cells()))
        .where(
            lead.c.subject_id == subject,
            allowed,
            _of_agent(only_of),
        )
        .correlate_except(lead)
    )
    return func.array(newest(rows, part, lead.c.captured_at, lead.c.id).scalar_subquery())


def owned_by(subject: ColumnElement[UUID], who: ColumnElement[str]) -> ColumnElement[bool]:
    """Whether an open lead of `subject` is `who`'s."""
    # One row of hers: as EXISTS, a plan may hash the leads of everybody instead.
    one = (
        select(literal(value=True))
        .where(lead.c.subject_id == subject, lead.c.owner == who, is_open())
        .limit(1)
        .correlate_except(lead)
        .scalar_subquery()
    )
    return func.coalesce(one, false())


_AGENT: Final = bindparam("agent", type_=String)

LISTING: Final = Listing(
    name="leads",
    subject=lead.c.subject_id,
    id=lead.c.id,
    at=lead.c.captured_at,
    cells=_cells(),
    where={
        "mine": and_(
            lead.c.owner == bindparam("me", type_=String), bindparam("mine", type_=Boolean)
        ),
        "qualification": lead.c.qualification == bindparam("qualification", type_=String),
        "status": lead.c.status == bindparam("status", type_=String),
        "source": lead.c.source == bindparam("source", type_=String),
        "campaign": lead.c.campaign == bindparam("campaign", type_=String),
        "product": lead.c.product == bindparam("product", type_=String),
    },
    always=(_of_agent(_AGENT),),
)
"""Leads of many people, newest first. Indexes: ix_lead_owner_captured_at, ix_lead_captured_at."""

POOL: Final = Listing(
    name="leadPool",
    subject=lead.c.subject_id,
    id=lead.c.id,
    at=lead.c.captured_at,
    cells=_cells(),
    where={"pool": lead.c.pool == bindparam("pool", type_=String)},
    always=(
        _of_agent(_AGENT),
        is_open(),
        lead.c.owner.is_(None),
        lead.c.paused.is_(False),
        lead.c.invalid.is_(None),
        or_(
            lead.c.cool_down_until.is_(None),
            lead.c.cool_down_until <= bindparam("at", type_=DateTime(timezone=True)),
        ),
    ),
)
"""Leads that may be claimed at `:at`, newest first. Index: ix_lead_pool_captured_at."""
