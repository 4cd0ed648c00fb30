"""Then: whose a number was at a time, who had it before and after, and what else she answered.

Indexes: pk_identity_index and the exclusion constraint's own, ix_phone_ownership_identity_id,
pk_phone_ownership.
"""

from __future__ import annotations

from typing import Final

from sqlalchemy import DateTime, Uuid, bindparam, func, or_, select
from sqlalchemy.dialects.postgresql import ARRAY

from cdp.identity.record import OwnershipState
from cdp.identity.store import owner
from cdp.identity.tables import phone_ownership
from privacy.store.statement import Statement

OWNER_THEN: Final = Statement("identity.owner_then", owner())
"""The owner at `seen_at` again, inside the writing transaction, and her ownership."""

_SEEN_AT: Final = bindparam("seen_at", type_=DateTime(timezone=True))
_LOWER: Final = func.lower(phone_ownership.c.during)

_beside: Final = (
    select(phone_ownership.c.during)
    .where(
        phone_ownership.c.identity_id == bindparam("identity_id", type_=Uuid),
        phone_ownership.c.exclusive,
        or_(
            phone_ownership.c.state == OwnershipState.ACTIVE.value,
            phone_ownership.c.state == OwnershipState.ENDED.value,
        ),
    )
    # In order of time, as an end and whoever follows are written: nobody waits for each other.
    .order_by(_LOWER.nulls_first())
    .with_for_update()
    .subquery("beside")
)

NEIGHBOURS: Final = Statement(
    "identity.neighbours",
    select(
        func.max(func.upper(_beside.c.during))
        .filter(func.upper(_beside.c.during) <= _SEEN_AT)
        .label("ended_at"),
        func.min(func.lower(_beside.c.during))
        .filter(func.lower(_beside.c.during) > _SEEN_AT)
        .label("began_at"),
    ),
)
"""When the owner before `seen_at` ended, and the one after it began; null where there is none.

They are held: whoever ends one of them meanwhile waits, and then finds who was met. Index:
ix_phone_ownership_identity_id. Binds: identity_id, seen_at.
"""

NUMBERS_THEN: Final = Statement(
    "identity.numbers_then",
    select(phone_ownership.c.id, phone_ownership.c.subject_id, phone_ownership.c.state)
    .where(
        phone_ownership.c.subject_id == func.any(bindparam("subjects", type_=ARRAY(Uuid))),
        phone_ownership.c.during.op("@>")(_SEEN_AT),
    )
    .order_by(phone_ownership.c.id),
)
"""The numbers that a person answered at `seen_at`, by any of her subjects, and how each stands now.

Index: pk_phone_ownership. Binds: subjects, seen_at.
"""
