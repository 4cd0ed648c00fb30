"""The tables of merging: decisions, whom each was about, and what may never or must be linked.

A row is about one person: what was decided of two stands once, and each of them has a row beside
it. So the inventory finds what is hers, and takes it with her.
"""

from __future__ import annotations

from typing import Final

from sqlalchemy import (
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
)
from sqlalchemy.dialects.postgresql import BIT

from privacy.labels import guarded, no_proof, opened
from privacy.store.databases import DATA
from privacy.terms import DataCategory

merge_decision: Final = Table(
    "merge_decision",
    DATA,
    Column("id", Uuid, primary_key=True, info=opened("random id")),
    Column("kind", String(16), nullable=False, info=opened("word of a closed list")),
    Column("rule", String(64), info=opened("name of a rule")),
    Column("rule_version", SmallInteger, info=opened("version of a rule")),
    Column("evidence", String(32), nullable=False, info=opened("word of a closed list")),
    Column("reason", String(32), nullable=False, info=opened("word of a closed list")),
    Column("actor", String(128), nullable=False, info=guarded(DataCategory.STAFF_ACTIVITY)),
    Column("preview_hash", LargeBinary, info=opened("hash of a preview: ids and counts")),
    Column("reverses", Uuid, info=opened("random id")),
    Column("reversed_by", Uuid, info=opened("random id")),
    Column("decided_at", DateTime(timezone=True), nullable=False, info=opened("time of a row")),
    Index("ix_merge_decision_decided_at", "decided_at", "id"),
    comment="What was decided about which subjects are one person. Nothing in it names anybody.",
)

merge_member: Final = Table(
    "merge_member",
    DATA,
    Column("subject_id", Uuid, ForeignKey("subject.id"), info=opened("random id")),
    Column(
        "decision_id",
        Uuid,
        ForeignKey("merge_decision.id"),
        index=True,
        info=opened("random id"),
    ),
    Column("side", String(16), nullable=False, info=opened("word of a closed list")),
    Column("narrowed", BIT(varying=True), info=guarded(DataCategory.CONSENT_RECORD)),
    PrimaryKeyConstraint("subject_id", "decision_id"),
    comment="Whom a decision was about, and which of her consents it set aside.",
    info=no_proof("it leads from whoever is erased to whoever is not"),
)

link_constraint: Final = Table(
    "link_constraint",
    DATA,
    Column("subject_id", Uuid, ForeignKey("subject.id"), info=opened("random id")),
    Column("id", Uuid, index=True, info=opened("random id")),
    Column("kind", String(16), nullable=False, info=opened("word of a closed list")),
    Column("set_by", String(128), nullable=False, info=guarded(DataCategory.STAFF_ACTIVITY)),
    Column("set_at", DateTime(timezone=True), nullable=False, info=opened("time of a row")),
    PrimaryKeyConstraint("subject_id", "id"),
    comment="Two subjects that are never, or always, one person: a row for each of the two.",
)
