"""Restrictions: the table `restriction`, one row for each time that a person's data were stopped.

That she is restricted stands in her own row, where every statement reads it. Here stands why, on
which article, who said so, and who lifted it.
"""

from __future__ import annotations

from typing import Final

from sqlalchemy import (
    CheckConstraint,
    Column,
    DateTime,
    ForeignKey,
    Index,
    PrimaryKeyConstraint,
    String,
    Table,
    Uuid,
    any_,
    bindparam,
    column,
    func,
    insert,
    select,
    update,
)
from sqlalchemy.dialects.postgresql import ARRAY

from privacy.labels import guarded, opened
from privacy.rights.restriction import RestrictionReason
from privacy.store.databases import DATA
from privacy.store.statement import Statement
from privacy.store.subjects import subject
from privacy.terms import DataCategory, SubjectState

_AT: Final = DateTime(timezone=True)
_CASE: Final = DataCategory.RIGHTS_CASE
_STAFF: Final = DataCategory.STAFF_ACTIVITY

restriction: Final = Table(
    "restriction",
    DATA,
    Column("subject_id", Uuid, ForeignKey("subject.id"), info=opened("random id")),
    Column("id", Uuid, info=opened("random id")),
    Column("reason", String(24), nullable=False, info=guarded(_CASE)),
    Column("article", String(64), nullable=False, info=guarded(_CASE)),
    Column("set_by", String(128), nullable=False, info=guarded(_STAFF)),
    Column("set_at", _AT, nullable=False, info=opened("time of a row")),
    Column("lifted_by", String(128), info=guarded(_STAFF)),
    Column("lifted_at", _AT, info=opened("time of a row")),
    PrimaryKeyConstraint("subject_id", "id"),
    comment="When a person's data were stopped, why, and when that was lifted.",
)
_R: Final = restriction.c
restriction.append_constraint(
    CheckConstraint(_R.reason.in_([reason.value for reason in RestrictionReason]), name="reason")
)
Index(
    "uq_restriction_standing", _R.subject_id, unique=True, postgresql_where=_R.lifted_at.is_(None)
)

_WHOM: Final = any_(bindparam("subjects", type_=ARRAY(Uuid)))

_pairs: Final = (
    func.unnest(bindparam("subjects", type_=ARRAY(Uuid)), bindparam("ids", type_=ARRAY(Uuid)))
    .table_valued(column("who", Uuid), column("row", Uuid), name="pair")
    .render_derived()
)
_stopped: Final = (
    update(subject)
    .where(subject.c.id == _WHOM, subject.c.state == SubjectState.LIVE.value)
    .values(state=SubjectState.RESTRICTED.value)
    .returning(subject.c.id)
    .cte("stopped")
)

RESTRICT: Final = Statement(
    "restrictions.restrict",
    insert(restriction)
    .from_select(
        ["subject_id", "id", "reason", "article", "set_by", "set_at"],
        select(
            _pairs.c.who,
            _pairs.c.row,
            bindparam("reason", type_=String),
            bindparam("article", type_=String),
            bindparam("by", type_=String),
            bindparam("at", type_=_AT),
        ).join(_stopped, _stopped.c.id == _pairs.c.who),
    )
    .add_cte(_stopped)
    .returning(_R.subject_id),
)
"""Stop the processing of whoever of `subjects` is LIVE, and say why; they come back.

From the commit on no statement of any process shows them, but for an exempt purpose. Hold their
rows first. Binds: subjects, ids (a row's for each), reason, article, by, at.
"""

_freed: Final = (
    update(subject)
    .where(subject.c.id == _WHOM, subject.c.state == SubjectState.RESTRICTED.value)
    .values(state=SubjectState.LIVE.value)
    .returning(subject.c.id)
    .cte("freed")
)
_lifted: Final = (
    update(restriction)
    .where(_R.subject_id == _WHOM, _R.lifted_at.is_(None))
    .values(lifted_by=bindparam("by", type_=String), lifted_at=bindparam("at", type_=_AT))
    .cte("lifted")
)

RELEASE: Final = Statement("restrictions.release", select(_freed.c.id).add_cte(_lifted))
"""Let whoever of `subjects` is RESTRICTED be processed again; they come back.

Hold their rows first. Binds: subjects, by, at.
"""

STANDING: Final = Statement(
    "restrictions.standing",
    select(func.min(_R.set_at).label("since")).where(
        _R.subject_id == _WHOM, _R.lifted_at.is_(None)
    ),
)
"""Since when they are restricted. Index: uq_restriction_standing. Binds: subjects."""
