"""Withholding: what is hidden of a person whom nobody may process, and what comes back.

Her numbers resolve no more and her keys look free, as if she had never been. Whoever is met under
them meanwhile is somebody new. Both statements run with her own row held.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from sqlalchemy import (
    ColumnElement,
    Interval,
    Uuid,
    and_,
    any_,
    bindparam,
    case,
    exists,
    func,
    literal,
    not_,
    null,
    or_,
    select,
)
from sqlalchemy.dialects.postgresql import ARRAY

from cdp.identity.record import OwnershipState
from cdp.identity.tables import external_ref, phone_ownership
from privacy.consent import DENIALS
from privacy.store.consents import consent_event, consent_state
from privacy.store.restrictions import restriction
from privacy.store.statement import Statement

_HOUR: Final = literal(timedelta(hours=1), Interval)
_WHOM: Final = any_(bindparam("subjects", type_=ARRAY(Uuid)))
_WITHHELD: Final = phone_ownership.c.state == OwnershipState.WITHHELD.value

EXCLUSIVE: Final = (OwnershipState.ACTIVE.value, OwnershipState.ENDED.value)
"""States among which a number has one owner at a time."""


def _among(column: ColumnElement[str]) -> ColumnElement[bool]:
    return or_(*(column == state for state in EXCLUSIVE))


WITHHOLD: Final = Statement(
    "identity.withhold",
    phone_ownership.update()
    .where(phone_ownership.c.subject_id == _WHOM, not_(_WITHHELD))
    .values(withheld_from=phone_ownership.c.state, state=OwnershipState.WITHHELD.value)
    .returning(phone_ownership.c.id),
)
"""None of their numbers resolves any more; each remembers what it was.

Index: pk_phone_ownership. Binds: subjects.
"""

WITHHOLD_KEYS: Final = Statement(
    "identity.withhold_keys",
    external_ref.update()
    .where(external_ref.c.subject_id == _WHOM, not_(external_ref.c.withheld))
    .values(withheld=True)
    .returning(external_ref.c.row_id),
)
"""The keys that other systems have for their records look free. Binds: subjects.

Index: ix_external_ref_subject_id.
"""

_other: Final = phone_ownership.alias("other")
_is_taken: Final = and_(
    phone_ownership.c.exclusive,
    _among(phone_ownership.c.withheld_from),
    exists(
        select(literal(1))
        .where(
            _other.c.identity_id == phone_ownership.c.identity_id,
            _other.c.exclusive,
            _among(_other.c.state),
            _other.c.during.op("&&")(phone_ownership.c.during),
        )
        .correlate(phone_ownership)
    ),
)
"""Whether somebody has the number by now, at a time at which it was hers."""

GIVE_BACK: Final = Statement(
    "identity.give_back",
    phone_ownership.update()
    .where(
        phone_ownership.c.subject_id == _WHOM,
        _WITHHELD,
        phone_ownership.c.withheld_from.is_not(None),
    )
    .values(
        state=case(
            (_is_taken, OwnershipState.DISPUTED.value), else_=phone_ownership.c.withheld_from
        ),
        withheld_from=null(),
    )
    .returning(phone_ownership.c.id, phone_ownership.c.state),
)
"""Their numbers are what they were, or in dispute where another person has them by now.

Somebody who takes one at this moment is not seen yet: then the exclusion constraint refuses, and
the next attempt sees her. Index: pk_phone_ownership, ix_phone_ownership_identity_id.
Binds: subjects.
"""

_mine: Final = phone_ownership.alias("mine")
_theirs: Final = phone_ownership.alias("theirs")

REFUSED_MEANWHILE: Final = Statement(
    "identity.refused_meanwhile",
    select(
        consent_state.c.bit,
        func.max(consent_state.c.event_time).label("said_at"),
        func.min(consent_event.c.method).label("method"),
    )
    .select_from(_mine)
    .join(restriction, restriction.c.subject_id == _mine.c.subject_id)
    .join(_theirs, _theirs.c.identity_id == _mine.c.identity_id)
    .join(consent_state, consent_state.c.subject_id == _theirs.c.subject_id)
    .join(
        consent_event,
        and_(
            consent_event.c.subject_id == consent_state.c.subject_id,
            consent_event.c.id == consent_state.c.event_id,
        ),
    )
    .where(
        _mine.c.subject_id == _WHOM,
        _mine.c.state == OwnershipState.WITHHELD.value,
        _mine.c.withheld_from == OwnershipState.ACTIVE.value,
        restriction.c.lifted_at.is_(None),
        _theirs.c.state != OwnershipState.WITHHELD.value,
        _theirs.c.subject_id != _mine.c.subject_id,
        or_(*(consent_state.c.state == state.value for state in sorted(DENIALS))),
        # A row's time is the end of its hour.
        consent_state.c.event_time >= restriction.c.set_at - _HOUR,
    )
    .group_by(consent_state.c.bit)
    .order_by(consent_state.c.bit),
)
"""Which cells somebody refused under a number of theirs since they were restricted, and when last.

Indexes: pk_phone_ownership, uq_restriction_standing, ix_phone_ownership_identity_id,
pk_consent_state, pk_consent_event. Binds: subjects.
"""

_claimed: Final = external_ref.alias("claimed")

GIVE_KEYS_BACK: Final = Statement(
    "identity.give_keys_back",
    external_ref.update()
    .where(
        external_ref.c.subject_id == _WHOM,
        external_ref.c.withheld,
        not_(
            exists(
                select(literal(1))
                .where(
                    _claimed.c.source == external_ref.c.source,
                    _claimed.c.kind == external_ref.c.kind,
                    _claimed.c.key_token == external_ref.c.key_token,
                    not_(_claimed.c.withheld),
                )
                .correlate(external_ref)
            )
        ),
    )
    .values(withheld=False)
    .returning(external_ref.c.row_id),
)
"""Their keys find them again, but for those under which another record was filed meanwhile.

As `GIVE_BACK`. Indexes: ix_external_ref_subject_id, uq_external_ref_key. Binds: subjects.
"""
