"""The book of runs: a file is known again, goes on where it stopped, and tells what it refused."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from typing import TYPE_CHECKING, Final
from uuid import UUID, uuid4

import pytest

from cdp.errors import Conflict, ConstraintViolated
from cdp.imports.book import Refusal, RunBook, further, refuse
from privacy.terms import ReasonCode
from privacy.testing.asks import NOW

if TYPE_CHECKING:
    from cdp.database.writer import Writer
    from cdp.imports.record import Run

TOKEN: Final = bytes(16)
NOTHING: Final[dict[str, int]] = {}


@pytest.fixture
def book(writer: Writer) -> RunBook:
    return RunBook(run=writer)


async def begun(
    book: RunBook, token: bytes = TOKEN, *, hours: int = 0, after: UUID | None = None
) -> Run:
    at = NOW + timedelta(hours=hours)
    return await book.begin(token, kind="contacts", source="crm-export", at=at, after=after)


def refusal(line: int, advice: str = "Give a number.", *, field: str = "number") -> Refusal:
    reason = ReasonCode.INVALID_INPUT
    return Refusal(line=line, field=field, reason=reason, advice=advice, sealed=b"sealed")


async def test_a_file_that_never_came_has_no_run(book: RunBook) -> None:
    """And one that came is found by what it is, not by anything else."""
    await begun(book, bytes(15) + b"\x01")
    assert await book.find(TOKEN) is None


async def test_a_run_goes_on_from_where_it_stopped_with_what_it_counted(
    book: RunBook, writer: Writer
) -> None:
    """Each step adds to the counts, and the same process or another one finds them."""
    run = await begun(book)
    await further(writer, run.id, before=0, line=10, more={"new": 3, "refused": 2})
    await further(writer, run.id, before=10, line=20, more={"new": 1, "split": 1})
    found = await book.find(TOKEN)
    assert found is not None
    assert (found.id, found.line, found.finished) == (run.id, 20, False)
    assert found.counts == {"new": 4, "merged": 0, "duplicate": 0, "refused": 2, "split": 1}


async def test_of_two_processes_that_import_one_file_one_goes_further(
    book: RunBook, writer: Writer
) -> None:
    """The other is told, and whatever it wrote in that transaction is undone."""
    run = await begun(book)

    async def step() -> None:
        async with writer.transaction() as tx:
            await refuse(tx, run.id, refusal(5))
            await further(tx, run.id, before=0, line=10, more={"refused": 1})

    async def step_late() -> None:
        async with writer.transaction() as tx:
            await refuse(tx, run.id, refusal(6))
            await further(tx, run.id, before=0, line=10, more={"refused": 1})

    ends = await asyncio.gather(step(), step_late(), return_exceptions=True)
    assert [type(end) for end in ends if end is not None] == [Conflict]
    found = await book.find(TOKEN)
    assert found is not None
    assert (found.line, found.counts["refused"]) == (10, 1)
    assert len([each async for each in book.refusals(run.id)]) == 1


async def test_a_run_that_is_finished_goes_no_further(book: RunBook, writer: Writer) -> None:
    """Its counts are those of its end, for good."""
    run = await begun(book)
    await further(writer, run.id, before=0, line=10, more={"new": 1})
    done = await book.finish(run.id)
    assert (done.finished, done.line, done.counts["new"]) == (True, 10, 1)
    with pytest.raises(Conflict):
        await further(writer, run.id, before=10, line=20, more=NOTHING)
    assert await book.find(TOKEN) == done


async def test_the_run_that_is_not_finished_is_found_first_then_the_newest(book: RunBook) -> None:
    """One that was left in the middle goes on."""
    first = await begun(book, hours=1)
    second = await begun(book, hours=3, after=first.id)
    third = await begun(book, hours=2, after=second.id)
    for run in (second, third):
        await book.finish(run.id)
    assert await book.find(TOKEN) == first
    await book.finish(first.id)
    found = await book.find(TOKEN)
    assert found is not None
    assert found.id == second.id


async def test_a_run_is_begun_once_however_many_begin_it(book: RunBook, writer: Writer) -> None:
    """Whoever comes second goes on with what the first one has done of it."""
    run = await begun(book)
    await further(writer, run.id, before=0, line=10, more={"new": 3})
    again = await begun(book, hours=1)
    assert (again.id, again.line, again.counts["new"]) == (run.id, 10, 3)


async def test_a_line_is_refused_once_in_a_run(book: RunBook, writer: Writer) -> None:
    """And in each run for itself."""
    one, other = await begun(book), await begun(book, bytes(15) + b"\x01")
    for run in (one, other):
        await refuse(writer, run.id, refusal(5))
    with pytest.raises(ConstraintViolated):
        await refuse(writer, one.id, refusal(5, "Another advice."))


async def test_no_refusal_stands_without_its_run(writer: Writer) -> None:
    """Whose key could shred it otherwise?"""
    with pytest.raises(ConstraintViolated):
        await refuse(writer, UUID(int=7), refusal(5))


async def test_every_refusal_comes_back_in_the_file_s_order(book: RunBook, writer: Writer) -> None:
    """More of them than are read at once, written in any order, of this run alone."""
    run, other = await begun(book), await begun(book, bytes(15) + b"\x01")
    async with writer.transaction() as tx:
        for line in sorted(range(2, 1103), key=lambda line: line * 7919 % 1103):
            await refuse(tx, run.id, refusal(line))
        await refuse(tx, other.id, refusal(3))
    found = [each async for each in book.refusals(run.id)]
    assert [each.line for each in found] == list(range(2, 1103))
    assert found[0] == refusal(2)


async def test_reasons_are_counted_most_first_each_with_its_first_lines(
    book: RunBook, writer: Writer
) -> None:
    """One reason is a field, a code and an advice; where as many, the earlier line comes first."""
    run = await begun(book)
    for line in (9, 4, 7):
        await refuse(writer, run.id, refusal(line))
    await refuse(writer, run.id, refusal(8, "Another advice."))
    await refuse(writer, run.id, refusal(3, field="email"))
    reasons = await book.reasons(run.id, first=2)
    assert [(row["field"], row["advice"], row["n"], row["lines"]) for row in reasons] == [
        ("number", "Give a number.", 3, [4, 7]),
        ("email", "Give a number.", 1, [3]),
        ("number", "Another advice.", 1, [8]),
    ]
    assert await book.reasons(uuid4(), first=2) == []
