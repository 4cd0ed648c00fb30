"""Operations that were applied: the row by which a transaction and the sweeper agree.

A write's transaction inserts its operation id. The sweeper inserts the id of
an intent that stayed open, as void: whoever comes second conflicts. So an operation is applied or
void, never both, and a late transaction rolls back.
"""

from __future__ import annotations

from typing import Final

from sqlalchemy import Boolean, Column, DateTime, LargeBinary, Table, Uuid, bindparam, select
from sqlalchemy.dialects.postgresql import ARRAY, insert

from privacy.labels import opened
from privacy.store.databases import DATA
from privacy.store.statement import Statement, every_column

applied_operation: Final = Table(
    "applied_operation",
    DATA,
    Column("op", Uuid, primary_key=True, info=opened("random id of an operation")),
    Column("is_void", Boolean, nullable=False, info=opened("state of an operation")),
    Column(
        "cells",
        ARRAY(LargeBinary),
        nullable=False,
        info=opened("commitments under the audit key, which erasure destroys"),
    ),
    Column("at", DateTime(timezone=True), nullable=False, index=True, info=opened("time of a row")),
    comment="Which operations stand; what the sweeper closes open intents by.",
)

CLAIM: Final = Statement(
    "operations.claim",
    insert(applied_operation)
    .values(every_column(applied_operation))
    .on_conflict_do_nothing()
    .returning(applied_operation.c.op),
)
"""Claim an operation, as applied or as void; no row comes back where the other came first.

It waits for a transaction that is claiming the same operation to end.
"""

CELLS: Final = Statement(
    "operations.cells",
    select(applied_operation.c.is_void, applied_operation.c.cells).where(
        applied_operation.c.op == bindparam("op", type_=Uuid)
    ),
)
"""How an operation ended, and what it committed to. Index: pk_applied_operation."""
