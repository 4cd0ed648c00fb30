"""Statements on calls. Index: ix_call_subject_id_started_at, read backwards."""

from __future__ import annotations

from typing import Final
from uuid import UUID

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.dialects.postgresql import insert

from cdp.database.listing import newest
from cdp.interactions.tables import call
from privacy.store.statement import Statement, every_column

COLUMNS: Final = (
    "subject_id",
    "id",
    "direction",
    "started_at",
    "ring_s",
    "talk_s",
    "result",
    "outcome",
    "notes",
    "agent",
    "channel",
    "intent_level",
    "reject_reason",
    "callback_at",
    "recording_ref",
    "campaign",
    "lead_id",
    "case_id",
)
"""The order of a fragment's row."""


def lateral(
    subject: ColumnElement[UUID],
    allowed: ColumnElement[bool],
    *,
    only_of: ColumnElement[str],
    part: str | None = "calls",
) -> ColumnElement[object]:
    """The newest calls of `subject` where `allowed`, as an array of rows.

    Binds: as `newest` of `part`. `only_of` is
    empty, or the one agent whose calls may be seen.
    """
    rows = (
        select(func.row(*(call.c[name] for name in COLUMNS)))
        .where(
            call.c.subject_id == subject,
            allowed,
            or_(only_of == "", call.c.agent == only_of),
        )
        .correlate_except(call)
    )
    return func.array(newest(rows, part, call.c.started_at, call.c.id).scalar_subquery())


WRITE_CALL: Final = Statement(
    "interactions.write_call",
    insert(call).values(every_column(call)),
)
"""One call."""
