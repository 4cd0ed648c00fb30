"""The subject: the leaf that owns facts and keys, its state, and its consent bits."""

from __future__ import annotations

from typing import Final

from sqlalchemy import (
    CheckConstraint,
    Column,
    DateTime,
    Index,
    String,
    Table,
    Uuid,
    any_,
    bindparam,
    func,
    insert,
    select,
    update,
)
from sqlalchemy.dialects.postgresql import ARRAY, BIT

from privacy.consent import WIDTH
from privacy.labels import guarded, opened
from privacy.store.databases import DATA
from privacy.store.statement import Statement
from privacy.terms import AgeBand, DataCategory, SubjectState

NO_BITS: Final = "0" * WIDTH
"""Nothing granted, nothing denied."""

_STATES: Final = tuple(state.value for state in SubjectState)
_BANDS: Final = tuple(band.value for band in AgeBand)

subject: Final = Table(
    "subject",
    DATA,
    Column("id", Uuid, primary_key=True, info=opened("random id")),
    Column(
        "state",
        String(16),
        nullable=False,
        server_default=SubjectState.LIVE.value,
        info=guarded(DataCategory.RIGHTS_CASE),
    ),
    Column(
        "age_band",
        String(16),
        nullable=False,
        server_default=AgeBand.UNKNOWN.value,
        info=guarded(DataCategory.MINOR_ANY),
    ),
    Column(
        "granted",
        BIT(varying=True),
        nullable=False,
        server_default=NO_BITS,
        info=guarded(DataCategory.CONSENT_RECORD),
    ),
    Column(
        "denied",
        BIT(varying=True),
        nullable=False,
        server_default=NO_BITS,
        info=guarded(DataCategory.CONSENT_RECORD),
    ),
    Column("valid_until", DateTime(timezone=True), info=guarded(DataCategory.CONSENT_RECORD)),
    Column("contract_until", DateTime(timezone=True), info=guarded(DataCategory.COMMERCIAL_ORDER)),
    Column(
        "created_at",
        DateTime(timezone=True),
        nullable=False,
        info=guarded(DataCategory.ACQUISITION_SOURCE),
    ),
    Index("ix_subject_created_at", "created_at", "id"),
    comment="The leaf that owns facts and keys, and where it stands towards every purpose.",
)
subject.append_constraint(CheckConstraint(subject.c.state.in_(_STATES), name="state"))
subject.append_constraint(CheckConstraint(subject.c.age_band.in_(_BANDS), name="age_band"))
subject.append_constraint(
    CheckConstraint(func.length(subject.c.granted) == func.length(subject.c.denied), name="width")
)

CREATE: Final = Statement(
    "subjects.create",
    insert(subject).values(
        id=bindparam("subject", type_=Uuid),
        created_at=bindparam("at", type_=DateTime(timezone=True)),
    ),
)
"""A new person, LIVE, with no consent and no contract. Binds: subject, at."""

LOCK: Final = Statement(
    "subjects.lock",
    select(subject.c.id, subject.c.state)
    .where(subject.c.id == bindparam("subject", type_=Uuid))
    .with_for_update(),
)
"""The row of `subject`, held until the transaction ends: whoever rewrites its bits waits here.

Index: pk_subject. Binds: subject.
"""

EXTEND_CONTRACT: Final = Statement(
    "subjects.extend_contract",
    update(subject)
    .where(subject.c.id == bindparam("subject", type_=Uuid))
    .values(
        contract_until=func.greatest(
            subject.c.contract_until, bindparam("until", type_=DateTime(timezone=True))
        )
    ),
)
"""A contract stands at least until `until`; a longer one stays. Binds: subject, until."""

HOLD: Final = Statement(
    "subjects.hold",
    select(subject.c.id, subject.c.state)
    .where(subject.c.id == any_(bindparam("subjects", type_=ARRAY(Uuid))))
    .order_by(subject.c.id)
    .with_for_update(),
)
"""How these people stand, until the transaction ends: whoever writes of or erases one waits.

So nothing is written of a person after her rows were taken. Index: pk_subject. Binds: subjects.
"""

ERASING: Final = Statement(
    "subjects.erasing",
    update(subject)
    .where(subject.c.id == bindparam("subject", type_=Uuid))
    .values(state=SubjectState.ERASING.value)
    .returning(subject.c.id),
)
"""From now on nobody but exempt purposes sees this person. Binds: subject."""
