"""Statements on leads.

Indexes: ix_lead_subject_id_captured_at, ix_lead_owner_captured_at, ix_lead_pool_captured_at, each
read backwards; pk_lead for one lead.

A change names the stage that it expects: where another writer was faster, no row comes back.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from sqlalchemy import (
    ColumnElement,
    DateTime,
    String,
    Update,
    Uuid,
    and_,
    bindparam,
    false,
    func,
    null,
    or_,
    select,
    update,
)
from sqlalchemy.dialects.postgresql import insert

from cdp.leads.qualification import ENDED
from cdp.leads.tables import lead, lead_stage_change
from privacy.store.statement import Statement, every_column

LEARNED: Final = ("form", "pain_point", "need", "budget_range", "authority", "timeline")
"""What was learnt of a person's need: what is not said anew stays."""

_TIME: Final = DateTime(timezone=True)
_SUBJECT: Final = bindparam("subject_id", type_=Uuid)
_ID: Final = bindparam("id", type_=Uuid)


def is_open() -> ColumnElement[bool]:
    """Whether work is left on a lead."""
    return and_(*(lead.c.qualification != word.value for word in sorted(ENDED)))


def _new(column: str) -> ColumnElement[object]:
    return bindparam(f"new_{column}", type_=lead.c[column].type)


def _kept(*columns: str) -> dict[str, ColumnElement[object]]:
    """Columns that change where something is said, and else stay."""
    return {name: func.coalesce(_new(name), lead.c[name]) for name in columns}


def _expected(values: Mapping[str, object], *more: ColumnElement[bool]) -> Update:
    """`values` for the lead that is still where it was read, and whose stage moves on."""
    return (
        update(lead)
        .where(
            lead.c.subject_id == _SUBJECT,
            lead.c.id == _ID,
            lead.c.qualification == bindparam("qualification", type_=String),
            lead.c.status == bindparam("status", type_=String),
            *more,
        )
        .values(qualification=_new("qualification"), status=_new("status"), **values)
        .returning(lead.c.id)
    )


_MINE: Final = or_(lead.c.owner.is_(None), lead.c.owner == bindparam("actor", type_=String))
"""A lead that nobody owns, or the caller does."""

WRITE: Final = Statement("leads.write", insert(lead).values(every_column(lead)))
"""One lead."""

_NEXT: Final = (
    select(func.coalesce(func.max(lead_stage_change.c.n), 0) + 1)
    .where(
        lead_stage_change.c.subject_id == _SUBJECT,
        lead_stage_change.c.lead_id == bindparam("lead_id", type_=Uuid),
    )
    .scalar_subquery()
)
"""Counted for each lead: times are coarse, and a counter of the table would rank people by it."""

WRITE_CHANGE: Final = Statement(
    "leads.write_change",
    insert(lead_stage_change).values({**every_column(lead_stage_change), "n": _NEXT}),
)
"""One receipt, behind those before it. Index: ix_lead_stage_change_subject_id_lead_id_n."""

EARLIER: Final = Statement(
    "leads.earlier",
    select(lead.c.id)
    .where(
        lead.c.subject_id == _SUBJECT,
        lead.c.captured_at >= bindparam("since", type_=_TIME),
        lead.c.captured_at <= bindparam("captured_at", type_=_TIME),
        lead.c.duplicate_of.is_(None),
        or_(
            lead.c.product == bindparam("product", type_=String),
            lead.c.campaign == bindparam("campaign", type_=String),
            and_(
                lead.c.product.is_(None),
                lead.c.campaign.is_(None),
                bindparam("product", type_=String).is_(None),
                bindparam("campaign", type_=String).is_(None),
            ),
        ),
    )
    .order_by(lead.c.captured_at.desc(), lead.c.id.desc())
    .limit(1),
)
"""The lead that another one repeats. Binds: subject_id, since, captured_at, product, campaign."""

_AT_HAND: Final = ("id", "qualification", "status", "owner", "pool", "captured_at")

MINE: Final = Statement(
    "leads.mine",
    select(*(lead.c[name] for name in _AT_HAND)).where(
        lead.c.subject_id == _SUBJECT, lead.c.id == _ID, _MINE
    ),
)
"""A lead that the caller may work on. Binds: subject_id, id, actor."""

ONE: Final = Statement(
    "leads.one",
    select(*(lead.c[name] for name in _AT_HAND)).where(
        lead.c.subject_id == _SUBJECT, lead.c.id == _ID
    ),
)
"""A lead of this person, whoever owns it. Binds: subject_id, id."""

ALL_OPEN: Final = Statement(
    "leads.all_open",
    select(*(lead.c[name] for name in _AT_HAND))
    .where(lead.c.subject_id == _SUBJECT, is_open())
    .order_by(lead.c.captured_at.desc(), lead.c.id.desc()),
)
"""The open leads of a person, newest first: a call that names none is about the first of them.

Binds: subject_id.
"""

MOVE: Final = Statement(
    "leads.move",
    _expected(
        {
            **_kept("reject_reason", "abandon_node", "invalid", "intent_level", "cool_down_until"),
            "converted_order": func.coalesce(_new("converted_order"), lead.c.converted_order),
            "paused": or_(lead.c.paused, _new("paused")),
            "first_response_at": func.coalesce(lead.c.first_response_at, _new("first_response_at")),
        }
    ),
)
"""A lead moves on, and keeps what is known of it. Binds: the row's stage, and new_… of each."""

RETURN: Final = Statement(
    "leads.return",
    _expected(
        {
            **_kept(*LEARNED, "intent_level", "reject_reason", "cool_down_until"),
            "pool": _new("pool"),
            "paused": false(),
            "last_owner": func.coalesce(lead.c.owner, lead.c.last_owner),
            "returned_at": _new("returned_at"),
            "owner": null(),
            "sla_due_at": null(),
        },
        _MINE,
    ),
)
"""A lead goes back to its pool with all that is known of it: its source and campaign stay."""

CLAIM: Final = Statement(
    "leads.claim",
    _expected(
        {"owner": _new("owner"), "pool": null(), "sla_due_at": _new("sla_due_at")},
        lead.c.owner.is_(None),
        lead.c.pool.is_not(None),
        lead.c.paused.is_(False),
        lead.c.invalid.is_(None),
        or_(
            lead.c.cool_down_until.is_(None),
            lead.c.cool_down_until <= bindparam("at", type_=_TIME),
        ),
        or_(
            lead.c.last_owner.is_distinct_from(_new("owner")),
            lead.c.returned_at <= bindparam("cool_since", type_=_TIME),
        ),
    ),
)
"""A lead leaves its pool for one owner: of two who claim it one gets the row.

Binds: the row's stage, new_qualification, new_status, new_owner, new_sla_due_at, at, cool_since.
"""

HAND_OFF: Final = Statement(
    "leads.hand_off",
    _expected({"owner": _new("owner"), "pool": null(), "sla_due_at": _new("sla_due_at")}, _MINE),
)
"""A lead goes to another owner. Binds: as CLAIM, and actor."""

LOCK_OWNER: Final = Statement(
    "leads.lock_owner",
    select(
        func.pg_advisory_xact_lock(
            func.hashtextextended(bindparam("owner", type_=String), 0)
        ).label("locked")
    ),
)
"""Whoever counts the leads of `owner` waits for whoever is about to add one."""

HELD: Final = Statement(
    "leads.held",
    select(func.count().label("held")).where(
        lead.c.owner == bindparam("owner", type_=String), is_open()
    ),
)
"""How many open leads `owner` holds. Index: ix_lead_owner_captured_at."""
