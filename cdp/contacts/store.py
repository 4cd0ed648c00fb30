"""Statements on contacts. Index: the primary key's prefix; a person has few contacts."""

from __future__ import annotations

from typing import Final
from uuid import UUID

from sqlalchemy import (
    ColumnElement,
    Integer,
    ScalarSelect,
    String,
    Uuid,
    bindparam,
    func,
    select,
)
from sqlalchemy.dialects.postgresql import insert

from cdp.contacts.tables import contact
from cdp.database.listing import later_than
from privacy.store.statement import Statement, every_column

COLUMNS: Final = (
    "subject_id",
    "id",
    "source",
    "role",
    "name",
    "email",
    "address",
    "company",
    "occurred_at",
    "n",
)
"""The order of a fragment's row."""

GOLDEN: Final = ("name", "email", "address")
"""Fields of a profile that are chosen from contacts: the latest that says something."""


def lateral(
    subject: ColumnElement[UUID], allowed: ColumnElement[bool], *, part: str = "contacts"
) -> ColumnElement[object]:
    """The newest contacts of `subject` where `allowed`, as an array of rows.

    Binds: first_<part>, and the place <part>_at, <part>_id after which they begin.
    """
    rows = (
        select(func.row(*(contact.c[name] for name in COLUMNS)))
        .where(
            contact.c.subject_id == subject,
            allowed,
            later_than(part, contact.c.n, contact.c.id),
        )
        .order_by(contact.c.n.desc(), contact.c.id.desc())
        .limit(bindparam(f"first_{part}", type_=Integer))
        .correlate_except(contact)
    )
    return func.array(rows.scalar_subquery())


def golden(
    field: str, subject: ColumnElement[UUID], allowed: ColumnElement[bool]
) -> ScalarSelect[object]:
    """`field` of the newest contact that has it: (subject, contact, ciphertext), or null."""
    return (
        select(func.row(contact.c.subject_id, contact.c.id, contact.c[field]))
        .where(contact.c.subject_id == subject, contact.c[field].is_not(None), allowed)
        .order_by(contact.c.n.desc(), contact.c.id)
        .limit(1)
        .correlate_except(contact)
        .scalar_subquery()
    )


def _bound(name: str) -> ColumnElement[object]:
    return bindparam(name, type_=contact.c[name].type)


EXISTING: Final = Statement(
    "contacts.existing",
    select(contact.c.id)
    .where(
        contact.c.subject_id == bindparam("subject_id", type_=Uuid),
        contact.c.source == bindparam("source", type_=String),
    )
    .with_for_update(),
)
"""The contact that `source` already wrote of a person. Index: ix_contact_subject_id_source."""

_NEWEST: Final = (
    select(func.coalesce(func.max(contact.c.n), 0) + 1)
    .where(contact.c.subject_id == bindparam("subject_id", type_=Uuid))
    .scalar_subquery()
)
"""Counted for each person apart: a number that ran through all rows would rank them by time."""

_WRITTEN: Final = insert(contact).values({**every_column(contact), "n": _NEWEST})

WRITE: Final = Statement(
    "contacts.write",
    _WRITTEN.on_conflict_do_update(
        index_elements=[contact.c.subject_id, contact.c.id],
        set_={
            "n": _WRITTEN.excluded.n,
            # A source that says no role leaves it: else an update would make staff prospects.
            "role": func.coalesce(bindparam("said_role", type_=String), contact.c.role),
            **{
                name: func.coalesce(_WRITTEN.excluded[name], contact.c[name])
                for name in ("name", "email", "address", "company")
            },
            "notice_version": _WRITTEN.excluded.notice_version,
            "occurred_at": func.greatest(_WRITTEN.excluded.occurred_at, contact.c.occurred_at),
            "received_at": _WRITTEN.excluded.received_at,
        },
    ),
)
"""A contact, new or renewed: what the source does not say this time stays as it was.

Binds: every column, and said_role: the role where one was said, else null.
"""
