"""`cdp db check`: every way in which a database can differ is named. Each case plants one fault."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from cdp.database.catalogue import ColumnSeen
from cdp.database.check import check, is_classified, problems_of
from cdp.database.dsn import Database, Dsns, Role
from cdp.database.owner import as_owner
from cdp.database.schema import load
from cdp.errors import SchemaUnfit
from tests.postgres.clones import Clones

if TYPE_CHECKING:
    from sqlalchemy import Connection

load()

OPEN_DOOR = """
DO $$ BEGIN
  EXECUTE 'GRANT CONNECT ON DATABASE ' || current_database() || ' TO PUBLIC';
END $$
"""

FAULTS: dict[str, tuple[str | tuple[str, ...], str]] = {
    "a column that nobody declares": (
        "ALTER TABLE contact ADD COLUMN nickname text",
        "column contact.nickname: there, and nobody declares it",
    ),
    "a column that nobody classified": (
        "ALTER TABLE contact ADD COLUMN nickname text",
        "public.contact.nickname: nobody classified it",
    ),
    "a column that is missing": (
        "ALTER TABLE call DROP COLUMN agent",
        "column call.agent: declared, and missing",
    ),
    "a column of another type": (
        "ALTER TABLE customer_order ALTER COLUMN currency TYPE bigint USING 0",
        "customer_order.currency: its type differs",
    ),
    "a column that may be null": (
        "ALTER TABLE customer_order ALTER COLUMN currency DROP NOT NULL",
        "customer_order.currency: its nullable differs",
    ),
    "a default": (
        "ALTER TABLE customer_order ALTER COLUMN currency SET DEFAULT 'CNY'",
        "customer_order.currency: its default differs",
    ),
    "a table": ("CREATE TABLE stray (n integer)", "table stray: there, and nobody declares it"),
    "a table in a schema of its own": (
        ("CREATE SCHEMA side", "CREATE TABLE side.stray (n integer)"),
        "side.stray.n: nobody classified it",
    ),
    "a declared table's namesake elsewhere": (
        ("CREATE SCHEMA side", "CREATE TABLE side.contact (id uuid)"),
        "side.contact.id: nobody classified it",
    ),
    "a view": (
        "CREATE VIEW seen AS SELECT id AS hidden FROM contact",
        "public.seen.hidden: nobody classified it",
    ),
    "a materialised view": (
        "CREATE MATERIALIZED VIEW seen AS SELECT id AS hidden FROM contact",
        "public.seen.hidden: nobody classified it",
    ),
    "a partition": (
        (
            "CREATE TABLE log (n integer) PARTITION BY RANGE (n)",
            "CREATE TABLE log_1 PARTITION OF log FOR VALUES FROM (1) TO (2)",
        ),
        "public.log_1.n: nobody classified it",
    ),
    "an index that is missing": (
        "DROP INDEX ix_applied_operation_at",
        "index applied_operation.ix_applied_operation_at: declared, and missing",
    ),
    "a rule that is missing": (
        "ALTER TABLE phone_ownership DROP CONSTRAINT phone_ownership_one_owner_at_a_time",
        "table phone_ownership: lacks the rule phone_ownership_one_owner_at_a_time",
    ),
    "a rule that nobody declares": (
        "ALTER TABLE contact ADD CONSTRAINT odd CHECK (id IS NOT NULL)",
        "table contact: has the rule odd, which nobody declares",
    ),
    "a right too many": (
        "GRANT DELETE ON contact TO cdp_app",
        "contact: cdp_app has DELETE, which nobody declares; revoke it",
    ),
    "a right for everybody": (
        "GRANT SELECT ON contact TO PUBLIC",
        "contact: PUBLIC has SELECT, which nobody declares; revoke it",
    ),
    "a right on one column": (
        "GRANT SELECT (id) ON contact TO cdp_audit",
        "contact.id: cdp_audit has SELECT, which nobody declares; revoke it",
    ),
    "a right that is missing": (
        "REVOKE INSERT ON contact FROM cdp_app",
        "contact: cdp_app lacks INSERT; run `cdp db upgrade`",
    ),
    "an open door": (
        OPEN_DOOR,
        "everybody has CONNECT on this database; run `cdp db upgrade`",
    ),
    "a function with its owner's rights": (
        "CREATE FUNCTION sudo() RETURNS int LANGUAGE sql SECURITY DEFINER AS 'SELECT 1'",
        "function sudo runs with its owner's rights",
    ),
    "a step that was not run": (
        "UPDATE alembic_version SET version_num = '0001'",
        "stands at step 0001, this release needs",
    ),
    "no step at all": (
        "DROP TABLE alembic_version",
        "stands at step None, this release needs",
    ),
}


@pytest.mark.parametrize("fault", FAULTS)
async def test_a_database_that_differs_is_named(fault: str, databases: Dsns) -> None:
    """With the place, and what to do."""
    plant, said = FAULTS[fault]
    owner = databases.of(Database.DATA, Role.OWNER)
    await as_owner(owner, _plant, plant)
    found = await as_owner(owner, problems_of, Database.DATA)
    assert [line for line in found if line.startswith(said)], found


@pytest.mark.parametrize("attribute", ["CREATEDB", "CREATEROLE", "BYPASSRLS", "SUPERUSER"])
async def test_a_role_that_may_more_than_its_grants_is_named(
    attribute: str, databases: Dsns, clones: Clones
) -> None:
    """Grants say nothing about a superuser."""
    clones.say(f"ALTER ROLE cdp_app {attribute}")
    try:
        found = await as_owner(databases.of(Database.KEYS, Role.OWNER), problems_of, Database.KEYS)
    finally:
        clones.say(f"ALTER ROLE cdp_app NO{attribute}")
    assert found == [
        "role cdp_app may do more than its grants: take its attributes from it",
    ]


async def test_a_role_that_may_become_the_owner_is_named(databases: Dsns, clones: Clones) -> None:
    """Membership is as good as attributes."""
    clones.say("GRANT cdp_owner TO cdp_jobs")
    try:
        found = await as_owner(databases.of(Database.KEYS, Role.OWNER), problems_of, Database.KEYS)
    finally:
        clones.say("REVOKE cdp_owner FROM cdp_jobs")
    assert found == [
        "role cdp_jobs may do more than its grants: take its attributes from it",
    ]


async def test_every_database_is_looked_at(databases: Dsns) -> None:
    """A fault in each: three lines, each with its database."""
    for database in Database:
        await as_owner(databases.of(database, Role.OWNER), _plant, "CREATE TABLE stray ()")
    with pytest.raises(SchemaUnfit) as unfit:
        await check(databases)
    assert [line.split(":")[0] for line in unfit.value.problems] == [*Database]


def test_a_partition_has_the_labels_of_the_whole() -> None:
    """By the column's name; a column that the whole has not is unclassified."""
    for name, expected in (("id", True), ("nickname", False)):
        column = ColumnSeen(
            schema="public", relation="contact_2027", kind="r", name=name, whole="contact"
        )
        assert is_classified(column, Database.DATA) is expected


def _plant(connection: Connection, lines: str | tuple[str, ...]) -> None:
    for line in (lines,) if isinstance(lines, str) else lines:
        connection.exec_driver_sql(line)
