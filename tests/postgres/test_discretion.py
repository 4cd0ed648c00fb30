"""No value reaches an error that leaves the database package, nor the server's log."""

from __future__ import annotations

import asyncio
import traceback
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING

import asyncpg
import pytest
from sqlalchemy import Connection, Integer, Text, bindparam, cast, column, func, insert, select
from sqlalchemy import table as named

from cdp.database.dsn import Database, Dsns, Role
from cdp.database.embedded.server import Tenancy
from cdp.database.owner import as_owner
from cdp.database.writer import Writer
from cdp.errors import CdpError, ConstraintViolated, MigrationFailed, StatementFailed, TryAgain
from privacy.store.statement import Statement
from tests.postgres.clones import Clones
from tests.postgres.shelf import AS_NUMBER, PUT, book, furnish

if TYPE_CHECKING:
    from collections.abc import Iterator

CANARY = "13800138000"
"""Stands for whatever a caller may have sent."""

CANARY_NUMBER = 1_380_013_800

_WORD = bindparam("word", type_=Text)
AS_DATE = Statement("test.as_date", select(func.to_date(_WORD, "YYYY-MM-DD")))
DEFINE = Statement("test.define", select(func.set_config(_WORD, "1", True)))  # noqa: FBT003 - PostgreSQL names no arguments
MISSING = Statement(
    "test.missing", insert(named(f"table_{CANARY}", column("word"))).values(word=_WORD)
)
DIVIDE = Statement(
    "test.divide", select(bindparam("n", type_=Integer) / func.length(cast(_WORD, Text)))
)


@pytest.fixture(scope="module")
def databases(clones: Clones) -> Iterator[Dsns]:
    with clones.fresh() as dsns:
        yield dsns


@pytest.fixture(autouse=True)
async def shelf(databases: Dsns) -> None:
    await furnish(databases)


Attempt = Callable[[Writer], Awaitable[object]]


async def _twice(writer: Writer, first: dict[str, object], second: dict[str, object]) -> None:
    await writer.fetch(PUT, **first)
    await writer.fetch(PUT, **second)


async def _in_each_others_way(writer: Writer) -> None:
    met = asyncio.Barrier(2)

    async def put(first: int, second: int) -> None:
        async with writer.transaction() as transaction:
            await transaction.fetch(PUT, **book(first, f"{CANARY} {first}"))
            await met.wait()
            await transaction.fetch(PUT, **book(second, f"{CANARY} {second}"))

    one, two = CANARY_NUMBER, CANARY_NUMBER + 1
    ends = await asyncio.gather(put(one, two), put(two, one), return_exceptions=True)
    [end] = (end for end in ends if end is not None)
    raise end


ATTEMPTS: dict[str, tuple[Attempt, type[CdpError]]] = {
    "23505 unique": (
        lambda writer: _twice(writer, book(1, CANARY), book(2, CANARY)),
        ConstraintViolated,
    ),
    "23505 primary key": (
        lambda writer: _twice(writer, book(CANARY_NUMBER), book(CANARY_NUMBER, CANARY)),
        ConstraintViolated,
    ),
    "23514 check": (
        lambda writer: writer.fetch(PUT, **book(1, f"forbidden {CANARY}")),
        ConstraintViolated,
    ),
    "23502 not null": (
        lambda writer: writer.fetch(PUT, **{**book(CANARY_NUMBER), "word": None}),
        ConstraintViolated,
    ),
    "23503 reference": (
        lambda writer: writer.fetch(PUT, **book(1, CANARY, after=CANARY_NUMBER)),
        ConstraintViolated,
    ),
    "23P01 exclusion": (
        lambda writer: _twice(writer, book(1, room=13_800), book(2, CANARY, room=13_800)),
        ConstraintViolated,
    ),
    "22001 too long": (
        lambda writer: writer.fetch(PUT, **book(1, CANARY * 5)),
        StatementFailed,
    ),
    "22P02 no number": (
        lambda writer: writer.fetch(AS_NUMBER, word=f"no. {CANARY}"),
        StatementFailed,
    ),
    "22003 out of range": (
        lambda writer: writer.fetch(AS_NUMBER, word=CANARY * 2),
        StatementFailed,
    ),
    "22008 no date": (
        lambda writer: writer.fetch(AS_DATE, word=f"{CANARY}-xx"),
        StatementFailed,
    ),
    "22021 nul": (
        lambda writer: writer.fetch(PUT, **book(1, f"{CANARY}\0")),
        StatementFailed,
    ),
    "22000 half a surrogate pair": (
        lambda writer: writer.fetch(PUT, **book(1, f"{CANARY}\ud800")),
        StatementFailed,
    ),
    "22000 wrong type": (
        lambda writer: writer.fetch(PUT, **{**book(1), "id": CANARY}),
        StatementFailed,
    ),
    "22012 division": (
        lambda writer: writer.fetch(DIVIDE, n=CANARY_NUMBER, word=""),
        StatementFailed,
    ),
    "42704 unknown setting": (
        lambda writer: writer.fetch(DEFINE, word=CANARY),
        StatementFailed,
    ),
    "42P01 unknown table": (
        lambda writer: writer.fetch(MISSING, word=CANARY),
        StatementFailed,
    ),
    "P0001 raised by a trigger": (
        lambda writer: writer.fetch(PUT, **book(1, f"refused {CANARY}")),
        StatementFailed,
    ),
    "40P01 deadlock": (_in_each_others_way, TryAgain),
}


"""Each kind of refusal, by its SQLSTATE: what provokes it, and what comes out."""


@pytest.mark.parametrize("kind", ATTEMPTS)
async def test_an_error_tells_its_code_and_no_value(
    kind: str, writer: Writer, server: Tenancy
) -> None:
    """Not in its text, nor in any error behind it, nor in the server's log."""
    attempt, expected = ATTEMPTS[kind]
    with pytest.raises(StatementFailed) as caught:
        await attempt(writer)
    assert type(caught.value) is expected
    assert caught.value.sqlstate == kind.split(maxsplit=1)[0]
    for error in _behind(caught.value):
        assert CANARY not in f"{error} {error!r} {error.args} {vars(error)}"
        assert str(CANARY_NUMBER) not in f"{error} {error!r} {error.args} {vars(error)}"
        assert not isinstance(error, asyncpg.PostgresError | asyncpg.InterfaceError)
    assert "DETAIL" not in "".join(traceback.format_exception(caught.value))
    log = server.log.read_text()
    assert CANARY not in log
    assert str(CANARY_NUMBER) not in log


async def test_a_constraint_is_named(writer: Writer) -> None:
    """An act tells by it which rule it met."""
    with pytest.raises(ConstraintViolated) as refused:
        await _twice(writer, book(1, CANARY), book(2, CANARY))
    assert refused.value.constraint == "book_unique"


async def test_a_migration_that_meets_bad_data_tells_its_step_and_no_value(
    databases: Dsns, writer: Writer, server: Tenancy
) -> None:
    """PostgreSQL's message names the key that is there twice; ours does not."""

    def narrow(connection: Connection) -> None:
        connection.exec_driver_sql("CREATE UNIQUE INDEX one_word ON book (left(word, 11))")

    await _twice(writer, book(1, f"{CANARY} a"), book(2, f"{CANARY} b"))
    with pytest.raises(MigrationFailed) as failed:
        await as_owner(databases.of(Database.DATA, Role.OWNER), narrow)
    assert (failed.value.sqlstate, failed.value.step) == (
        "23505",
        "CREATE UNIQUE INDEX one_word ON book (left(word, 11))",
    )
    assert CANARY not in "".join(map(repr, _behind(failed.value)))
    assert CANARY not in server.log.read_text()


async def test_the_log_would_have_told(clones: Clones, server: Tenancy) -> None:
    """The planted fault: a role without our setting. So the search above does look."""
    word = "canary 13900139000"
    with pytest.raises(asyncpg.DataError):
        clones.say(f"SELECT '{word}'::integer")
    assert word in server.log.read_text()


async def test_the_log_still_says_what_an_operator_needs(server: Tenancy) -> None:
    """Starts, stops and crashes: the test above would pass with no log at all."""
    assert "database system is ready to accept connections" in server.log.read_text()


def _behind(error: BaseException) -> Iterator[BaseException]:
    """An error, and every error that Python hung onto it."""
    seen: BaseException | None = error
    while seen is not None:
        yield seen
        seen = seen.__cause__ or seen.__context__
