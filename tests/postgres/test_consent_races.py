"""Many write in the book at once: nothing said is lost, and a no binds on the next read."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Sequence
from datetime import timedelta
from itertools import cycle
from uuid import UUID, uuid4

import pytest
from sqlalchemy import Uuid, bindparam, select

from cdp.database.dsn import Database, Dsns, Role
from cdp.database.reader import Reader
from cdp.database.writer import Writer
from privacy.consent import ConsentEvent, Said, bits, first_break, fold
from privacy.gate import rule
from privacy.policy import default_document, load
from privacy.store.consent_book import ConsentBook
from privacy.store.standing import binds, standing
from privacy.store.statement import Statement
from privacy.store.subjects import CREATE, subject
from privacy.terms import ConsentState, Purpose
from privacy.terms import Role as ActorRole
from privacy.testing.asks import ask, caller
from privacy.testing.consents import SPOKEN_AT, said

PERSON = UUID("0192f000-0000-7000-8000-000000000002")
GIVEN, REFUSED = ConsentState.GIVEN, ConsentState.REFUSED
WITHDRAWN = ConsentState.WITHDRAWN
SALES = 1
SECOND = timedelta(seconds=1)
NOW = SPOKEN_AT + 99 * SECOND
OF_PERSON = bindparam("subject", type_=Uuid)

BITS = Statement(
    "test.bits", select(subject.c.granted, subject.c.denied).where(subject.c.id == OF_PERSON)
)
ALLOWED = Statement(
    "test.allowed",
    select(standing(OF_PERSON).c.allowed),
)


@pytest.fixture
async def writers(databases: Dsns) -> AsyncIterator[Sequence[Writer]]:
    """Two processes' worth of sessions, and one person."""
    dsn = databases.of(Database.DATA, Role.APP)
    async with Writer(dsn, lanes=4) as one, Writer(dsn, lanes=4) as other:
        await one.fetch(CREATE, subject=PERSON, at=SPOKEN_AT)
        yield (one, other)


def event(state: ConsentState, seconds: int) -> ConsentEvent:
    at = SPOKEN_AT + seconds * SECOND
    return said(state, event_id=uuid4(), subject=PERSON, at=at, recorded_at=NOW)


async def write(writer: Writer, each: ConsentEvent) -> None:
    async with writer.transaction() as transaction:
        await ConsentBook(transaction).record(each, at=NOW)


async def test_statements_at_one_time_are_folded_one_after_the_other(
    writers: Sequence[Writer],
) -> None:
    """Forty at once: all are kept, the chain is whole, and the bits are those of all of them."""
    states = cycle([GIVEN, WITHDRAWN, REFUSED])
    events = [event(next(states), n * 7 % 20) for n in range(40)]
    turns = cycle(writers)
    await asyncio.gather(*(write(next(turns), each) for each in events))

    history = await ConsentBook(writers[0]).history(PERSON)
    assert {each.id for each, _ in history} == {each.id for each in events}
    assert first_break(history) is None
    expected = bits(fold(map(kept, enumerate(history)), NOW))
    (row,) = await writers[0].fetch(BITS, subject=PERSON)
    assert row["granted"].as_string().replace(" ", "") == expected.granted
    assert row["denied"].as_string().replace(" ", "") == expected.denied


def kept(numbered: tuple[int, tuple[ConsentEvent, bytes]]) -> Said:
    n, (each, stored) = numbered
    return Said(
        n=n + 1,
        id=each.id,
        bit=each.bit,
        state=each.state,
        event_time=each.event_time,
        valid_until=each.valid_until,
        hash=stored,
    )


@pytest.mark.parametrize("rounds", range(5))
async def test_a_no_at_the_same_instant_as_a_yes_is_never_lost(
    rounds: int, writers: Sequence[Writer]
) -> None:
    """Whichever transaction comes first."""
    one, other = writers
    yes, no = event(GIVEN, rounds), event(WITHDRAWN, rounds)
    await asyncio.gather(write(one, yes), write(other, no))
    (row,) = await one.fetch(BITS, subject=PERSON)
    assert row["denied"].as_string().replace(" ", "")[SALES] == "1"
    assert row["granted"].as_string().replace(" ", "")[SALES] == "0"


class Looker:
    """Reads over and over, and counts what was found late."""

    def __init__(self, reader: Reader, values: dict[str, object]) -> None:
        self._reader = reader
        self._values = values
        self.has_found = asyncio.Event()
        self.found_late = {True: 0, False: 0}

    async def look(self, acknowledged: asyncio.Event) -> None:
        """Until after the acknowledgement it has looked ten times more."""
        while sum(self.found_late.values()) < 10:
            is_late = acknowledged.is_set()
            (row,) = await self._reader.fetch(ALLOWED, **self._values)
            if is_late:
                self.found_late[row["allowed"]] += 1
            elif row["allowed"]:
                self.has_found.set()


async def test_a_withdrawal_binds_on_the_next_read_everywhere(
    databases: Dsns, writers: Sequence[Writer]
) -> None:
    """No read that started after the acknowledgement, on any session, still finds permission."""
    sales = ask(actor=caller(ActorRole.SALES), purpose=Purpose.SALES_FOLLOW_UP)
    ruling = rule(sales, load(default_document()))
    values = {"subject": PERSON, **binds(ruling, SPOKEN_AT + 50 * SECOND)}
    await write(writers[0], event(GIVEN, 1))
    acknowledged = asyncio.Event()
    dsn = databases.of(Database.DATA, Role.APP)
    async with (
        Reader(dsn, lanes=4) as one,
        Reader(dsn, lanes=4) as other,
        asyncio.TaskGroup() as tg,
    ):
        lookers = [Looker(reader, values) for reader in [one, other] * 4]
        for looker in lookers:
            tg.create_task(looker.look(acknowledged))
        await asyncio.gather(*(looker.has_found.wait() for looker in lookers))
        await write(writers[1], event(WITHDRAWN, 2))
        acknowledged.set()
    assert [looker.found_late for looker in lookers] == [{True: 0, False: 10}] * 8
