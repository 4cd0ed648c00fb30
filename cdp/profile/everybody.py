"""Everybody: people by when they were first seen, under conditions that open nothing.

Never by name, address or note: nothing is decrypted to be searched.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from sqlalchemy import ColumnElement, DateTime, bindparam, select

from cdp.contacts.conditions import one_with
from cdp.database.listing import EARLIEST, Listing
from cdp.identity.store import candidates, ever_keyed, keyed, owner
from privacy.store.subjects import subject

_TIME: Final = DateTime(timezone=True)
_OWNER: Final = owner().subquery("answering")
_EVER: Final = candidates().subquery("answered")

EXEMPT: Final[Mapping[str, str]] = {"number": "ever_number", "external_ref": "ever_external_ref"}
"""By what an exempt purpose looks instead: whoever is withheld is found by it as well."""

WHERE: Final[Mapping[str, ColumnElement[bool]]] = {
    "number": subject.c.id == select(_OWNER.c.subject_id).scalar_subquery(),
    "external_ref": subject.c.id == keyed().scalar_subquery(),
    "ever_number": subject.c.id.in_(select(_EVER.c.subject_id)),
    "ever_external_ref": subject.c.id.in_(ever_keyed()),
    "source": one_with("source", subject.c.id),
    "role": one_with("role", subject.c.id),
    "created_since": subject.c.created_at >= bindparam("created_since", type_=_TIME),
    "created_until": subject.c.created_at < bindparam("created_until", type_=_TIME),
}
"""By the number that they answer at `:seen_at` (bx, key_ver) or by another system's key of one of
their records (ref_source, ref_kind, ref_token): exact, one person at most. By what a contact of
theirs says, and by when they were first seen."""

NEWEST: Final = Listing(
    name="profiles",
    subject=subject.c.id,
    id=subject.c.id,
    at=subject.c.created_at,
    cells=(subject.c.id, subject.c.id),
    where=WHERE,
)
"""Whoever was first seen last comes first. Index: ix_subject_created_at, read backwards."""

OLDEST: Final = replace(NEWEST, name="profiles_oldest", ascending=True, start=EARLIEST)
"""Whoever was first seen first comes first. Index: ix_subject_created_at."""
