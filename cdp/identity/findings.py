"""What becomes known of a number that a person answers. Index: pk_phone_ownership.

Nothing here verifies a number less than it was, or makes somebody answer it who did not.
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
    case,
    func,
    or_,
    select,
)
from sqlalchemy.dialects.postgresql import ARRAY

from cdp.identity.record import OwnershipState
from cdp.identity.tables import phone_ownership
from privacy.store.statement import Statement

_AT: Final = bindparam("at", type_=DateTime(timezone=True))


def _of_ownership(values: Mapping[str, object], *more: ColumnElement[bool]) -> Update:
    """An active ownership of a person, by id."""
    return (
        phone_ownership.update()
        .where(
            phone_ownership.c.subject_id == bindparam("subject_id", type_=Uuid),
            phone_ownership.c.id == bindparam("id", type_=Uuid),
            phone_ownership.c.state == OwnershipState.ACTIVE.value,
            *more,
        )
        .values(values)
    )


FOUND: Final = Statement(
    "identity.found",
    _of_ownership(
        {"number_status": bindparam("number_status", type_=String), "status_checked_at": _AT},
        or_(
            phone_ownership.c.status_checked_at.is_(None),
            phone_ownership.c.status_checked_at <= _AT,
        ),
    ),
)
"""What the network or a voice said of the line at `at`; an older word changes nothing.

Binds: subject_id, id, number_status, at.
"""

ANSWERED: Final = Statement(
    "identity.answered",
    _of_ownership({"last_answered_at": func.greatest(phone_ownership.c.last_answered_at, _AT)}),
)
"""Somebody answered it at `at`. Binds: subject_id, id, at."""

_WEAKER: Final = phone_ownership.c.verification == func.any(
    bindparam("weaker", type_=ARRAY(String))
)

VERIFY: Final = Statement(
    "identity.verify",
    _of_ownership(
        {
            "verification": case(
                (_WEAKER, bindparam("verification", type_=String)),
                else_=phone_ownership.c.verification,
            ),
            "verified_at": func.greatest(phone_ownership.c.verified_at, _AT),
        }
    ),
)
"""She was reached under it at `at`: it is verified by no less than it was, and no earlier.

Binds: subject_id, id, verification, weaker, at.
"""

_NOT_HERS_SINCE: Final = or_(
    phone_ownership.c.verified_at.is_(None),
    phone_ownership.c.verified_at <= bindparam("said_at", type_=DateTime(timezone=True)),
)
"""She was not reached under it after `said_at`: an older word does not outweigh that."""

DISPUTE: Final = Statement(
    "identity.dispute",
    _of_ownership({"state": OwnershipState.DISPUTED.value}, _NOT_HERS_SINCE).returning(
        phone_ownership.c.id
    ),
)
"""Nobody knows any more whether the person answers it. Binds: subject_id, id, said_at."""

_LOWER: Final = func.lower(phone_ownership.c.during)
_UPPER: Final = func.upper(phone_ownership.c.during)

END: Final = Statement(
    "identity.end",
    phone_ownership.update()
    .where(
        phone_ownership.c.subject_id == bindparam("subject_id", type_=Uuid),
        phone_ownership.c.id == bindparam("id", type_=Uuid),
        phone_ownership.c.state != OwnershipState.WITHHELD.value,
        # What never was hers has no end: the bounds of an empty range read as if it had none.
        func.isempty(phone_ownership.c.during).is_(False),
        # An end that is known stands against a later one: so the order of hearing decides nothing.
        or_(_UPPER.is_(None), _UPPER > _AT),
        _NOT_HERS_SINCE,
    )
    .values(
        {
            "state": case(
                (phone_ownership.c.state == OwnershipState.DISPUTED.value, phone_ownership.c.state),
                else_=OwnershipState.ENDED.value,
            ),
            "end_reason": bindparam("end_reason", type_=String),
            # GREATEST passes over null: a range that always was begins nowhere, and ends at `at`.
            "during": func.tstzrange(_LOWER, func.greatest(_LOWER, _AT)),
        }
    )
    .returning(
        phone_ownership.c.identity_id,
        and_(phone_ownership.c.exclusive, func.isempty(phone_ownership.c.during).is_(False)).label(
            "is_followed"
        ),
        phone_ownership.c.state,
    ),
)
"""The person answers it until `at` and no longer; one in dispute is still that: see ENDED.

Where `at` is before it was hers, it never was, and no other's interval changes.
Binds: subject_id, id, end_reason, at, said_at.
"""

_next: Final = phone_ownership.alias("next_owner")

FOLLOW: Final = Statement(
    "identity.follow",
    phone_ownership.update()
    .where(
        phone_ownership.c.id
        == select(_next.c.id)
        .where(
            _next.c.identity_id == bindparam("identity_id", type_=Uuid),
            _next.c.id != bindparam("id", type_=Uuid),
            _next.c.exclusive,
            or_(
                _next.c.state == OwnershipState.ACTIVE.value,
                _next.c.state == OwnershipState.ENDED.value,
            ),
            func.isempty(_next.c.during).is_(False),
            or_(func.upper(_next.c.during).is_(None), func.upper(_next.c.during) > _AT),
        )
        .order_by(func.lower(_next.c.during).nulls_first())
        .limit(1)
        .scalar_subquery(),
        phone_ownership.c.identity_id == bindparam("identity_id", type_=Uuid),
    )
    .values(during=func.tstzrange(_AT, _UPPER)),
)
"""Whoever has the number next after an owner that ended at `at` has had it since then.

So it is one interval, whether the end or her first event was heard of first; of somebody who was
met under it while it was in dispute, too. Index: ix_phone_ownership_identity_id.
Binds: identity_id, id, at.
"""

RESUME: Final = Statement(
    "identity.resume",
    phone_ownership.update()
    .where(
        phone_ownership.c.subject_id == bindparam("subject_id", type_=Uuid),
        phone_ownership.c.id == bindparam("id", type_=Uuid),
        phone_ownership.c.state == OwnershipState.DISPUTED.value,
    )
    .values(state=OwnershipState.ACTIVE.value)
    .returning(phone_ownership.c.id),
)
"""What was in dispute is settled: it is hers. Fails where somebody else has the number by now.

Binds: subject_id, id.
"""

ENDED: Final = Statement(
    "identity.ended",
    phone_ownership.update()
    .where(
        phone_ownership.c.subject_id == bindparam("subject_id", type_=Uuid),
        phone_ownership.c.id == bindparam("id", type_=Uuid),
        phone_ownership.c.state == OwnershipState.DISPUTED.value,
    )
    .values(state=OwnershipState.ENDED.value),
)
"""What was in dispute is settled: it was hers until its end. Binds: subject_id, id."""
