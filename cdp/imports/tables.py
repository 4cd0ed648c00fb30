"""The tables of import runs."""

from __future__ import annotations

from typing import Final

from sqlalchemy import (
    Boolean,
    Column,
    DateTime,
    ForeignKey,
    Integer,
    LargeBinary,
    PrimaryKeyConstraint,
    String,
    Table,
    Uuid,
)

from privacy.labels import opened, sealed, unlinked
from privacy.store.databases import DATA
from privacy.terms import DataCategory

ADVICE_LETTERS: Final = 250
"""Longest advice that is kept of a refusal."""

_COUNT: Final = opened("count of a run")

import_run: Final = Table(
    "import_run",
    DATA,
    Column("id", Uuid, primary_key=True, info=opened("id of a run, from an HMAC")),
    Column("token", LargeBinary, nullable=False, index=True, info=opened("HMAC of a file")),
    Column("kind", String(16), nullable=False, info=opened("word of a closed list")),
    Column("source", String(64), nullable=False, info=opened("name of a declared source")),
    Column("started_at", DateTime(timezone=True), nullable=False, info=opened("time of a row")),
    Column("line", Integer, nullable=False, info=opened("how far a run came")),
    Column("new", Integer, nullable=False, info=_COUNT),
    Column("merged", Integer, nullable=False, info=_COUNT),
    Column("duplicate", Integer, nullable=False, info=_COUNT),
    Column("refused", Integer, nullable=False, info=_COUNT),
    Column("split", Integer, nullable=False, info=_COUNT),
    Column("finished", Boolean, nullable=False, info=opened("state of a run")),
    comment="Files that were imported, and how far.",
)

import_refusal: Final = Table(
    "import_refusal",
    DATA,
    Column("run_id", Uuid, ForeignKey("import_run.id"), info=opened("id of a run, from an HMAC")),
    Column("line", Integer, info=opened("line of a file")),
    Column("field", String(32), nullable=False, info=opened("name of a field")),
    Column("reason", String(32), nullable=False, info=opened("word of a closed list")),
    Column("advice", String(ADVICE_LETTERS), nullable=False, info=opened("text of ours")),
    Column(
        "sealed",
        LargeBinary,
        info=sealed(DataCategory.FREETEXT_FORM),
    ),
    PrimaryKeyConstraint("run_id", "line"),
    comment="Rows that could not be filed. They are nobody's, and unreadable after seven days.",
    info=unlinked("refused rows, sealed under a key of their file's own", within_days=7),
)
