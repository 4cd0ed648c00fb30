"""The table of budgets."""

from __future__ import annotations

from typing import Final

from sqlalchemy import (
    BigInteger,
    Column,
    DateTime,
    Double,
    LargeBinary,
    PrimaryKeyConstraint,
    String,
    Table,
)

from privacy.labels import opened
from privacy.store.databases import DATA

budget: Final = Table(
    "budget",
    DATA,
    Column("holder", LargeBinary, info=opened("keyed digest of who spends it")),
    Column("kind", String(16), info=opened("word of a closed list")),
    Column("level", Double, nullable=False, info=opened("count: never of what was asked for")),
    Column("taken", BigInteger, nullable=False, info=opened("count: never of what was asked for")),
    Column("as_of", DateTime(timezone=True), nullable=False, info=opened("time of a row")),
    PrimaryKeyConstraint("holder", "kind"),
    comment="How much a client or an actor may still ask for. Rows go after two days.",
)
