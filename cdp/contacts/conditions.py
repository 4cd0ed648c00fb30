"""Conditions on a person that her contacts meet. Index: ix_contact_subject_id_source."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import ColumnElement, String, bindparam, false, func, literal, select

from cdp.contacts.tables import contact


def has_email(subject: ColumnElement[UUID], allowed: ColumnElement[bool]) -> ColumnElement[bool]:
    """Whether a contact of `subject` gives an e-mail address, where `allowed`."""
    # One row of hers: as EXISTS, a plan may hash the contacts of everybody instead.
    one = (
        select(literal(value=True))
        .where(contact.c.subject_id == subject, contact.c.email.is_not(None), allowed)
        .limit(1)
        .correlate_except(contact)
        .scalar_subquery()
    )
    return func.coalesce(one, false())


def one_with(column: str, subject: ColumnElement[UUID]) -> ColumnElement[bool]:
    """Whether a contact of `subject` has the bound value in `column`. Binds: `column`."""
    return (
        select(literal(1))
        .where(
            contact.c.subject_id == subject, contact.c[column] == bindparam(column, type_=String)
        )
        .correlate_except(contact)
        .exists()
    )
