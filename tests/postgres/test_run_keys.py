"""Keys of runs: what a file could not say is readable for seven days, and then by nobody."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from typing import TYPE_CHECKING, Final
from uuid import UUID, uuid4

import pytest
from sqlalchemy import LargeBinary, Uuid, bindparam, select, update

from cdp.database.dsn import Database, Role
from cdp.database.writer import Writer
from cdp.errors import ConstraintViolated
from cdp.imports.book import Refusal, RunBook, refuse
from cdp.jobs.run_keys import KEPT, RunShredder
from privacy.errors import KeyErased, Tampered
from privacy.store.keys import PostgresKeyStore
from privacy.store.run_keys import ONE, RunKeys, run_key
from privacy.store.statement import Statement
from privacy.terms import ReasonCode
from tests.unit.vault.scene import HANDLER, Clock, Entropy, keyring

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from cdp.database.dsn import Dsns

RUN, OTHER = UUID(int=1), UUID(int=2)
ROW, COLUMN = UUID(int=5), "import_refusal.sealed"
MINUTE: Final = timedelta(minutes=1)
PUT: Final = Statement(
    "attack.put",
    update(run_key)
    .where(run_key.c.run_id == bindparam("run", type_=Uuid))
    .values(wrapped=bindparam("wrapped", type_=LargeBinary)),
)
WHEN: Final = Statement("look.when", select(run_key.c.run_id, run_key.c.shredded_at))


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
async def store(databases: Dsns) -> AsyncIterator[Writer]:
    async with Writer(databases.of(Database.KEYS, Role.APP), lanes=4) as writer:
        yield writer


@pytest.fixture
async def jobs(databases: Dsns) -> AsyncIterator[Writer]:
    async with Writer(databases.of(Database.KEYS, Role.JOBS), lanes=1) as writer:
        yield writer


@pytest.fixture
async def shredder(databases: Dsns, jobs: Writer, clock: Clock) -> AsyncIterator[RunShredder]:
    async with Writer(databases.of(Database.DATA, Role.JOBS), lanes=1) as data:
        yield RunShredder(keys=jobs, data=data, clock=clock)


def run_keys(store: Writer, clock: Clock, *, seed: bytes = b"") -> RunKeys:
    """As one process has them; `seed` tells processes apart."""
    keks = keyring(PostgresKeyStore(store), clock=clock, seed=seed).keks
    return RunKeys(store, keks, handler=HANDLER, clock=clock, entropy=Entropy(b"run" + seed))


async def test_a_run_that_is_begun_again_has_the_key_it_had(store: Writer, clock: Clock) -> None:
    """Also by other processes at once: all seal and open alike."""
    keys = [run_keys(store, clock, seed=bytes([n])) for n in range(4)]
    made = await asyncio.gather(*(each.make(RUN) for each in keys))
    sealed = made[0].seal(b"cells", row=ROW, column=COLUMN)
    again = [*made, await keys[1].make(RUN), await keys[2].open(RUN)]
    assert [key.open(sealed, row=ROW, column=COLUMN) for key in again] == [b"cells"] * 6


async def test_what_one_run_sealed_no_other_opens(store: Writer, clock: Clock) -> None:
    """Nor the same run at another line."""
    keys = run_keys(store, clock)
    one, other = await keys.make(RUN), await keys.make(OTHER)
    sealed = one.seal(b"cells", row=ROW, column=COLUMN)
    with pytest.raises(Tampered):
        other.open(sealed, row=ROW, column=COLUMN)
    with pytest.raises(Tampered):
        one.open(sealed, row=UUID(int=6), column="import_refusal.sealed")


async def test_a_run_that_never_was_has_no_key(store: Writer, clock: Clock) -> None:
    """As one whose key was shredded."""
    with pytest.raises(KeyErased):
        await run_keys(store, clock).open(RUN)


async def test_another_run_s_wrapped_key_is_found_out(
    store: Writer, jobs: Writer, clock: Clock
) -> None:
    """Put under this run, it would open what the other one refused."""
    keys = run_keys(store, clock)
    await keys.make(RUN)
    await keys.make(OTHER)
    [row] = await store.fetch(ONE, run_id=OTHER)
    await jobs.fetch(PUT, run=RUN, wrapped=row["wrapped"])
    with pytest.raises(Tampered):
        await keys.open(RUN)


async def test_no_key_stands_in_the_database_unwrapped(
    store: Writer, jobs: Writer, clock: Clock
) -> None:
    """The schema takes nothing of another length."""
    await run_keys(store, clock).make(RUN)
    with pytest.raises(ConstraintViolated):
        await jobs.fetch(PUT, run=RUN, wrapped=bytes(32))


async def a_refusal(writer: Writer, keys: RunKeys, clock: Clock) -> UUID:
    """A run that refused a row."""
    book = RunBook(run=writer)
    run = await book.begin(uuid4().bytes, kind="contacts", source="crm-export", at=clock())
    sealed = (await keys.make(run.id)).seal(b"cells", row=ROW, column=COLUMN)
    refused = Refusal(
        line=5, field="number", reason=ReasonCode.INVALID_INPUT, advice="", sealed=sealed
    )
    await refuse(writer, run.id, refused)
    return run.id


async def lines(writer: Writer, run: UUID) -> list[int]:
    return [each.line async for each in RunBook(run=writer).refusals(run)]


async def test_after_seven_days_rows_are_gone_and_unreadable_in_every_copy(
    writer: Writer, store: Writer, shredder: RunShredder, clock: Clock
) -> None:
    """The key went, so whatever a backup holds is noise; and it is never made again."""
    keys = run_keys(store, clock)
    old = await a_refusal(writer, keys, clock)
    clock.advance(KEPT + MINUTE)
    young = await a_refusal(writer, keys, clock)
    assert await shredder.sweep() == 1
    assert (await lines(writer, old), await lines(writer, young)) == ([], [5])
    for again in (keys.open(old), keys.make(old)):
        with pytest.raises(KeyErased):
            await again
    await keys.open(young)


async def test_what_is_not_older_than_seven_days_stays(
    writer: Writer, store: Writer, shredder: RunShredder, clock: Clock
) -> None:
    """Whoever imported a file may still ask for what it refused."""
    run = await a_refusal(writer, run_keys(store, clock), clock)
    clock.advance(KEPT)
    assert await shredder.sweep() == 0
    assert await lines(writer, run) == [5]


async def test_shredding_again_changes_nothing(
    writer: Writer, store: Writer, shredder: RunShredder, clock: Clock
) -> None:
    """A key that is gone keeps the time when it went."""
    await a_refusal(writer, run_keys(store, clock), clock)
    clock.advance(KEPT + MINUTE)
    gone_at = clock()
    assert await shredder.sweep() == 1
    clock.advance(KEPT)
    assert await shredder.sweep() == 0
    assert [row["shredded_at"] for row in await store.fetch(WHEN)] == [gone_at]


async def test_rows_that_a_crash_left_without_their_key_go_with_the_next_sweep(
    writer: Writer, store: Writer, shredder: RunShredder, clock: Clock, databases: Dsns
) -> None:
    """The key goes first, and the rows by their own age."""
    run = await a_refusal(writer, run_keys(store, clock), clock)
    clock.advance(KEPT + MINUTE)
    async with Writer(databases.of(Database.DATA, Role.JOBS), lanes=1) as away:
        await away.close()
        halfway = RunShredder(keys=shredder.keys, data=away, clock=clock)
        with pytest.raises(Exception, match="database"):
            await halfway.sweep()
    assert await lines(writer, run) == [5]
    assert await shredder.sweep() == 0
    assert await lines(writer, run) == []
