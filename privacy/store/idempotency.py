"""Idempotency keys: which were used of late, and which rows were made under each.

Two tables. That a key was used is known until it expires; what it was used for hangs on the
person, and goes with her. So an erased person's act is neither told nor done again.

A use has an id of its own. The operation's would do, but it stands in the ledger beside a
pseudonym: a join of two dumps would tell whose that is.
"""

from __future__ import annotations

from typing import Final

from sqlalchemy import (
    Boolean,
    Column,
    DateTime,
    ForeignKey,
    LargeBinary,
    Table,
    Uuid,
    and_,
    bindparam,
    delete,
    exists,
    literal,
    or_,
    select,
)
from sqlalchemy.dialects.postgresql import ARRAY, insert

from privacy.labels import opened
from privacy.store.databases import DATA
from privacy.store.statement import Statement
from privacy.store.subjects import subject
from privacy.terms import SubjectState

_TIME: Final = DateTime(timezone=True)

idempotency_key: Final = Table(
    "idempotency_key",
    DATA,
    Column("id", LargeBinary, primary_key=True, info=opened("HMAC of a word, under a day's key")),
    Column("use", Uuid, nullable=False, info=opened("random id")),
    Column("at", _TIME, nullable=False, index=True, info=opened("time of a row")),
    comment="Idempotency keys that were used. Rows go after a day.",
)

idempotent_act: Final = Table(
    "idempotent_act",
    DATA,
    Column("use", Uuid, primary_key=True, info=opened("random id")),
    Column("subject_id", Uuid, ForeignKey("subject.id"), index=True, info=opened("random id")),
    Column(
        "request",
        LargeBinary,
        nullable=False,
        info=opened("HMACs of a request, under two days' keys"),
    ),
    Column("rows", ARRAY(Uuid), nullable=False, info=opened("random ids")),
    Column("at", _TIME, nullable=False, index=True, info=opened("time of a row")),
    comment="What was made under an idempotency key: ids, never an answer. Rows go after a day.",
)

_K: Final = idempotency_key.c
_A: Final = idempotent_act.c
_since: Final = bindparam("since", type_=_TIME)

_may_be_told: Final = or_(
    bindparam("tells", type_=Boolean),
    _A.subject_id.is_(None),
    exists(
        select(literal(1)).where(
            subject.c.id == _A.subject_id, subject.c.state == SubjectState.LIVE.value
        )
    ),
)

LOOK: Final = Statement(
    "idempotency.look",
    select(_A.request, _A.subject_id, _A.rows, _K.at)
    .select_from(idempotency_key.outerjoin(idempotent_act, and_(_K.use == _A.use, _may_be_told)))
    .where(
        _K.id.in_([bindparam("before", type_=LargeBinary), bindparam("now", type_=LargeBinary)]),
        _K.at > _since,
    )
    .limit(1),
)
"""What a key was used for; nulls where the person is gone, or withheld and not `tells`.

Indexes: both primary keys, pk_subject. Binds: before, now, since, tells.
"""

_taken: Final = insert(idempotency_key).values(
    [
        {
            "id": bindparam(day, type_=LargeBinary),
            "use": bindparam("use", type_=Uuid),
            "at": bindparam("at", type_=_TIME),
        }
        for day in ("before", "now")
    ]
)

TAKE: Final = Statement(
    "idempotency.take",
    _taken.on_conflict_do_update(
        index_elements=[_K.id],
        set_={"use": _taken.excluded.use, "at": _taken.excluded.at},
        where=_K.at <= _since,
    ).returning(_K.id),
)
"""Take a key under both days' names; fewer than two rows come back where it is taken.

It waits for a transaction that is taking the same key to end. Binds: before, now, use, at, since.
"""

REMEMBER: Final = Statement(
    "idempotency.remember",
    insert(idempotent_act).values(
        use=bindparam("use", type_=Uuid),
        subject_id=bindparam("subject", type_=Uuid),
        request=bindparam("request", type_=LargeBinary),
        rows=bindparam("rows", type_=ARRAY(Uuid)),
        at=bindparam("at", type_=_TIME),
    ),
)
"""Remember what was made under a key, in the transaction that made it."""

EXPIRE: Final = Statement(
    "idempotency.expire",
    delete(idempotency_key).where(_K.at <= bindparam("until", type_=_TIME)).returning(_K.use),
)
"""Forget the keys of before `until`. Run by jobs. Index: ix_idempotency_key_at."""

EXPIRE_ACTS: Final = Statement(
    "idempotency.expire_acts",
    delete(idempotent_act).where(_A.at <= bindparam("until", type_=_TIME)).returning(_A.use),
)
"""Forget what was made under them. Run by jobs. Index: ix_idempotent_act_at."""
