"""Where the databases stand, as the service's own roles see it: what a start demands of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from alembic.runtime.migration import MigrationContext

from cdp.database import catalogue
from cdp.database.check import is_classified
from cdp.database.dsn import Database, Dsns, Role
from cdp.database.migrate import head
from cdp.database.owner import as_owner as within
from cdp.database.rights import VERSION_TABLE
from cdp.database.schema import load
from cdp.errors import SchemaUnfit

if TYPE_CHECKING:
    from sqlalchemy import Connection

_SERVING: Final = {
    Database.DATA: Role.APP,
    Database.KEYS: Role.APP,
    Database.LEDGER: Role.LEDGER,
}
"""Who looks: the owner's password is for migrations, and not the service's to hold."""


async def demand(dsns: Dsns) -> None:
    """Return if every database is at this release's schema and every column is classified.

    Raises:
        SchemaUnfit: it is not; nothing may be served from it.
        CdpError: a database cannot be reached.
    """
    load()
    problems: list[str] = []
    for database, role in _SERVING.items():
        found = await within(dsns.of(database, role), _problems, database)
        problems += [f"{database.value}: {problem}" for problem in found]
    if problems:
        raise SchemaUnfit(problems)


def _problems(connection: Connection, database: Database) -> list[str]:
    stands, needed = MigrationContext.configure(connection).get_current_revision(), head(database)
    if stands != needed:
        return [f"stands at step {stands}, this release needs {needed}: run `cdp db upgrade`"]
    return [
        f"{column.relation}.{column.name}: nobody classified it; nothing is served from it"
        for column in catalogue.columns(connection)
        if column.relation != VERSION_TABLE and not is_classified(column, database)
    ]
