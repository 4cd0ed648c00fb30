"""A person under a number never seen is made by one statement, once, whoever else tries."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Final
from uuid import UUID, uuid4

import pytest
from sqlalchemy import func, select

from cdp.database.dsn import Database, Role
from cdp.database.writer import Writer
from cdp.errors import ConstraintViolated
from cdp.identity.newcomer import NEWCOMER
from cdp.identity.store import ALWAYS
from cdp.identity.tables import identity_index, phone_identity, phone_ownership
from privacy.store.statement import Statement
from privacy.store.subjects import subject

if TYPE_CHECKING:
    from cdp.database.dsn import Dsns
    from cdp.database.writer import Transaction

AT: Final = datetime(2026, 11, 22, 3, tzinfo=UTC)
TOKEN: Final = bytes(16)
COUNTS: Final = Statement(
    "test.counts",
    select(
        *(
            select(func.count()).select_from(table).scalar_subquery().label(table.name)
            for table in (subject, phone_identity, identity_index, phone_ownership)
        )
    ),
)


def newcomer(token: bytes = TOKEN, **others: object) -> dict[str, Any]:
    """The parameters of a person of her own under `token`."""
    return {
        "subject_id": uuid4(),
        "identity_id": uuid4(),
        "id": uuid4(),
        "created_at": AT,
        "kind": "phone",
        "key_ver": 1,
        "bx": token,
        "has_extension": False,
        "country": "CN",
        "region": "",
        "line_type": "MOBILE",
        "carrier_original": "",
        "e164": b"sealed",
        "during": ALWAYS,
        "role": "PRIMARY",
        "exclusive": True,
        "verification": "DECLARED",
        "verified_at": None,
        "state": "ACTIVE",
        "end_reason": None,
        "number_status": "UNKNOWN",
        "status_checked_at": None,
        "last_answered_at": None,
        "asked_at": None,
        **others,
    }


async def counts(writer: Writer) -> list[int]:
    (row,) = await writer.fetch(COUNTS)
    return [row[place] for place in range(4)]


async def claimed(tx: Writer | Transaction, **values: object) -> int:
    (row,) = await tx.fetch(NEWCOMER, **values)
    return int(row["claimed"])


async def test_one_statement_makes_the_person_her_number_its_token_and_her_claim(
    writer: Writer,
) -> None:
    """Four rows, of which one says that the token was free."""
    assert await claimed(writer, **newcomer()) == 1
    assert await counts(writer) == [1, 1, 1, 1]


async def test_a_token_that_is_taken_is_said_so_and_stays_its_first_owner_s(
    writer: Writer,
) -> None:
    """Whoever came second rolls back, and nothing of theirs is left."""
    first = newcomer()
    await claimed(writer, **first)

    async def come_second() -> None:
        async with writer.transaction() as tx:
            assert await claimed(tx, **newcomer()) == 0
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await come_second()
    assert await counts(writer) == [1, 1, 1, 1]
    taken = Statement("test.taken", select(identity_index.c.identity_id))
    assert [row[0] for row in await writer.fetch(taken)] == [first["identity_id"]]


async def test_of_writers_who_claim_one_token_at_once_one_has_it(databases: Dsns) -> None:
    """The others wait for the first to end, and are told; four processes, one person."""

    async def claim(writer: Writer) -> int:
        async with writer.transaction() as tx:
            won = await claimed(tx, **newcomer())
            if not won:
                raise ZeroDivisionError
            return won

    dsn = databases.of(Database.DATA, Role.APP)
    async with Writer(dsn, lanes=4) as one, Writer(dsn, lanes=4) as other:
        ends = await asyncio.gather(
            *(claim(writer) for writer in [one, other] * 2), return_exceptions=True
        )
        assert sorted(type(end).__name__ for end in ends) == ["ZeroDivisionError"] * 3 + ["int"]
        assert await counts(one) == [1, 1, 1, 1]


async def test_whoever_waits_for_a_writer_that_gives_up_has_the_token(databases: Dsns) -> None:
    """A claim that was rolled back was none."""
    has_claimed, may_go = asyncio.Event(), asyncio.Event()

    async def give_up(writer: Writer) -> None:
        async with writer.transaction() as tx:
            await claimed(tx, **newcomer())
            has_claimed.set()
            await may_go.wait()
            raise ZeroDivisionError

    async with Writer(databases.of(Database.DATA, Role.APP), lanes=2) as writer:
        first = asyncio.create_task(give_up(writer))
        await has_claimed.wait()
        second = asyncio.create_task(claimed(writer, **newcomer()))
        await asyncio.sleep(0)
        may_go.set()
        assert await second == 1
        with pytest.raises(ZeroDivisionError):
            await first
        assert await counts(writer) == [1, 1, 1, 1]


@pytest.mark.parametrize("same", ["subject_id", "identity_id"])
async def test_an_id_that_is_there_already_makes_nobody(writer: Writer, same: str) -> None:
    """The schema refuses, and the whole statement with it."""
    first = newcomer()
    await claimed(writer, **first)
    with pytest.raises(ConstraintViolated):
        await claimed(writer, **newcomer(bytes(15) + b"\x01", **{same: first[same]}))
    assert await counts(writer) == [1, 1, 1, 1]


async def test_a_token_of_another_kind_or_key_is_another_token(writer: Writer) -> None:
    """During a rotation a number has two; each belongs to one kind."""
    for place in ({"key_ver": 1}, {"key_ver": 2}, {"kind": "email"}):
        assert await claimed(writer, **newcomer(**place)) == 1
    assert (await counts(writer))[2] == 3


def test_the_statement_names_every_column_of_the_four_tables() -> None:
    """A column that is added is bound, or the statement does not run."""
    names = {
        column.name
        for table in (phone_identity, identity_index, phone_ownership)
        for column in table.columns
    } - {"id"}
    values = newcomer()
    assert names <= values.keys()
    assert len(NEWCOMER.arguments(**values)) >= len(names)
    assert isinstance(values["subject_id"], UUID)
