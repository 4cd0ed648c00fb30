"""The tables of contacts, of their further addresses, and of organisations."""

from __future__ import annotations

from typing import Final

from sqlalchemy import (
    Column,
    DateTime,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    LargeBinary,
    PrimaryKeyConstraint,
    SmallInteger,
    String,
    Table,
    UniqueConstraint,
    Uuid,
)

from cdp.contacts.survivorship import CATEGORY, ContactField
from privacy.labels import guarded, opened, sealed
from privacy.store.databases import DATA
from privacy.terms import DataCategory

_NAME: Final = DataCategory.IDENTITY_NAME
_BASIC: Final = DataCategory.DEMOGRAPHIC_BASIC
_BORN: Final = DataCategory.DEMOGRAPHIC_BIRTHDATE
_AT: Final = DateTime(timezone=True)

organisation: Final = Table(
    "organisation",
    DATA,
    Column("id", Uuid, primary_key=True, info=opened("random id")),
    Column("name", String(200), nullable=False, info=opened("an organisation, no person")),
    Column("industry", String(80), info=opened("an organisation, no person")),
    Column("region", String(80), nullable=False, info=opened("an organisation, no person")),
    UniqueConstraint("name", "region"),
    comment="Companies that contacts act for. No person is in it.",
)

contact: Final = Table(
    "contact",
    DATA,
    Column("subject_id", Uuid, ForeignKey("subject.id"), info=opened("random id")),
    Column("id", Uuid, info=opened("random id")),
    Column("n", Integer, nullable=False, info=opened("order of a person's contacts")),
    Column("version", Integer, nullable=False, info=opened("version of a row")),
    Column("source", String(64), nullable=False, info=guarded(DataCategory.ACQUISITION_SOURCE)),
    Column("kind", String(16), info=guarded(DataCategory.DERIVED_STAGE)),
    Column("role", String(16), nullable=False, info=guarded(DataCategory.DERIVED_STAGE)),
    Column("name", LargeBinary, info=sealed(_NAME)),
    Column("given_name", LargeBinary, info=sealed(_NAME)),
    Column("family_name", LargeBinary, info=sealed(_NAME)),
    Column("phonetic_name", LargeBinary, info=sealed(_NAME)),
    Column("email", LargeBinary, info=sealed(DataCategory.CONTACT_EMAIL)),
    Column("address", LargeBinary, info=sealed(DataCategory.CONTACT_ADDRESS)),
    Column("company", LargeBinary, info=sealed(_NAME)),
    Column("title", LargeBinary, info=sealed(_NAME)),
    Column(
        "organisation_id",
        Uuid,
        ForeignKey("organisation.id"),
        index=True,
        info=guarded(_NAME),
    ),
    Column("gender", String(16), info=guarded(_BASIC)),
    Column("birthday", LargeBinary, info=sealed(_BORN)),
    Column("birth_month", SmallInteger, info=guarded(_BORN)),
    Column("birth_day", SmallInteger, info=guarded(_BORN)),
    Column("locale", String(16), info=guarded(_BASIC)),
    Column("preferred_channel", String(16), info=guarded(_BASIC)),
    Column("preferred_time", String(16), info=guarded(_BASIC)),
    *(Column(field.confirmed, _AT, info=guarded(CATEGORY[field])) for field in ContactField),
    Column("notice_version", String(32), nullable=False, info=opened("version of a notice")),
    Column("occurred_at", _AT, nullable=False, info=opened("time of a row")),
    Column("received_at", _AT, nullable=False, info=opened("time of a row")),
    Column("ownership_id", Uuid, info=opened("random id")),
    PrimaryKeyConstraint("subject_id", "id"),
    Index(None, "subject_id", "source", unique=True),
    comment="What one source says of one person.",
)

contact_address: Final = Table(
    "contact_address",
    DATA,
    Column("subject_id", Uuid, info=opened("random id")),
    Column("id", Uuid, info=opened("random id")),
    Column("contact_id", Uuid, nullable=False, info=opened("random id")),
    Column("kind", String(16), nullable=False, info=guarded(DataCategory.CONTACT_ADDRESS)),
    Column("address", LargeBinary, nullable=False, info=sealed(DataCategory.CONTACT_ADDRESS)),
    Column("received_at", _AT, nullable=False, info=opened("time of a row")),
    PrimaryKeyConstraint("subject_id", "id"),
    UniqueConstraint("subject_id", "contact_id", "kind"),
    ForeignKeyConstraint(["subject_id", "contact_id"], ["contact.subject_id", "contact.id"]),
    comment="Addresses of a contact besides its main one, each for its use.",
)
