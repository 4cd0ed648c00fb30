"""Parts of a transaction: what stops one of them is undone, and the others stand."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cdp.database.dsn import Database, Role
from cdp.database.parts import Parts
from cdp.database.writer import Transaction, Writer
from cdp.errors import ConstraintViolated, StatementFailed
from tests.postgres.shelf import AS_NUMBER, COUNT, PUT, book, furnish

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cdp.database.dsn import Dsns
    from tests.postgres.clones import Clones


class Stumbled(Exception):
    """What a part of a test raises."""


@pytest.fixture(scope="module")
def databases(clones: Clones) -> Iterator[Dsns]:
    with clones.fresh() as dsns:
        yield dsns


@pytest.fixture(autouse=True)
async def shelf(databases: Dsns) -> None:
    await furnish(databases)


async def count(on: Writer | Transaction) -> int:
    return int((await on.fetch(COUNT))[0]["n"])


async def put(tx: Transaction, parts: Parts, number: int, *, stumbles: bool = False) -> None:
    """One part: a book, and an error where it `stumbles`."""
    async with parts.part():
        await tx.fetch(PUT, **book(number))
        if stumbles:
            raise Stumbled


async def test_a_part_that_raises_is_undone_and_the_next_one_stands(writer: Writer) -> None:
    """The error comes out as it was raised; what stood before stays."""
    async with writer.transaction() as tx:
        parts = Parts(tx)
        await put(tx, parts, 1)
        with pytest.raises(Stumbled):
            await put(tx, parts, 2, stumbles=True)
        await put(tx, parts, 3)
        assert await count(tx) == 2
    assert await count(writer) == 2


async def fill(tx: Transaction, parts: Parts, *books: dict[str, object]) -> None:
    """One part that puts several books."""
    async with parts.part():
        for values in books:
            await tx.fetch(PUT, **values)


async def misread(tx: Transaction, parts: Parts) -> None:
    """One part whose statement the server cannot answer."""
    async with parts.part():
        await tx.fetch(AS_NUMBER, word="no number")


async def test_a_statement_that_fails_inside_a_part_ends_nothing_but_the_part(
    writer: Writer,
) -> None:
    """Outside of parts it would end the whole transaction."""
    async with writer.transaction() as tx:
        parts = Parts(tx)
        await put(tx, parts, 1)
        with pytest.raises(ConstraintViolated):
            await fill(tx, parts, book(90), book(1))
        await put(tx, parts, 2)
        with pytest.raises(ConstraintViolated):
            await fill(tx, parts, book(90), book(3, word="forbidden"))
        with pytest.raises(StatementFailed):
            await misread(tx, parts)
        await put(tx, parts, 4)
    assert await count(writer) == 3


async def test_a_part_that_swallows_its_failure_fails_the_transaction(writer: Writer) -> None:
    """A part must raise what it met: silence does not mend anything."""

    async def swallow() -> None:
        async with writer.transaction() as tx:
            parts = Parts(tx)
            async with parts.part():
                with pytest.raises(ConstraintViolated):
                    await tx.fetch(PUT, **book(1, word="forbidden"))
            await put(tx, parts, 2)

    with pytest.raises(StatementFailed) as failed:
        await swallow()
    assert failed.value.sqlstate == "25P02"
    assert await count(writer) == 0


async def test_what_the_transaction_writes_after_its_parts_stands_with_them(
    writer: Writer,
) -> None:
    """Also after a last part that was undone; and falls with them."""
    async with writer.transaction() as tx:
        with pytest.raises(Stumbled):
            await put(tx, Parts(tx), 1, stumbles=True)
        await tx.fetch(PUT, **book(2))
    assert await count(writer) == 1

    async def fall() -> None:
        async with writer.transaction() as tx:
            await put(tx, Parts(tx), 3)
            raise Stumbled

    with pytest.raises(Stumbled):
        await fall()
    assert await count(writer) == 1


def test_exactly_the_parts_that_did_not_raise_stand(databases: Dsns) -> None:
    """Whatever their order and number, none included."""

    async def run(stumbles: Sequence[bool]) -> tuple[int, int]:
        async with Writer(databases.of(Database.DATA, Role.APP), lanes=1) as writer:
            before = await count(writer)
            async with writer.transaction() as tx:
                parts = Parts(tx)
                for n, falls in enumerate(stumbles):
                    try:
                        await put(tx, parts, before * 100 + n, stumbles=falls)
                    except Stumbled:
                        assert falls
            return before, await count(writer)

    @settings(max_examples=15)
    @given(st.lists(st.booleans(), max_size=8))
    def stands(stumbles: list[bool]) -> None:
        before, after = asyncio.run(run(stumbles))
        assert after - before == stumbles.count(False)

    stands()
