"""Candidates: what of people's contacts decides whose word stands, and no value of any.

Index: ix_contact_subject_id_source; a person has few contacts.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from sqlalchemy import Uuid, bindparam, func, select
from sqlalchemy.dialects.postgresql import ARRAY

from cdp.contacts.survivorship import STRATEGY, Candidate, ContactField, survivors
from cdp.contacts.tables import contact
from privacy.store.statement import Row, Runner, Statement

OF_MANY: Final = Statement(
    "contacts.candidates",
    select(
        *(contact.c[name] for name in ("subject_id", "id", "source", "n", "occurred_at")),
        *(contact.c[field.column].is_not(None).label(field.column) for field in ContactField),
        *(contact.c[field.confirmed] for field in ContactField),
    )
    .where(contact.c.subject_id == func.any(bindparam("members", type_=ARRAY(Uuid))))
    .order_by(contact.c.subject_id, contact.c.id),
)
"""The contacts of `members`: which fields each gives, and when they were confirmed."""


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Word:
    """The contact whose word on a field stands, and whose contact it is."""

    subject: UUID
    contact: UUID
    source: str
    occurred_at: datetime
    confirmed_at: datetime | None


async def words_of(run: Runner, members: Sequence[UUID]) -> Mapping[ContactField, Word]:
    """Whose word would stand on each field, were `members` one person; by `STRATEGY`."""
    rows = await run.fetch(OF_MANY, members=list(members))
    words = {field: _word(field, rows) for field in ContactField}
    return {field: word for field, word in words.items() if word is not None}


def _word(field: ContactField, rows: Sequence[Row]) -> Word | None:
    by_contact = {row["id"]: row for row in rows}
    stands = survivors(STRATEGY[field], [_candidate(field, row) for row in rows])
    if not stands:
        return None
    row = by_contact[stands[0].contact]
    return Word(
        subject=row["subject_id"],
        contact=row["id"],
        source=row["source"],
        occurred_at=row["occurred_at"],
        confirmed_at=row[field.confirmed],
    )


def _candidate(field: ContactField, row: Row) -> Candidate:
    return Candidate(
        contact=row["id"],
        source=row["source"],
        is_verified=row[field.confirmed] is not None,
        n=row["n"],
        occurred_at=row["occurred_at"],
        has_value=row[field.column],
    )
