"""Requests of persons: the table `rights_case`, and the steps that it takes.

A case names no number and no person but by a random id, and not even that once it is completed:
nothing leads from a certificate to whom it was for. Every step compares the state that it expects.
"""

from __future__ import annotations

from typing import Final

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Column,
    ColumnElement,
    DateTime,
    ForeignKey,
    Integer,
    LargeBinary,
    SmallInteger,
    String,
    Table,
    Uuid,
    any_,
    bindparam,
    func,
    insert,
    null,
    select,
    update,
)
from sqlalchemy.dialects.postgresql import ARRAY

from privacy.labels import guarded, opened
from privacy.rights.case import CaseState, RequestType
from privacy.rights.verification import TRIES
from privacy.store.databases import DATA
from privacy.store.links import members_of, profile_of
from privacy.store.statement import Statement
from privacy.terms import DataCategory

_AT: Final = DateTime(timezone=True)
_CASE: Final = DataCategory.RIGHTS_CASE
_STAFF: Final = DataCategory.STAFF_ACTIVITY
_HEX: Final = 64

rights_case: Final = Table(
    "rights_case",
    DATA,
    Column("id", Uuid, primary_key=True, info=opened("random id")),
    Column("subject_id", Uuid, ForeignKey("subject.id"), index=True, info=opened("random id")),
    Column("type", String(24), nullable=False, info=guarded(_CASE)),
    Column("state", String(24), nullable=False, info=guarded(_CASE)),
    Column("opened_by", String(128), nullable=False, info=guarded(_STAFF)),
    Column("approved_by", String(128), info=guarded(_STAFF)),
    Column("executed_by", String(128), info=guarded(_STAFF)),
    Column("assurance", SmallInteger, nullable=False, info=guarded(_CASE)),
    Column("code_mac", LargeBinary, info=opened("HMAC of a code, under a key in no database")),
    Column("code_until", _AT, info=opened("end of a code's term")),
    Column("tries", SmallInteger, nullable=False, info=opened("a counter")),
    Column("plan", LargeBinary, info=guarded(_CASE)),
    Column("plan_hash", String(_HEX), info=opened("hash of counts")),
    Column("approval", LargeBinary, info=opened("mark of who approved what")),
    Column("operation", Uuid, info=opened("random id of an operation")),
    Column("progress", SmallInteger, nullable=False, info=opened("a counter of steps")),
    Column("shared", LargeBinary, info=opened("random ids of numbers, while they are released")),
    Column("taken", LargeBinary, info=guarded(_CASE)),
    Column("suppressed", SmallInteger, nullable=False, info=opened("a counter")),
    Column("certificate", LargeBinary, info=guarded(_CASE)),
    Column("duplicate_of", Uuid, info=opened("random id")),
    Column("opened_at", _AT, nullable=False, info=opened("time of a row")),
    Column("changed_at", _AT, nullable=False, index=True, info=opened("time of a row")),
    comment="Requests of persons, what was planned and approved, and the certificate.",
)
rights_case.append_constraint(
    CheckConstraint(rights_case.c.state.in_([state.value for state in CaseState]), name="state")
)
rights_case.append_constraint(
    CheckConstraint(rights_case.c.type.in_([type_.value for type_ in RequestType]), name="type")
)

_C: Final = rights_case.c


_THIS: Final = _C.id == bindparam("case", type_=Uuid)
_FROM: Final = _C.state == bindparam("before", type_=String)


def _of_person() -> ColumnElement[bool]:
    """The requests of `:subject`, and of whoever is one person with her."""
    whom = bindparam("subject", type_=Uuid)
    profile = profile_of(whom).scalar_subquery()
    members = func.array(members_of(profile).scalar_subquery())
    return _C.subject_id == any_(func.array_append(members, whom))


OPEN: Final = Statement(
    "rights.open",
    insert(rights_case).values(
        {
            column.name: bindparam(column.name, type_=column.type)
            for column in (
                *(_C.id, _C.subject_id, _C.type, _C.state, _C.opened_by, _C.assurance),
                *(_C.code_mac, _C.code_until, _C.opened_at, _C.changed_at),
            )
        }
        | {"tries": 0, "progress": 0, "suppressed": 0}
    ),
)
"""A request, waiting for its code."""

RECENT: Final = Statement(
    "rights.recent",
    select(func.count().label("n"))
    .select_from(rights_case)
    .where(
        _of_person(),
        _C.opened_at >= bindparam("since", type_=_AT),
    ),
)
"""How many requests a person has opened of late. Index: ix_rights_case_subject_id."""

READ: Final = Statement("rights.read", select(rights_case).where(_THIS))
"""A request. Index: pk_rights_case. Binds: case."""

LIST: Final = Statement(
    "rights.list",
    select(_C.id, _C.type, _C.state, _C.opened_at, _C.changed_at)
    .order_by(_C.changed_at.desc(), _C.id)
    .limit(bindparam("first", type_=Integer)),
)
"""The requests that moved last. Index: ix_rights_case_changed_at. Binds: first."""

TRY: Final = Statement(
    "rights.try",
    update(rights_case)
    .where(_THIS, _FROM, _C.tries < TRIES)
    .values(tries=_C.tries + 1)
    .returning(rights_case),
)
"""Count a try, before it is looked at; no row where none is left. Binds: case, before."""

MOVE: Final = Statement(
    "rights.move",
    update(rights_case)
    .where(_THIS, _FROM)
    .values(state=bindparam("after", type_=String), changed_at=bindparam("at", type_=_AT))
    .returning(_C.id),
)
"""One step on; no row where it stood elsewhere. Binds: case, before, after, at."""

DUPLICATES: Final = Statement(
    "rights.duplicates",
    select(_C.id)
    .where(
        _of_person(),
        _C.type == bindparam("type", type_=String),
        _C.id != bindparam("case", type_=Uuid),
        _C.state == any_(bindparam("standing", type_=ARRAY(String))),
    )
    .order_by(_C.id)
    .limit(1),
)
"""A request of the same kind that was verified before. Index: ix_rights_case_subject_id."""

VERIFIED: Final = Statement(
    "rights.verified",
    update(rights_case)
    .where(_THIS, _FROM)
    .values(
        state=bindparam("after", type_=String),
        duplicate_of=bindparam("duplicate_of", type_=Uuid),
        plan=bindparam("plan", type_=LargeBinary),
        plan_hash=bindparam("plan_hash", type_=String),
        code_mac=null(),
        code_until=null(),
        changed_at=bindparam("at", type_=_AT),
    )
    .returning(_C.id),
)
"""The person is who she says: the code is forgotten, and her plan stands, or whose it repeats."""

APPROVE: Final = Statement(
    "rights.approve",
    update(rights_case)
    .where(_THIS, _FROM, _C.plan_hash == bindparam("hash", type_=String))
    .values(
        state=bindparam("after", type_=String),
        approved_by=bindparam("by", type_=String),
        approval=bindparam("approval", type_=LargeBinary),
        changed_at=bindparam("at", type_=_AT),
    )
    .returning(_C.id),
)
"""A second person's word, on the plan that she saw."""

BEGIN: Final = Statement(
    "rights.begin",
    update(rights_case)
    .where(_THIS, _FROM)
    .values(
        state=bindparam("after", type_=String),
        operation=func.coalesce(_C.operation, bindparam("operation", type_=Uuid)),
        executed_by=bindparam("by", type_=String),
        changed_at=bindparam("at", type_=_AT),
    )
    .returning(rights_case),
)
"""Begin, or begin again: the operation of the first beginning stays."""

ADVANCE: Final = Statement(
    "rights.advance",
    update(rights_case)
    .where(_THIS)
    .values(
        progress=func.greatest(_C.progress, bindparam("progress", type_=SmallInteger)),
        shared=func.coalesce(_C.shared, bindparam("shared", type_=LargeBinary)),
        taken=func.coalesce(bindparam("taken", type_=LargeBinary), _C.taken),
        suppressed=func.greatest(_C.suppressed, bindparam("suppressed", type_=SmallInteger)),
    ),
)
"""A step of the erasure is done; what she shares is noted once, what was taken each time.

Binds: case, progress, shared, taken, suppressed.
"""

COMPLETE: Final = Statement(
    "rights.complete",
    update(rights_case)
    .where(_THIS, _FROM)
    .values(
        state=bindparam("after", type_=String),
        certificate=bindparam("certificate", type_=LargeBinary),
        subject_id=null(),
        operation=null(),
        shared=null(),
        changed_at=bindparam("at", type_=_AT),
    )
    .returning(_C.id),
)
"""Done: from here on nothing leads from the case to the person."""

DETACH: Final = Statement(
    "rights.detach",
    update(rights_case)
    .where(
        _C.subject_id == any_(bindparam("subjects", type_=ARRAY(Uuid))),
        _C.id != bindparam("case", type_=Uuid),
    )
    .values(subject_id=null()),
)
"""Nor does any other request of hers: a duplicate names the case that has the certificate.

Index: ix_rights_case_subject_id. Binds: subjects, case.
"""

TURN: Final = Statement(
    "rights.turn",
    select(func.pg_try_advisory_xact_lock(bindparam("turn", type_=BigInteger)).label("is_ours")),
)
"""Whether this transaction may carry the case out: nobody else does until it ends. Binds: turn."""
