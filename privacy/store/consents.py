"""Consent events, only ever added; their projection; and the fold of both as SQL."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from sqlalchemy import (
    CheckConstraint,
    Column,
    ColumnElement,
    DateTime,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    LargeBinary,
    PrimaryKeyConstraint,
    SmallInteger,
    String,
    Table,
    UniqueConstraint,
    Uuid,
    and_,
    case,
    exists,
    literal,
    not_,
    or_,
    select,
    union_all,
)
from sqlalchemy.dialects.postgresql import ARRAY

from privacy.consent import BY_TELEPHONE, CAN_BE_STATED
from privacy.labels import guarded, opened, sealed
from privacy.store.databases import DATA
from privacy.terms import ConsentState, DataCategory

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from sqlalchemy.sql.selectable import LateralFromClause

_RECORD: Final = DataCategory.CONSENT_RECORD
_TIME: Final = DateTime(timezone=True)

consent_event: Final = Table(
    "consent_event",
    DATA,
    Column("subject_id", Uuid, ForeignKey("subject.id"), info=opened("random id")),
    Column("id", Uuid, info=opened("random id")),
    Column("n", Integer, nullable=False, info=opened("order of recording")),
    Column("bit", SmallInteger, nullable=False, info=guarded(_RECORD)),
    Column("purpose", String(48), nullable=False, info=guarded(_RECORD)),
    Column("channel", String(16), info=guarded(_RECORD)),
    Column("categories", ARRAY(String(48)), nullable=False, info=guarded(_RECORD)),
    Column("kind", String(16), nullable=False, info=guarded(_RECORD)),
    Column("notice_version", String(32), nullable=False, info=opened("version of a notice")),
    Column("notice_sha256", LargeBinary, nullable=False, info=opened("hash of a notice")),
    Column("notice_language", String(8), nullable=False, info=guarded(_RECORD)),
    Column("method", String(16), nullable=False, info=guarded(_RECORD)),
    Column("evidence", LargeBinary, info=sealed(_RECORD)),
    Column("given_by", String(16), nullable=False, info=guarded(_RECORD)),
    Column("actor", LargeBinary, nullable=False, info=sealed(DataCategory.STAFF_ACTIVITY)),
    Column("jurisdiction", String(2), nullable=False, info=opened("whose law applies")),
    Column("retention_days", Integer, nullable=False, info=opened("term of the question")),
    Column("state", String(16), nullable=False, info=guarded(_RECORD)),
    Column("event_time", _TIME, nullable=False, info=guarded(_RECORD)),
    Column("valid_until", _TIME, info=guarded(_RECORD)),
    Column("recorded_at", _TIME, nullable=False, info=opened("time of a row")),
    Column("ownership_id", Uuid, info=opened("random id")),
    Column("prev_hash", LargeBinary, nullable=False, info=opened("hash over ciphertexts")),
    Column("hash", LargeBinary, nullable=False, info=opened("hash over ciphertexts")),
    PrimaryKeyConstraint("subject_id", "id"),
    UniqueConstraint("subject_id", "n"),
    Index("ix_consent_event_subject_id_bit_event_time", "subject_id", "bit", "event_time", "id"),
    comment="What people said about consent. Rows are added; none is changed.",
)
consent_event.append_constraint(
    CheckConstraint(
        consent_event.c.state.in_(sorted(state.value for state in CAN_BE_STATED)), name="state"
    )
)

consent_state: Final = Table(
    "consent_state",
    DATA,
    Column("subject_id", Uuid, ForeignKey("subject.id"), info=opened("random id")),
    Column("bit", SmallInteger, info=guarded(_RECORD)),
    Column("state", String(16), nullable=False, info=guarded(_RECORD)),
    Column("event_id", Uuid, nullable=False, info=opened("random id")),
    Column("event_time", _TIME, nullable=False, info=guarded(_RECORD)),
    Column("valid_until", _TIME, info=guarded(_RECORD)),
    PrimaryKeyConstraint("subject_id", "bit"),
    ForeignKeyConstraint(
        ["subject_id", "event_id"], ["consent_event.subject_id", "consent_event.id"]
    ),
    comment="Where each cell of a person stands: a projection of the events.",
)


def folded(
    subject: ColumnElement[UUID],
    bit: ColumnElement[int],
    at: ColumnElement[datetime],
    *,
    only_if: ColumnElement[bool],
    name: str,
) -> LateralFromClause:
    """The state of one cell, from the events: `privacy.consent.fold` as SQL. Column: state.

    The events are read only where `only_if` holds.
    Index: ix_consent_event_subject_id_bit_event_time, read backwards.
    """
    said = consent_event.alias(f"{name}_said")
    later = consent_event.alias(f"{name}_later")
    given = ConsentState.GIVEN.value
    invalidated = ConsentState.INVALIDATED.value
    by_some_number = and_(
        said.c.ownership_id.is_(None),
        or_(*(said.c.method == method.value for method in sorted(BY_TELEPHONE))),
    )
    of_its_number = or_(later.c.ownership_id == said.c.ownership_id, by_some_number)

    def struck(of: ColumnElement[bool]) -> ColumnElement[bool]:
        return exists(
            select(literal(1)).where(
                later.c.subject_id == said.c.subject_id,
                later.c.bit == said.c.bit,
                later.c.state == invalidated,
                later.c.event_time >= said.c.event_time,
                of,
            )
        )

    is_struck = struck(or_(later.c.ownership_id.is_(None), of_its_number))
    is_lapsed = and_(
        said.c.state == given, struck(and_(later.c.ownership_id.is_not(None), of_its_number))
    )
    state = case(
        (said.c.state != given, said.c.state),
        (is_struck, invalidated),
        (said.c.valid_until <= at, ConsentState.EXPIRED.value),
        else_=given,
    )
    any_yes = consent_event.alias(f"{name}_yes")
    last = (
        select(state.label("state"))
        .where(
            and_(said.c.subject_id == subject, said.c.bit == bit, only_if),
            said.c.state != invalidated,
            not_(is_lapsed),
        )
        .order_by(said.c.event_time.desc(), (said.c.state != given).desc(), said.c.id.desc())
        .limit(1)
        .correlate_except(said)
    )
    # Where all that was said has lapsed with its number: this comes after, and is asked for then.
    lapsed = (
        select(literal(invalidated).label("state"))
        .where(
            and_(any_yes.c.subject_id == subject, any_yes.c.bit == bit, only_if),
            any_yes.c.state == given,
        )
        .limit(1)
        .correlate_except(any_yes)
    )
    return union_all(last, lapsed).limit(1).lateral(name)
