"""Keys of people who were never made: a writer that lost a race, or died after making them."""

from __future__ import annotations

from typing import Final

from sqlalchemy import DateTime, Integer, Uuid, and_, any_, bindparam, delete, select, tuple_
from sqlalchemy.dialects.postgresql import ARRAY

from privacy.store.keys import subject_key
from privacy.store.statement import Statement
from privacy.store.subjects import subject
from privacy.terms import KeyCategory

_UNTOUCHED: Final = and_(
    *(subject_key.c[f"{category.value}_shredded_at"].is_(None) for category in KeyCategory)
)
"""A row from which nothing was erased: an erased person's row stays until its term ends."""

BORN: Final = Statement(
    "orphans.born",
    select(subject_key.c.subject_id, subject_key.c.created_at)
    .where(
        tuple_(subject_key.c.created_at, subject_key.c.subject_id)
        > tuple_(bindparam("since", type_=DateTime(timezone=True)), bindparam("after", type_=Uuid)),
        subject_key.c.created_at < bindparam("until", type_=DateTime(timezone=True)),
        _UNTOUCHED,
    )
    .order_by(subject_key.c.created_at, subject_key.c.subject_id)
    .limit(bindparam("first", type_=Integer)),
)
"""Key rows made in an interval, oldest first, from behind (since, after) on.

In `cdp_keys`. Binds: since, after, until, first.
"""

THERE: Final = Statement(
    "orphans.there",
    select(subject.c.id).where(subject.c.id == any_(bindparam("subjects", type_=ARRAY(Uuid)))),
)
"""Which of these subjects exist. In `cdp`. Index: pk_subject. Binds: subjects."""

REMOVE: Final = Statement(
    "orphans.remove",
    delete(subject_key)
    .where(subject_key.c.subject_id == any_(bindparam("subjects", type_=ARRAY(Uuid))), _UNTOUCHED)
    .returning(subject_key.c.subject_id),
)
"""Remove key rows of subjects that do not exist. In `cdp_keys`. Binds: subjects."""
