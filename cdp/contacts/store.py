"""Statements on contacts. Index: the primary key's prefix; a person has few contacts."""

from __future__ import annotations

from typing import Final
from uuid import UUID

from sqlalchemy import (
    Boolean,
    ColumnElement,
    DateTime,
    ScalarSelect,
    String,
    Uuid,
    bindparam,
    case,
    func,
    or_,
    select,
)
from sqlalchemy.dialects.postgresql import insert

from cdp.contacts.record import NEVER_LEADS
from cdp.contacts.survivorship import ContactField
from cdp.contacts.tables import contact, contact_address, organisation
from cdp.database.listing import newest
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
    "version",
    "kind",
    "given_name",
    "family_name",
    "phonetic_name",
    "title",
    "gender",
    "birthday",
    "locale",
    "preferred_channel",
    "preferred_time",
    *(field.confirmed for field in ContactField),
)
"""The order of a fragment's row; its organisation, if any, and its addresses follow."""

ADDRESS_COLUMNS: Final = ("subject_id", "id", "kind", "address")
"""The order of a further address's row."""

ORGANISATION_COLUMNS: Final = ("id", "name", "industry", "region")
"""The order of an organisation's row."""


def lateral(
    subject: ColumnElement[UUID], allowed: ColumnElement[bool], *, part: str | None = "contacts"
) -> ColumnElement[object]:
    """The newest contacts of `subject` where `allowed`, as an array of rows.

    Binds: as `newest` of `part`.
    """
    rows = (
        select(
            func.row(*(contact.c[name] for name in COLUMNS), _organisation(), _addresses()),
        )
        .where(
            contact.c.subject_id == subject,
            allowed,
        )
        .correlate_except(contact)
    )
    return func.array(newest(rows, part, contact.c.n, contact.c.id).scalar_subquery())


def _organisation() -> ScalarSelect[object]:
    """The organisation of the contact at hand, or null. Index: pk_organisation."""
    return (
        select(func.row(*(organisation.c[name] for name in ORGANISATION_COLUMNS)))
        .where(organisation.c.id == contact.c.organisation_id)
        .correlate_except(organisation)
        .scalar_subquery()
    )


def _addresses() -> ColumnElement[object]:
    """The further addresses of the contact at hand. Index: the one of their kinds."""
    rows = (
        select(func.row(*(contact_address.c[name] for name in ADDRESS_COLUMNS)))
        .where(
            contact_address.c.subject_id == contact.c.subject_id,
            contact_address.c.contact_id == contact.c.id,
        )
        .order_by(contact_address.c.kind)
        .correlate_except(contact_address)
    )
    return func.array(rows.scalar_subquery())


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

NEVER_A_LEAD: Final = Statement(
    "contacts.never_a_lead",
    select(contact.c.id)
    .where(
        contact.c.subject_id == bindparam("subject_id", type_=Uuid),
        or_(*(contact.c.role == role.value for role in sorted(NEVER_LEADS))),
    )
    .limit(1),
)
"""A contact by which the person is staff, a supplier, a bot or a test. Index: pk_contact."""

_NEWEST: Final = (
    select(func.coalesce(func.max(contact.c.n), 0) + 1)
    .where(contact.c.subject_id == bindparam("subject_id", type_=Uuid))
    .scalar_subquery()
)
"""Counted for each person apart: a number that ran through all rows would rank them by time."""

_WRITTEN: Final = insert(contact).values({**every_column(contact), "n": _NEWEST, "version": 1})

_STAYING: Final = (
    "kind",
    "name",
    "given_name",
    "family_name",
    "phonetic_name",
    "email",
    "address",
    "company",
    "title",
    "organisation_id",
    "gender",
    "birthday",
    "birth_month",
    "birth_day",
    "locale",
    "preferred_channel",
    "preferred_time",
    "ownership_id",
)
"""What stays as it was where the source does not say it this time."""


def _confirmation(field: ContactField) -> ColumnElement[object]:
    """A field that is said anew was confirmed when the new word says so, or not at all."""
    is_said = _WRITTEN.excluded[field.column].is_not(None)
    return case((is_said, _WRITTEN.excluded[field.confirmed]), else_=contact.c[field.confirmed])


WRITE: Final = Statement(
    "contacts.write",
    _WRITTEN.on_conflict_do_update(
        index_elements=[contact.c.subject_id, contact.c.id],
        set_={
            "n": _WRITTEN.excluded.n,
            "version": contact.c.version + 1,
            # A source that says no role leaves it: else an update would make staff prospects.
            "role": func.coalesce(bindparam("said_role", type_=String), contact.c.role),
            **{name: func.coalesce(_WRITTEN.excluded[name], contact.c[name]) for name in _STAYING},
            **{field.confirmed: _confirmation(field) for field in ContactField},
            "notice_version": _WRITTEN.excluded.notice_version,
            "occurred_at": func.greatest(_WRITTEN.excluded.occurred_at, contact.c.occurred_at),
            "received_at": _WRITTEN.excluded.received_at,
        },
    ),
)
"""A contact, new or renewed: what the source does not say this time stays as it was.

Binds: every column but n and version, and said_role: the role where one was said, else null.
"""


def _now_or(field: ContactField) -> ColumnElement[object]:
    is_confirmed = bindparam(f"is_{field.column}", type_=Boolean)
    at = bindparam("confirmed_at", type_=DateTime(timezone=True))
    return case(
        (is_confirmed & contact.c[field.column].is_not(None), at),
        else_=contact.c[field.confirmed],
    )


CONFIRM: Final = Statement(
    "contacts.confirm",
    contact.update()
    .where(
        contact.c.subject_id == bindparam("subject_id", type_=Uuid),
        contact.c.id == bindparam("id", type_=Uuid),
    )
    .values(
        {
            "version": contact.c.version + 1,
            **{field.confirmed: _now_or(field) for field in ContactField},
        }
    )
    .returning(contact.c.version),
)
"""The person confirmed fields of a contact as they stand; no row where there is no such contact.

A field that the contact does not give cannot be confirmed, and stays unconfirmed. Index:
pk_contact. Binds: subject_id, id, confirmed_at, and is_<column> for each field.
"""
