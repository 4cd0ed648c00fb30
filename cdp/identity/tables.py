"""The tables of identity. A phone's blind index stands here alone; all else joins on random ids."""

from __future__ import annotations

from typing import Final

from sqlalchemy import (
    Boolean,
    Column,
    DateTime,
    ForeignKey,
    Index,
    LargeBinary,
    PrimaryKeyConstraint,
    SmallInteger,
    String,
    Table,
    Uuid,
    false,
    literal_column,
    not_,
)
from sqlalchemy.dialects.postgresql import TSTZRANGE, ExcludeConstraint

from privacy.labels import guarded, opened, sealed
from privacy.store.databases import DATA
from privacy.terms import DataCategory

PHONE: Final = DataCategory.CONTACT_PHONE
LINE: Final = DataCategory.CONTACT_CALL_RECORD
"""What calls have shown of a line: it tells no digit, and shows where calls are shown."""

phone_identity: Final = Table(
    "phone_identity",
    DATA,
    Column("id", Uuid, primary_key=True, info=opened("random id")),
    Column("has_extension", Boolean, nullable=False, info=opened("allocation fact of a number")),
    Column("country", String(2), nullable=False, info=opened("allocation fact of a number")),
    Column("region", String(80), nullable=False, info=opened("allocation fact of a number")),
    Column("line_type", String(20), nullable=False, info=opened("allocation fact of a number")),
    Column("carrier_original", String(80), nullable=False, info=opened("allocation fact")),
    Column("created_at", DateTime(timezone=True), nullable=False, info=opened("time of a row")),
    comment="A number as the numbering plan allocates it: no person, no digits.",
)

identity_index: Final = Table(
    "identity_index",
    DATA,
    Column("kind", String(16), nullable=False, info=opened("word of a closed list")),
    Column("key_ver", SmallInteger, nullable=False, info=opened("version of the index key")),
    Column("bx", LargeBinary, nullable=False, info=sealed(PHONE)),
    Column(
        "identity_id",
        Uuid,
        ForeignKey("phone_identity.id"),
        nullable=False,
        index=True,
        info=opened("random id"),
    ),
    PrimaryKeyConstraint("kind", "key_ver", "bx"),
    comment="The blind index: 128 bits of HMAC under a key that is in no database.",
)

phone_ownership: Final = Table(
    "phone_ownership",
    DATA,
    Column("subject_id", Uuid, ForeignKey("subject.id"), info=opened("random id")),
    Column("id", Uuid, info=opened("random id")),
    Column(
        "identity_id",
        Uuid,
        ForeignKey("phone_identity.id"),
        nullable=False,
        index=True,
        info=opened("random id"),
    ),
    Column("e164", LargeBinary, nullable=False, info=sealed(PHONE)),
    Column("during", TSTZRANGE, nullable=False, info=guarded(PHONE)),
    Column("role", String(16), nullable=False, info=guarded(PHONE)),
    Column("exclusive", Boolean, nullable=False, info=opened("kind of the claim")),
    Column("verification", String(16), nullable=False, info=guarded(LINE)),
    Column("verified_at", DateTime(timezone=True), info=guarded(LINE)),
    Column("state", String(16), nullable=False, info=guarded(PHONE)),
    Column("withheld_from", String(16), info=guarded(PHONE)),
    Column("end_reason", String(24), info=guarded(PHONE)),
    Column("number_status", String(16), nullable=False, info=guarded(LINE)),
    Column("status_checked_at", DateTime(timezone=True), info=guarded(LINE)),
    Column("last_answered_at", DateTime(timezone=True), info=guarded(LINE)),
    Column("asked_at", DateTime(timezone=True), info=guarded(LINE)),
    PrimaryKeyConstraint("subject_id", "id"),
    ExcludeConstraint(
        ("identity_id", "="),
        ("during", "&&"),
        where=literal_column("exclusive AND state IN ('ACTIVE', 'ENDED')"),
        using="gist",
        name="phone_ownership_one_owner_at_a_time",
    ),
    comment="Who answers a number, and from when to when.",
)
Index(
    "ix_phone_ownership_asked_at",
    phone_ownership.c.asked_at.nulls_first(),
    phone_ownership.c.id,
)

external_ref: Final = Table(
    "external_ref",
    DATA,
    Column("source", String(64), nullable=False, info=opened("name of a declared source")),
    Column("kind", String(16), nullable=False, info=opened("word of a closed list")),
    Column("key_token", LargeBinary, nullable=False, info=opened("HMAC of a record's own number")),
    Column(
        "subject_id",
        Uuid,
        ForeignKey("subject.id"),
        nullable=False,
        index=True,
        info=opened("random id"),
    ),
    Column("row_id", Uuid, nullable=False, info=opened("random id")),
    Column(
        "withheld",
        Boolean,
        nullable=False,
        server_default=false(),
        info=guarded(DataCategory.ACQUISITION_SOURCE),
    ),
    PrimaryKeyConstraint("source", "kind", "key_token", "subject_id"),
    comment="Where the keys of other systems are unique, but for those of whoever is withheld.",
)
Index(
    "uq_external_ref_key",
    external_ref.c.source,
    external_ref.c.kind,
    external_ref.c.key_token,
    unique=True,
    postgresql_where=not_(external_ref.c.withheld),
)
