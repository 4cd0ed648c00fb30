"""Then: whose a number was at a time, and what else she answered.

Indexes: pk_identity_index and the exclusion constraint's own, ix_phone_ownership_identity_id,
pk_phone_ownership.
"""

from __future__ import annotations

from typing import Final

from sqlalchemy import DateTime, Uuid, bindparam, func, select
from sqlalchemy.dialects.postgresql import ARRAY

from cdp.identity.store import owner
from cdp.identity.tables import phone_ownership
from privacy.store.statement import Statement

OWNER_THEN: Final = Statement("identity.owner_then", owner())
"""The owner at `seen_at` again, inside the writing transaction, and her ownership."""

_SEEN_AT: Final = bindparam("seen_at", type_=DateTime(timezone=True))

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
