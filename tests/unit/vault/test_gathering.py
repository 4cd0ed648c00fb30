"""Whoever waits for keys at the same time shares one query, and no more than that."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Collection, Coroutine, Sequence
from uuid import UUID

import pytest

from privacy.errors import LedgerUnavailable
from privacy.terms import KeyCategory
from privacy.vault.gathering import MOST, Gathering
from privacy.vault.key_row import KeyRow

PEOPLE = [UUID(int=n) for n in range(1, 9)]
NOBODY = UUID(int=99)


def row(subject: UUID, key_ver: int = 1) -> KeyRow:
    return KeyRow(subject=subject, key_ver=key_ver, wrapped={KeyCategory.AUDIT: b"wrapped"})


class Store:
    """Answers when it is told to: with rows, with a failure, or never."""

    def __init__(self) -> None:
        self.asked: list[list[UUID]] = []
        self.given_up = 0
        self.may_answer = asyncio.Event()
        self.may_answer.set()
        self.fault: Exception | None = None
        self.rows = {subject: [row(subject, 1), row(subject, 2)] for subject in PEOPLE}

    async def fetch(self, subjects: Collection[UUID]) -> Sequence[KeyRow]:
        self.asked.append(list(subjects))
        stands = [each for subject in subjects for each in self.rows.get(subject, ())]
        try:
            await self.may_answer.wait()
        except asyncio.CancelledError:
            self.given_up += 1
            raise
        if self.fault is not None:
            raise self.fault
        return stands


async def turns(count: int = 5) -> None:
    """Let everybody run on."""
    for _ in range(count):
        await asyncio.sleep(0)


def asking(gathering: Gathering, *subjects: UUID) -> asyncio.Task[Sequence[KeyRow]]:
    return asyncio.create_task(_rows(gathering.rows, subjects))


async def _rows(
    rows: Callable[[Collection[UUID]], Coroutine[object, object, Sequence[KeyRow]]],
    subjects: Collection[UUID],
) -> Sequence[KeyRow]:
    return await rows(subjects)


@pytest.fixture
def store() -> Store:
    return Store()


@pytest.fixture
def gathering(store: Store) -> Gathering:
    return Gathering(fetch=store.fetch)


async def test_a_lone_caller_asks_at_once_and_gets_every_version(
    gathering: Gathering, store: Store
) -> None:
    """Also of nobody: then nothing."""
    assert await gathering.rows([PEOPLE[0]]) == [row(PEOPLE[0], 1), row(PEOPLE[0], 2)]
    assert await gathering.rows([NOBODY]) == []
    assert store.asked == [[PEOPLE[0]], [NOBODY]]


async def test_all_who_ask_in_one_turn_share_one_query_and_get_their_own(
    gathering: Gathering, store: Store
) -> None:
    """Whom another one asked about is nobody's business but hers."""
    wanted = [(PEOPLE[0],), (PEOPLE[1], PEOPLE[2]), (NOBODY,), (PEOPLE[0], PEOPLE[3])]
    answers = await asyncio.gather(*(gathering.rows(subjects) for subjects in wanted))
    assert store.asked == [sorted({who for subjects in wanted for who in subjects})]
    for subjects, rows in zip(wanted, answers, strict=True):
        expected = [(who, n) for who in subjects if who != NOBODY for n in (1, 2)]
        assert sorted((each.subject, each.key_ver) for each in rows) == expected


async def test_while_one_query_runs_the_next_gathers(gathering: Gathering, store: Store) -> None:
    """One query at a time: the crowd that came meanwhile goes together."""
    store.may_answer.clear()
    first = asking(gathering, PEOPLE[0])
    await turns()
    later = [asking(gathering, who) for who in PEOPLE[1:5]]
    await turns()
    assert store.asked == [[PEOPLE[0]]]
    store.may_answer.set()
    await asyncio.gather(first, *later)
    assert store.asked == [[PEOPLE[0]], PEOPLE[1:5]]


async def test_nobody_is_answered_by_what_stood_before_she_asked(
    gathering: Gathering, store: Store
) -> None:
    """A query runs that saw her keys; they are erased; she asks: they are gone."""
    store.may_answer.clear()
    early = asking(gathering, PEOPLE[0])
    await turns()
    del store.rows[PEOPLE[0]]
    late = asking(gathering, PEOPLE[0])
    await turns()
    store.may_answer.set()
    assert (len(await early), len(await late)) == (2, 0)


async def test_a_failure_is_told_to_all_who_share_it_and_to_nobody_else(
    gathering: Gathering, store: Store
) -> None:
    """The next query is another chance."""
    store.fault = LedgerUnavailable()
    answers = await asyncio.gather(
        *(gathering.rows([who]) for who in PEOPLE[:3]), return_exceptions=True
    )
    assert [type(answer) for answer in answers] == [LedgerUnavailable] * 3
    store.fault = None
    assert len(await gathering.rows([PEOPLE[0]])) == 2


async def test_a_database_that_is_away_is_waited_for_once(
    gathering: Gathering, store: Store
) -> None:
    """Whoever gathered behind the query that failed is told with it: not after another one."""
    store.fault = LedgerUnavailable()
    store.may_answer.clear()
    first = asking(gathering, PEOPLE[0])
    await turns()
    behind = [asking(gathering, who) for who in PEOPLE[1:3]]
    await turns()
    store.may_answer.set()
    answers = await asyncio.gather(first, *behind, return_exceptions=True)
    assert [type(answer) for answer in answers] == [LedgerUnavailable] * 3
    assert store.asked == [[PEOPLE[0]]]


async def test_who_leaves_hurts_nobody(gathering: Gathering, store: Store) -> None:
    """Neither while the query is gathered nor while it runs; nor where she fails to come back."""
    store.may_answer.clear()
    leaving, staying = asking(gathering, PEOPLE[0]), asking(gathering, PEOPLE[1])
    await turns()
    leaving.cancel()
    gone, waiting = asking(gathering, PEOPLE[2]), asking(gathering, PEOPLE[3])
    await turns()
    gone.cancel()
    await turns()
    store.may_answer.set()
    assert (len(await staying), len(await waiting)) == (2, 2)
    assert store.asked == [PEOPLE[:2], [PEOPLE[3]]]
    assert store.given_up == 0
    assert (leaving.cancelled(), gone.cancelled()) == (True, True)


async def test_a_time_out_of_one_is_no_time_out_of_another(
    gathering: Gathering, store: Store
) -> None:
    """Each has its own patience."""
    store.may_answer.clear()

    async def impatient() -> None:
        async with asyncio.timeout(0):
            await gathering.rows([PEOPLE[0]])

    hasty, patient = asyncio.create_task(impatient()), asking(gathering, PEOPLE[1])
    with pytest.raises(TimeoutError):
        await hasty
    store.may_answer.set()
    assert len(await patient) == 2


async def test_a_query_that_nobody_waits_for_is_given_up(
    gathering: Gathering, store: Store
) -> None:
    """Its session may hang: whoever gathered behind it is not left hanging too."""
    store.may_answer.clear()
    stuck = [asking(gathering, who) for who in PEOPLE[:2]]
    await turns()
    behind = asking(gathering, PEOPLE[2])
    await turns()
    for each in stuck:
        each.cancel()
    store.may_answer.set()
    await turns()
    assert store.given_up == 1
    assert len(await behind) == 2


async def test_all_leave_before_the_query_begins(gathering: Gathering, store: Store) -> None:
    """Nothing is asked for them."""
    leaving = [asking(gathering, who) for who in PEOPLE[:2]]
    await asyncio.sleep(0)
    for each in leaving:
        each.cancel()
    await turns()
    assert store.asked == []
    assert len(await gathering.rows([PEOPLE[0]])) == 2


async def test_whoever_hears_of_a_failure_while_leaving_leaves_nothing_behind(
    gathering: Gathering, store: Store
) -> None:
    """No error that nobody heard is found by the collector later, and printed."""
    heard: list[object] = []
    loop = asyncio.get_running_loop()
    loop.set_exception_handler(lambda _, context: heard.append(context))
    store.fault = LedgerUnavailable()

    async def left(*, at_once: bool) -> None:
        store.may_answer.clear()
        leaving, staying = asking(gathering, PEOPLE[0]), asking(gathering, PEOPLE[1])
        await turns()
        query = gathering._query
        assert query is not None
        if at_once:
            leaving.cancel()
        else:
            query.running.add_done_callback(lambda _: leaving.cancel())
        store.may_answer.set()
        with pytest.raises(LedgerUnavailable):
            await staying
        await asyncio.gather(leaving, return_exceptions=True)

    await left(at_once=True)
    await left(at_once=False)
    await turns()
    assert heard == []


async def test_a_query_that_is_cancelled_from_outside_cancels_who_waits(
    gathering: Gathering, store: Store
) -> None:
    """As when the loop is being closed."""
    store.may_answer.clear()
    waiting = asking(gathering, PEOPLE[0])
    await turns()
    query = gathering._query
    assert query is not None
    query.running.cancel()
    with pytest.raises(asyncio.CancelledError):
        await waiting


async def test_a_query_is_no_larger_than_it_may_be(gathering: Gathering, store: Store) -> None:
    """A crowd of batches is asked for in turn; one that is too large by itself goes alone."""
    many = [[UUID(int=1000 * n + at) for at in range(MOST // 2 + 1)] for n in range(1, 4)]
    large = [UUID(int=10_000 + at) for at in range(MOST + 1)]
    await asyncio.gather(*(gathering.rows(subjects) for subjects in (*many, large, PEOPLE)))
    assert [len(subjects) for subjects in store.asked] == [501, 501, 501, 1001, 8]
