"""Everybody: people by when they were first seen, under conditions that open nothing.

Never by name, address or note: nothing is decrypted to be searched.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from typing import Final
from uuid import UUID

from sqlalchemy import ColumnElement, DateTime, ScalarSelect, bindparam, func, select

from cdp.contacts.conditions import one_with
from cdp.database.listing import EARLIEST, Listing
from cdp.identity.store import keyed, owner
from privacy.store.links import merge_link
from privacy.store.subjects import subject

_TIME: Final = DateTime(timezone=True)
_OWNER: Final = owner().subquery("answering")


def _first_of(one: ScalarSelect[UUID], name: str) -> ColumnElement[UUID]:
    """The first subject of the profile that `one` is of: herself, unless she is merged."""
    link = merge_link.alias(f"{name}_link")
    profile = select(link.c.profile_id).where(link.c.subject_id == one).scalar_subquery()
    return func.coalesce(profile, one)


WHERE: Final[Mapping[str, ColumnElement[bool]]] = {
    "number": subject.c.id == _first_of(select(_OWNER.c.subject_id).scalar_subquery(), "answering"),
    "external_ref": subject.c.id == _first_of(keyed().scalar_subquery(), "keyed"),
    "created_since": subject.c.created_at >= bindparam("created_since", type_=_TIME),
    "created_until": subject.c.created_at < bindparam("created_until", type_=_TIME),
}
"""By the number that they answer at `:seen_at` (bx, key_ver) or by another system's key of one of
their records (ref_source, ref_kind, ref_token): exact, one person at most. And by when they were
first seen."""

OF_MEMBER: Final[Mapping[str, Callable[[ColumnElement[UUID]], ColumnElement[bool]]]] = {
    "source": partial(one_with, "source"),
    "role": partial(one_with, "role"),
}
"""By what a contact of theirs says."""

NEWEST: Final = Listing(
    name="profiles",
    subject=subject.c.id,
    id=subject.c.id,
    at=subject.c.created_at,
    cells=(subject.c.id, subject.c.id),
    where=WHERE,
    of_people=True,
    of_member=OF_MEMBER,
)
"""Whoever was first seen last comes first. Index: ix_subject_created_at, read backwards."""

OLDEST: Final = replace(NEWEST, name="profiles_oldest", ascending=True, start=EARLIEST)
"""Whoever was first seen first comes first. Index: ix_subject_created_at."""
