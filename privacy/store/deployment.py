"""What the data was sealed and indexed under, so that another key or suite is found at the start.

A wrong root key would find nobody and open nothing; another suite would split every person in
two. Neither shows in the rows: so the first start writes down what it began with.
"""

from __future__ import annotations

from typing import Final

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Column,
    DateTime,
    LargeBinary,
    String,
    Table,
    Uuid,
    exists,
    literal,
    select,
)
from sqlalchemy.dialects.postgresql import insert

from privacy.labels import opened
from privacy.store.databases import DATA
from privacy.store.keys import subject_key
from privacy.store.statement import Statement, every_column

deployment: Final = Table(
    "deployment",
    DATA,
    Column("one", Boolean, primary_key=True, info=opened("there is one row")),
    Column("handler_id", Uuid, nullable=False, info=opened("id of the handler")),
    Column("suite", String(2), nullable=False, info=opened("code of the algorithms")),
    Column("index_check", LargeBinary, nullable=False, info=opened("token of a constant")),
    Column("log_origin", String(255), nullable=False, info=opened("name of the log")),
    Column("made_at", DateTime(timezone=True), nullable=False, info=opened("time of a row")),
    comment="What this data was sealed and indexed under: one row, made at the first start.",
)
deployment.append_constraint(CheckConstraint(deployment.c.one, name="one"))

READ: Final = Statement(
    "deployment.read",
    select(
        deployment.c.handler_id,
        deployment.c.suite,
        deployment.c.index_check,
        deployment.c.log_origin,
        deployment.c.made_at,
    ),
)
"""The row, or none before the first start. In `cdp`."""

MAKE: Final = Statement(
    "deployment.make",
    insert(deployment).values(every_column(deployment)).on_conflict_do_nothing(),
)
"""The row, unless another process made it. In `cdp`. Binds: its columns."""

ANY_KEY: Final = Statement(
    "deployment.any_key",
    select(exists(select(literal(1)).select_from(subject_key)).label("is_any")),
)
"""Whether anybody has keys. In `cdp_keys`."""
