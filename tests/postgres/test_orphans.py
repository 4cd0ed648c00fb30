"""Orphaned keys: what lost races leave is swept, and a mistake of ours is not."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import pytest

from cdp.acts.file_batch import MOST
from cdp.database.dsn import Database, Dsns, Role
from cdp.database.reader import Reader
from cdp.database.writer import Writer
from cdp.errors import DeploymentUnfit
from cdp.jobs.orphans import FEW, WAIT, OrphanSweeper
from privacy.store.keys import PostgresKeyStore
from privacy.store.subjects import CREATE
from privacy.terms import KeyCategory
from privacy.vault.key_row import KeyRow

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
YESTERDAY = NOW - WAIT - timedelta(minutes=1)
WRAPPED = bytes(66)


@pytest.fixture
async def keys(databases: Dsns) -> AsyncIterator[Writer]:
    async with Writer(databases.of(Database.KEYS, Role.JOBS), lanes=1) as writer:
        yield writer


@pytest.fixture
async def sweeper(databases: Dsns, keys: Writer) -> AsyncIterator[OrphanSweeper]:
    async with Reader(databases.of(Database.DATA, Role.JOBS), lanes=1) as data:
        yield OrphanSweeper(keys=keys, data=data, clock=lambda: NOW)


async def with_keys(keys: Writer, *, at: datetime, count: int = 1) -> list[UUID]:
    """So many people who have keys since `at`, and nothing else."""
    people = [uuid4() for _ in range(count)]
    store = PostgresKeyStore(keys)
    for person in people:
        row = KeyRow(subject=person, key_ver=1, wrapped={KeyCategory.AUDIT: WRAPPED})
        await store.insert(row, at=at)
    return people


async def kept(keys: Writer, people: list[UUID]) -> set[UUID]:
    """Who of `people` still has keys."""
    return {row.subject for row in await PostgresKeyStore(keys).rows(people)}


async def test_keys_of_nobody_are_removed_after_a_day(
    sweeper: OrphanSweeper, keys: Writer, writer: Writer
) -> None:
    """Of those that are old enough, and of nobody who was made."""
    [orphan] = await with_keys(keys, at=YESTERDAY)
    [young] = await with_keys(keys, at=NOW)
    [person] = await with_keys(keys, at=YESTERDAY)
    await writer.fetch(CREATE, subject=person, at=NOW)
    assert await sweeper.sweep() == 1
    assert await kept(keys, [orphan, young, person]) == {young, person}
    assert await sweeper.sweep() == 0


async def test_an_erased_person_keeps_the_row_that_says_so(
    sweeper: OrphanSweeper, keys: Writer
) -> None:
    """Her subject may be gone; that her keys were erased must stay known."""
    [erased] = await with_keys(keys, at=YESTERDAY)
    await PostgresKeyStore(keys).shred(erased, [KeyCategory.AUDIT], at=NOW)
    assert await sweeper.sweep() == 0
    assert await kept(keys, [erased]) == {erased}


async def test_more_orphans_than_races_leave_are_a_mistake_and_stay(
    sweeper: OrphanSweeper, keys: Writer
) -> None:
    """An empty or a foreign database of data would else erase everybody."""
    people = await with_keys(keys, at=YESTERDAY, count=FEW + 1)
    with pytest.raises(DeploymentUnfit):
        await sweeper.sweep()
    assert await kept(keys, people) == set(people)


async def test_what_a_lost_batch_of_a_file_leaves_is_swept(
    sweeper: OrphanSweeper, keys: Writer, writer: Writer
) -> None:
    """A server that dies in an import leaves keys of a whole batch, in a small deployment too."""
    people = await with_keys(keys, at=YESTERDAY, count=4 * MOST)
    for person in people[MOST:]:
        await writer.fetch(CREATE, subject=person, at=NOW)
    assert await sweeper.sweep() == MOST
    assert await kept(keys, people) == set(people[MOST:])
