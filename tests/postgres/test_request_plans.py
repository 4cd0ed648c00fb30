"""What every request does besides: keys, the log, budgets. By their indexes, however many stand."""

from __future__ import annotations

from typing import Final

import asyncpg
import pytest

from cdp.budgets.store import TAKE
from cdp.database.dsn import Database, Dsns, Role
from cdp.database.explain import explained
from privacy.store.keys import ROWS
from privacy.store.ledger_line import APPEND, APPEND_READS
from privacy.store.statement import Statement

KEYS: Final = """
INSERT INTO subject_key (subject_id, key_ver, created_at)
SELECT gen_random_uuid(), 1, now() FROM generate_series(1, 10000);
ANALYZE
"""
OPEN: Final = """
INSERT INTO access_pending (op, idx, at)
SELECT gen_random_uuid(), i, now() FROM generate_series(1, 10000) AS i;
ANALYZE
"""


async def filled(dsns: Dsns, database: Database, rows: str) -> str:
    """The address of `database`, as its owner, who may count; with `rows` in it."""
    dsn = dsns.of(database, Role.OWNER)
    owner = await asyncpg.connect(dsn)
    await owner.execute(rows)
    await owner.close()
    return dsn


async def test_keys_are_read_by_whose_they_are(databases: Dsns) -> None:
    """One look into the primary key a person."""
    dsn = await filled(databases, Database.KEYS, KEYS)
    [plan] = await explained(dsn, [ROWS], by_index=False)
    assert (plan.indexes, plan.scanned) == (("pk_subject_key",), ())


async def test_without_their_primary_key_all_keys_would_be_read(databases: Dsns) -> None:
    """The fault that the test above is there for."""
    dsn = await filled(databases, Database.KEYS, KEYS)
    await filled(databases, Database.KEYS, "ALTER TABLE subject_key DROP CONSTRAINT pk_subject_key")
    [plan] = await explained(dsn, [ROWS], by_index=False)
    assert plan.scanned == ("subject_key",)


@pytest.mark.parametrize("statement", [APPEND, APPEND_READS], ids=lambda each: each.name)
async def test_appending_looks_at_no_table_but_its_one_row(
    databases: Dsns, statement: Statement
) -> None:
    """Ten thousand open intents are not looked through for one that ends."""
    dsn = await filled(databases, Database.LEDGER, OPEN)
    [plan] = await explained(dsn, [statement], by_index=False)
    read = {step.table for step in plan.steps if step.kind.endswith("Scan") and step.table}
    assert read - {"access_pending"} == {"access_log_head"}
    assert set(plan.scanned) <= {"access_log_head"}


async def test_a_budget_is_taken_from_without_a_look_at_others(databases: Dsns) -> None:
    """One insert, under the lock of its own row."""
    [plan] = await explained(databases.of(Database.DATA, Role.APP), [TAKE])
    assert plan.kinds == ("ModifyTable", "Result")
