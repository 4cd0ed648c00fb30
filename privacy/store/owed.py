"""Leaves that a narrowing act owes the ledger, because it committed while the ledger was down.

Withdrawing, refusing and restricting never wait for the ledger: their leaves are stored in the
transaction of the act, and appended before anything else when the ledger returns.
"""

from __future__ import annotations

from typing import Final

from sqlalchemy import (
    BigInteger,
    Column,
    DateTime,
    Identity,
    LargeBinary,
    Table,
    Uuid,
    bindparam,
    delete,
    func,
    insert,
    literal,
    select,
)
from sqlalchemy.dialects.postgresql import ARRAY

from privacy.labels import guarded, opened
from privacy.store.databases import DATA
from privacy.store.statement import Statement
from privacy.terms import DataCategory

ledger_owed: Final = Table(
    "ledger_owed",
    DATA,
    Column("id", Uuid, primary_key=True, info=opened("random id")),
    Column(
        "n",
        BigInteger,
        Identity(always=True),
        nullable=False,
        unique=True,
        info=opened("order of the debts"),
    ),
    Column(
        "leaves",
        ARRAY(LargeBinary),
        nullable=False,
        info=guarded(DataCategory.STAFF_ACTIVITY),
    ),
    Column("mac", LargeBinary, nullable=False, info=opened("mark of who made the row")),
    Column("created_at", DateTime(timezone=True), nullable=False, info=opened("time of a row")),
    comment="Ledger entries still to be appended: leaf bytes with the actor's pairwise id.",
)

OWE: Final = Statement(
    "owed.owe",
    insert(ledger_owed).values(
        id=bindparam("id", type_=Uuid),
        leaves=bindparam("leaves", type_=ARRAY(LargeBinary)),
        mac=bindparam("mac", type_=LargeBinary),
        created_at=bindparam("at", type_=DateTime(timezone=True)),
    ),
)
"""Owe the ledger these leaves, in the transaction of the act. Binds: id, leaves, mac, at."""

DEBTS: Final = Statement(
    "owed.debts",
    select(ledger_owed.c.id, ledger_owed.c.leaves, ledger_owed.c.mac)
    .order_by(ledger_owed.c.n)
    .limit(bindparam("first", type_=BigInteger)),
)
"""The oldest debts, of which `TURN` lets one caller at a time pay any. Binds: first."""

TURN: Final = Statement(
    "owed.turn",
    select(func.pg_try_advisory_xact_lock(literal(0x6F776564, BigInteger)).label("is_ours")),
)
"""Whether it is this transaction's turn to pay: nobody else pays until it ends."""

SETTLE: Final = Statement(
    "owed.settle",
    delete(ledger_owed).where(ledger_owed.c.id == bindparam("id", type_=Uuid)),
)
"""This debt is paid: its leaves are in the ledger. Binds: id."""
