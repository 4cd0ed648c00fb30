"""Any statement can be explained on a running database, without a value and without running it."""

from __future__ import annotations

import asyncpg
import pytest
from sqlalchemy import select

from cdp.database.dsn import Database, Dsns, Role
from cdp.database.explain import explained
from cdp.errors import StatementFailed
from cdp.orders.store import WRITE
from cdp.orders.tables import customer_order
from cdp.profile.store import by_id
from privacy.store.keys import ROWS
from privacy.store.ledger_line import APPEND
from privacy.store.statement import Statement

ALL_ORDERS = Statement("test.all_orders", select(customer_order.c.id))


async def test_a_statement_is_explained_by_its_indexes_without_values(databases: Dsns) -> None:
    """Its name, and the indexes that the server reads for it."""
    dsn = databases.of(Database.DATA, Role.APP)
    [plan] = await explained(dsn, [by_id(frozenset({"phones"}))])
    assert plan.name == "profile.by_id"
    assert {"pk_phone_identity", "pk_phone_ownership", "pk_subject"} <= set(plan.indexes)


async def test_a_table_that_is_read_whole_is_told(databases: Dsns) -> None:
    """By its name; there is no index then."""
    dsn = databases.of(Database.DATA, Role.APP)
    [plan] = await explained(dsn, [ALL_ORDERS], by_index=False)
    assert (plan.scanned, plan.indexes, plan.kinds) == (("customer_order",), (), ("Seq Scan",))


async def test_explaining_changes_nothing_even_where_the_statement_would(databases: Dsns) -> None:
    """A plan is made, not carried out."""
    dsn = databases.of(Database.DATA, Role.APP)
    [plan] = await explained(dsn, [WRITE])
    assert "ModifyTable" in plan.kinds
    connection = await asyncpg.connect(dsn)
    assert await connection.fetchval("SELECT count(*) FROM customer_order") == 0
    await connection.close()


async def test_the_statements_of_every_database_can_be_explained(databases: Dsns) -> None:
    """Those of the keys and of the ledger as well."""
    [keys] = await explained(databases.of(Database.KEYS, Role.APP), [ROWS])
    [ledger] = await explained(databases.of(Database.LEDGER, Role.LEDGER), [APPEND])
    assert keys.indexes == ("pk_subject_key",)
    assert "ModifyTable" in ledger.kinds


async def test_what_the_database_does_not_know_is_an_error_of_ours(databases: Dsns) -> None:
    """Asked of the wrong database, for one."""
    with pytest.raises(StatementFailed):
        await explained(databases.of(Database.KEYS, Role.APP), [ALL_ORDERS])
