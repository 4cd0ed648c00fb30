"""Reader and Writer: the two types that every statement runs on."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime
from functools import partial
from typing import TYPE_CHECKING
from uuid import UUID

import pytest
from sqlalchemy import (
    ColumnElement,
    Text,
    bindparam,
    cast,
    column,
    func,
    literal_column,
    select,
    table,
)
from sqlalchemy.types import BIGINT, TIMESTAMP, LargeBinary, Uuid

from cdp.database.dsn import Database, Dsns, Role
from cdp.database.lanes import Lanes
from cdp.database.reader import Reader
from cdp.database.session import TRANSACTION_S, open_session
from cdp.database.writer import Writer
from cdp.errors import (
    ConstraintViolated,
    DatabaseRefused,
    DatabaseUnavailable,
    StatementFailed,
    TookTooLong,
    TryAgain,
)
from privacy.store.statement import Statement
from tests.postgres.clones import Clones
from tests.postgres.shelf import COUNT, PUT, SLEEP, WHO, book, furnish

if TYPE_CHECKING:
    from collections.abc import Iterator

OPENED = Statement(
    "test.opened",
    select(func.count().label("n"))
    .select_from(table("pg_stat_activity", column("application_name")))
    .where(column("application_name") == bindparam("name", type_=Text)),
)
PERSON = UUID("0192f000-0000-7000-8000-00000000000a")
NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)


@pytest.fixture(scope="module")
def databases(clones: Clones) -> Iterator[Dsns]:
    with clones.fresh() as dsns:
        yield dsns


@pytest.fixture(autouse=True)
async def shelf(databases: Dsns) -> None:
    await furnish(databases)


async def count(on: Reader | Writer) -> int:
    return int((await on.fetch(COUNT))[0]["n"])


async def test_rows_inside_rows_come_back_as_tuples_of_python_values(reader: Reader) -> None:
    """`ARRAY(SELECT ROW(…))` decodes natively, nested ones, nulls and arrays included."""
    inner: ColumnElement[object] = literal_column("ARRAY(SELECT ROW(2, ARRAY['x', 'y']))")
    row = func.row(
        cast(bindparam("person", type_=Uuid), Uuid),
        cast(bindparam("sealed", type_=LargeBinary), LargeBinary),
        cast(bindparam("at", type_=TIMESTAMP(timezone=True)), TIMESTAMP(timezone=True)),
        cast(bindparam("amount", type_=BIGINT), BIGINT),
        cast(bindparam("nothing", type_=Text), Text),
        inner,
    )
    statement = Statement("test.rows", select(func.array(select(row).scalar_subquery())))
    answer = await reader.fetch(
        statement, person=PERSON, sealed=b"\x00\xff", at=NOON, amount=1 << 40, nothing=None
    )
    rows = answer[0][0]
    assert rows == [(PERSON, b"\x00\xff", NOON, 1 << 40, None, [(2, ["x", "y"])])]
    assert isinstance(rows[0], tuple)
    assert isinstance(rows[0][0], UUID)
    assert rows[0][2].tzinfo is UTC


async def test_no_rows_inside_a_row_are_an_empty_list(reader: Reader) -> None:
    """Absence has no special case."""
    statement = Statement(
        "test.no_rows", select(literal_column("ARRAY(SELECT ROW(1) WHERE false)").label("rows"))
    )
    assert [row["rows"] for row in await reader.fetch(statement)] == [[]]


async def test_a_reader_cannot_write(reader: Reader, writer: Writer) -> None:
    """Its sessions are read-only, whatever the role may do."""
    with pytest.raises(StatementFailed) as refused:
        await reader.fetch(PUT, **book(1))
    assert refused.value.sqlstate == "25006"
    assert await count(writer) == 0


async def test_a_transaction_stands_when_its_block_ends(reader: Reader, writer: Writer) -> None:
    """And not before: nobody else sees half of it."""
    async with writer.transaction() as transaction:
        await transaction.fetch(PUT, **book(1))
        assert await count(reader) == 0
        await transaction.fetch(PUT, **book(2))
    assert await count(reader) == 2


async def test_a_transaction_whose_block_raises_leaves_nothing(
    reader: Reader, writer: Writer
) -> None:
    """The block's own error comes out, unchanged."""

    async def stumble() -> None:
        async with writer.transaction() as transaction:
            await transaction.fetch(PUT, **book(1))
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await stumble()
    assert await count(reader) == 0


async def test_a_refused_statement_that_is_swallowed_still_fails_the_transaction(
    reader: Reader, writer: Writer
) -> None:
    """PostgreSQL answers such a COMMIT by rolling back, without an error; we raise one."""

    async def swallow() -> None:
        async with writer.transaction() as transaction:
            await transaction.fetch(PUT, **book(1))
            with pytest.raises(ConstraintViolated):
                await transaction.fetch(PUT, **book(1))

    with pytest.raises(StatementFailed) as failed:
        await swallow()
    assert failed.value.sqlstate == "25P02"
    assert await count(reader) == 0


async def test_a_rule_checked_at_commit_refuses_the_transaction(
    reader: Reader, writer: Writer
) -> None:
    """The error names the rule: nothing stands, and nothing is unknown about it."""
    with pytest.raises(ConstraintViolated) as refused:
        async with writer.transaction() as transaction:
            await transaction.fetch(PUT, **book(1, after=99))
    assert (refused.value.constraint, refused.value.sqlstate) == ("book_after", "23503")
    assert await count(reader) == 0


async def test_two_transactions_in_each_others_way_are_told_to_try_again(writer: Writer) -> None:
    """A deadlock ends one of them, and the other stands."""
    met = asyncio.Barrier(2)

    async def put(first: int, second: int) -> None:
        async with writer.transaction() as transaction:
            await transaction.fetch(PUT, **book(first))
            await met.wait()
            await transaction.fetch(PUT, **book(second))

    ends = await asyncio.gather(put(1, 2), put(2, 1), return_exceptions=True)
    assert [type(end) for end in ends if end is not None] == [TryAgain]
    assert await count(writer) == 2


async def test_a_transaction_is_bounded_in_time(databases: Dsns, reader: Reader) -> None:
    """In the block or in a statement; nothing of it stands, and the lane works again."""

    async def dally(writer: Writer, *, in_statement: bool) -> None:
        async with writer.transaction() as transaction:
            await transaction.fetch(PUT, **book(1))
            await (transaction.fetch(SLEEP, seconds=9) if in_statement else asyncio.sleep(9))

    url = databases.of(Database.DATA, Role.APP)
    async with Writer(url, lanes=1, transaction_s=0.2) as writer:
        for in_statement in (False, True):
            with pytest.raises(TookTooLong):
                await dally(writer, in_statement=in_statement)
        assert await count(writer) == 0
        await writer.fetch(PUT, **book(1))
    assert await count(reader) == 1


async def test_the_server_bounds_transactions_too(databases: Dsns) -> None:
    """A command that is frozen cannot keep one open: the sweeper relies on it."""
    session = await open_session(databases.of(Database.DATA, Role.APP), name="test")
    settings = ("transaction_timeout", "idle_in_transaction_session_timeout", "statement_timeout")
    bounds = [await session.fetchval("SELECT current_setting($1)", name) for name in settings]
    await session.close()
    assert bounds == [f"{TRANSACTION_S}s"] * 3


async def test_a_time_out_of_the_block_itself_is_not_taken_for_ours(writer: Writer) -> None:
    """Only our own bound becomes `TookTooLong`."""
    with pytest.raises(TimeoutError):
        async with writer.transaction():
            raise TimeoutError


async def test_a_cancelled_block_gives_its_lane_back(databases: Dsns) -> None:
    """With one lane and a statement still running in it, the next caller does not wait for it."""
    async with Reader(databases.of(Database.DATA, Role.APP), lanes=1) as reader:
        waiting = asyncio.create_task(_ask(reader, SLEEP, seconds=20))
        await asyncio.sleep(0.1)
        waiting.cancel()
        with pytest.raises(asyncio.CancelledError):
            await waiting
        async with asyncio.timeout(2):
            assert await count(reader) == 0


async def test_a_session_given_up_while_it_is_opened_does_not_stay_open(
    databases: Dsns, reader: Reader
) -> None:
    """At whichever turn of the loop whoever asked for it went away."""
    url, turns = databases.of(Database.DATA, Role.APP), 0
    while True:
        opening = asyncio.create_task(open_session(url, name="given up"))
        for _ in range(turns):
            await asyncio.sleep(0)
        if opening.done():
            break
        opening.cancel()
        with pytest.raises(asyncio.CancelledError):
            await opening
        turns += 1 + turns // 8
    opening.result().terminate()
    async with asyncio.timeout(5):
        while (await reader.fetch(OPENED, name="given up"))[0]["n"]:
            pass


async def test_a_cancelled_transaction_leaves_nothing(writer: Writer, reader: Reader) -> None:
    """Its session ends, which undoes it."""

    async def put() -> None:
        async with writer.transaction() as transaction:
            await transaction.fetch(PUT, **book(1))
            await asyncio.sleep(20)

    task = asyncio.create_task(put())
    await asyncio.sleep(0.1)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    await writer.fetch(PUT, **book(1))
    assert await count(reader) == 1


async def test_the_lane_used_last_is_taken_first(databases: Dsns) -> None:
    """Under light load one backend does all the work."""
    async with Reader(databases.of(Database.DATA, Role.APP), lanes=3) as reader:
        pids = {await _pid(reader) for _ in range(5)}
        assert len(pids) == 1
        await asyncio.gather(*(_ask(reader, SLEEP, seconds=0) for _ in range(3)))
        assert len({await _pid(reader) for _ in range(5)}) == 1


async def test_who_finds_no_lane_in_time_is_told_to_come_back(databases: Dsns) -> None:
    """A bounded wait, then `DatabaseUnavailable` with a time."""
    connect = partial(open_session, databases.of(Database.DATA, Role.APP), name="test")
    lanes = Lanes(connect, size=1, queue_s=0.05)
    async with lanes.lane():
        with pytest.raises(DatabaseUnavailable) as busy:
            async with lanes.lane():
                pass
    assert busy.value.retry_after_s == 1
    await lanes.close()
    with pytest.raises(DatabaseUnavailable):
        async with lanes.lane():
            pass


async def test_a_session_in_use_ends_with_its_block_once_the_lanes_are_closed(
    databases: Dsns,
) -> None:
    """Closing waits for nobody and forgets nobody."""
    connect = partial(open_session, databases.of(Database.DATA, Role.APP), name="test")
    lanes = Lanes(connect, size=1)
    async with lanes.lane() as session:
        await lanes.close()
        assert await session.fetchval("SELECT 1") == 1
    assert session.is_closed()


async def test_a_wrong_password_is_refused_at_once(databases: Dsns) -> None:
    """It is not an outage: waiting would not help."""
    url = databases.of(Database.DATA, Role.APP).replace("cdp_app:", "cdp_app:0")
    async with Reader(url, lanes=1) as reader:
        with pytest.raises(DatabaseRefused) as refused:
            await reader.fetch(COUNT)
    assert refused.value.sqlstate == "28P01"


async def _ask(reader: Reader, statement: Statement, **values: object) -> None:
    await reader.fetch(statement, **values)


async def _pid(reader: Reader) -> int:
    return int((await reader.fetch(WHO))[0]["pid"])
