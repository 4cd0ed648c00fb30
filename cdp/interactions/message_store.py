"""Statements on messages. Index: ix_message_subject_id_sent_at, read backwards."""

from __future__ import annotations

from typing import Final
from uuid import UUID

from sqlalchemy import ColumnElement, Uuid, bindparam, func, or_, select
from sqlalchemy.dialects.postgresql import insert

from cdp.database.listing import newest
from cdp.interactions.message_tables import message
from privacy.store.statement import Statement, every_column

COLUMNS: Final = (
    "subject_id",
    "id",
    "channel",
    "direction",
    "template",
    "state",
    "bounce_kind",
    "cost_minor",
    "currency",
    "sent_at",
    "campaign",
    "lead_id",
    "case_id",
    "agent",
)
"""The order of a fragment's row."""


def lateral(
    subject: ColumnElement[UUID],
    allowed: ColumnElement[bool],
    *,
    only_of: ColumnElement[str],
    part: str | None = "messages",
) -> ColumnElement[object]:
    """The newest messages of `subject` where `allowed`, as an array of rows.

    Binds: as `newest` of `part`. `only_of` is
    empty, or the one agent whose messages may be seen.
    """
    rows = (
        select(func.row(*(message.c[name] for name in COLUMNS)))
        .where(
            message.c.subject_id == subject,
            allowed,
            or_(only_of == "", message.c.agent == only_of),
        )
        .correlate_except(message)
    )
    return func.array(newest(rows, part, message.c.sent_at, message.c.id).scalar_subquery())


WRITE: Final = Statement(
    "messages.write",
    insert(message).values(every_column(message)),
)
"""One message."""

_THIS: Final = (
    message.c.subject_id == bindparam("subject_id", type_=Uuid),
    message.c.id == bindparam("id", type_=Uuid),
)

LOCK: Final = Statement(
    "messages.lock",
    select(message.c.state).where(*_THIS).with_for_update(),
)
"""How far a message is, held until the transaction ends. Index: pk_message."""


def _bound(name: str) -> ColumnElement[object]:
    return bindparam(name, type_=message.c[name].type)


MOVE: Final = Statement(
    "messages.move",
    message.update()
    .where(*_THIS)
    .values(
        state=_bound("state"),
        state_at=_bound("state_at"),
        bounce_kind=func.coalesce(_bound("bounce_kind"), message.c.bounce_kind),
        cost_minor=func.coalesce(_bound("cost_minor"), message.c.cost_minor),
        currency=func.coalesce(_bound("currency"), message.c.currency),
    ),
)
"""The message came further; what its carrier does not say stays. Index: pk_message."""
