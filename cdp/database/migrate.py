"""Migrations: brings the three databases to the schema that this release needs.

The steps stand in `migrations/<database>/versions`, one idea a file, run by Alembic. All steps of
one database and the rights that follow them are one transaction: it moves as a whole or not at all.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final, cast

from alembic import command, context
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import BigInteger, bindparam, func, select

import cdp
from cdp.database.dsn import Database, Dsns, Role
from cdp.database.owner import as_owner
from cdp.database.rights import grant
from cdp.database.schema import load

if TYPE_CHECKING:
    from sqlalchemy import Connection, MetaData

FOLDERS: Final = {Database.DATA: "data", Database.KEYS: "keys", Database.LEDGER: "ledger"}

_LOCK: Final = 0x63647000
"""Advisory lock that lets one command migrate a database at a time."""

_CONNECTION: Final = "connection"


async def upgrade(dsns: Dsns) -> None:
    """Bring every database to this release's schema, and set the rights on its tables.

    Any number of commands may do so at once; within one process, one at a time: Alembic keeps
    its context in a module.

    Raises:
        CdpError: a database cannot be reached, or a step failed, which undoes that database's.
    """
    load()
    for database in Database:
        await as_owner(dsns.of(database, Role.OWNER), _upgrade, database)


def head(database: Database) -> str | None:
    """The last step that this release knows."""
    return ScriptDirectory.from_config(_config(database)).get_current_head()


def run(metadata: MetaData) -> None:
    """What each database's `env.py` calls: run the steps on the connection that was handed over."""
    context.configure(
        connection=cast("Connection", context.config.attributes[_CONNECTION]),
        target_metadata=metadata,
    )
    with context.begin_transaction():
        context.run_migrations()


def _upgrade(connection: Connection, database: Database) -> None:
    lock = bindparam("lock", _LOCK, BigInteger)
    connection.execute(select(func.pg_advisory_xact_lock(lock)))
    config = _config(database)
    config.attributes[_CONNECTION] = connection
    command.upgrade(config, "head")
    grant(connection, database)


def _config(database: Database) -> Config:
    config = Config()
    # Alembic reads options with interpolation, where a percent sign in a path must be doubled.
    place = str(_root() / FOLDERS[database]).replace("%", "%%")
    config.set_main_option("script_location", place)
    config.set_main_option("path_separator", "os")
    return config


def _root() -> Path:
    """The steps: shipped inside an installed package, or beside the package in a checkout."""
    package = Path(cdp.__file__).parent
    shipped = package / "_contract" / "migrations"
    return shipped if shipped.is_dir() else package.parent / "migrations"
