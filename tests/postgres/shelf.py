"""A shelf: one table with every kind of rule, for tests of sessions and nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import asyncpg
from sqlalchemy import Integer, SmallInteger, String, bindparam, cast, column, func, insert, select
from sqlalchemy import table as named

from cdp.database.dsn import Database, Dsns, Role
from privacy.store.statement import Statement

if TYPE_CHECKING:
    from sqlalchemy.types import TypeEngine

_MAKE = """
CREATE EXTENSION IF NOT EXISTS btree_gist;
CREATE TABLE book (
  id integer PRIMARY KEY,
  word varchar(40) NOT NULL CONSTRAINT book_unique UNIQUE,
  after integer CONSTRAINT book_after REFERENCES book DEFERRABLE INITIALLY DEFERRED,
  room smallint,
  CONSTRAINT book_word CHECK (word !~ '^forbidden'),
  CONSTRAINT book_room EXCLUDE USING gist (room WITH =)
);
CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS
  $$ BEGIN RAISE EXCEPTION 'refused: %', NEW.word; END $$;
CREATE TRIGGER refuse BEFORE INSERT ON book FOR EACH ROW
  WHEN (NEW.word LIKE 'refused%') EXECUTE FUNCTION refuse();
CREATE FUNCTION linger() RETURNS trigger LANGUAGE plpgsql AS
  $$ BEGIN PERFORM pg_sleep(20); RETURN NULL; END $$;
CREATE CONSTRAINT TRIGGER linger AFTER INSERT ON book DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW WHEN (NEW.word LIKE 'slow%') EXECUTE FUNCTION linger();
GRANT SELECT, INSERT, UPDATE, DELETE ON book TO cdp_app;
"""

_COLUMNS: dict[str, TypeEngine[Any]] = {
    "id": Integer(),
    "word": String(),
    "after": Integer(),
    "room": SmallInteger(),
}
_BOOK = named("book", *(column(name, type_) for name, type_ in _COLUMNS.items()))

PUT = Statement(
    "shelf.put",
    insert(_BOOK).values({name: bindparam(name, type_=_COLUMNS[name]) for name in _COLUMNS}),
)
"""Insert a book of `id`, `word`, `after` and `room`."""

COUNT = Statement("shelf.count", select(func.count().label("n")).select_from(_BOOK))
SLEEP = Statement("shelf.sleep", select(func.pg_sleep(bindparam("seconds", type_=Integer))))
WHO = Statement("shelf.who", select(func.pg_backend_pid().label("pid")))
AS_NUMBER = Statement(
    "shelf.as_number", select(cast(bindparam("word", type_=String), Integer).label("n"))
)


def book(number: int, word: str = "", **others: object) -> dict[str, object]:
    """The values of one book."""
    return {"id": number, "word": word or f"word {number}", "after": None, "room": None, **others}


async def furnish(databases: Dsns) -> None:
    """Put an empty shelf into the data database."""
    connection = await asyncpg.connect(databases.of(Database.DATA, Role.OWNER))
    try:
        stands = await connection.fetchval("SELECT to_regclass('book') IS NOT NULL")
        await connection.execute("TRUNCATE book" if stands else _MAKE)
    finally:
        await connection.close()
