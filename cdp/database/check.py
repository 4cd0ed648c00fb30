"""Check: whether the databases are what the code declares, to the last column and grant."""

from __future__ import annotations

from typing import TYPE_CHECKING

from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import CheckConstraint, Table
from sqlalchemy.dialects.postgresql import ExcludeConstraint

from cdp.database import catalogue
from cdp.database.catalogue import Grant
from cdp.database.difference import said
from cdp.database.dsn import Database, Dsns, Role
from cdp.database.migrate import head
from cdp.database.owner import as_owner
from cdp.database.rights import RULES, VERSION_TABLE, declared
from cdp.database.schema import SCHEMA, load
from cdp.errors import SchemaUnfit
from privacy.labels import label_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Connection

    from cdp.database.catalogue import ColumnSeen


async def check(dsns: Dsns) -> None:
    """Return if every database is at this release's schema, classified and granted as declared.

    Raises:
        SchemaUnfit: it is not; `problems` names every difference.
        CdpError: a database cannot be reached.
    """
    load()
    problems = []
    for database in Database:
        found = await as_owner(dsns.of(database, Role.OWNER), problems_of, database)
        problems += [f"{database.value}: {problem}" for problem in found]
    if problems:
        raise SchemaUnfit(problems)


def problems_of(connection: Connection, database: Database) -> list[str]:
    """Every difference between `database` and its declaration; none if it is behind: that is all.

    Load the schema first.
    """
    migration = MigrationContext.configure(connection, opts={"compare_server_default": True})
    stands, needed = migration.get_current_revision(), head(database)
    if stands != needed:
        return [f"stands at step {stands}, this release needs {needed}: run `cdp db upgrade`"]
    return [
        *(
            line
            for change in compare_metadata(migration, SCHEMA[database])
            for line in said(change)
        ),
        *_rules(connection, database),
        *_unclassified(connection, database),
        *_rights(connection, database),
        *_mighty(connection),
    ]


def _rules(connection: Connection, database: Database) -> Iterator[str]:
    """Alembic compares neither check nor exclusion constraints."""
    wanted = {
        (table.name, str(rule.name))
        for table in SCHEMA[database].tables.values()
        for rule in table.constraints
        if isinstance(rule, CheckConstraint | ExcludeConstraint)
    }
    there = catalogue.rules(connection)
    for table, name in sorted(wanted - there):
        yield f"table {table}: lacks the rule {name}"
    for table, name in sorted(there - wanted):
        yield f"table {table}: has the rule {name}, which nobody declares"


def _unclassified(connection: Connection, database: Database) -> Iterator[str]:
    for column in catalogue.columns(connection):
        if column.relation != VERSION_TABLE and not is_classified(column, database):
            yield (
                f"{column.schema}.{column.relation}.{column.name}: nobody classified it; label the "
                "column where its table is declared (privacy.labels)"
            )


def is_classified(column: ColumnSeen, database: Database) -> bool:
    """By its own label, or, in a partition, by that of the same column of the whole."""
    table: Table | None = SCHEMA[database].tables.get(column.whole or column.relation)
    if table is None or column.schema != "public" or column.name not in table.columns:
        return False
    return label_of(table.columns[column.name].info) is not None


def _rights(connection: Connection, database: Database) -> Iterator[str]:
    standing = {column.relation for column in catalogue.columns(connection)}
    wanted = {
        Grant(table, role.value, right)
        for table in declared(database) & standing
        for role, rights in RULES[database].of(table).items()
        for right in rights
    }
    there = catalogue.grants(connection)
    for grant in sorted(wanted - there):
        yield f"{grant.relation}: {grant.role} lacks {grant.right}; run `cdp db upgrade`"
    for grant in sorted(there - wanted):
        yield f"{grant.relation}: {grant.role} has {grant.right}, which nobody declares; revoke it"
    for right in sorted(catalogue.public_entry(connection)):
        yield f"everybody has {right} on this database; run `cdp db upgrade`"


def _mighty(connection: Connection) -> Iterator[str]:
    roles = catalogue.roles(connection)
    for role in Role:
        if role is not Role.OWNER and roles.get(role.value, False):
            yield f"role {role.value} may do more than its grants: take its attributes from it"
    for function in catalogue.definers(connection):
        yield f"function {function} runs with its owner's rights; nobody declares such a function"
