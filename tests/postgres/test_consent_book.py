"""The book of consent: one suite of promises for the one in memory and the one on PostgreSQL."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import replace
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from sqlalchemy import Boolean, Uuid, bindparam, delete, select, update

from cdp.database.dsn import Database, Dsns, Role
from cdp.database.session import open_session
from cdp.database.writer import Writer
from cdp.errors import StatementFailed
from privacy.consent import Book, ConsentEvent, first_break
from privacy.errors import InvalidConsent, Refusal
from privacy.store.consent_book import ConsentBook, states
from privacy.store.consents import consent_event, consent_state
from privacy.store.statement import Statement
from privacy.store.subjects import CREATE, subject
from privacy.terms import ConsentState, Purpose, ReasonCode
from privacy.testing.consents import SPOKEN_AT, MemoryBook, said

HOUR = timedelta(hours=1)
NOW = SPOKEN_AT + 9 * HOUR
GIVEN, WITHDRAWN = ConsentState.GIVEN, ConsentState.WITHDRAWN
PERSON = UUID("0192f000-0000-7000-8000-000000000002")
STRANGER = UUID("0192f000-0000-7000-8000-000000000009")
SALES = 1
OF_PERSON = bindparam("subject", type_=Uuid)

Opened = Callable[[], AbstractAsyncContextManager[Book]]
"""Opens the book for one act."""

BITS = Statement(
    "test.bits",
    select(subject.c.granted, subject.c.denied, subject.c.valid_until).where(
        subject.c.id == OF_PERSON
    ),
)
STATES = Statement(
    "test.states",
    select(consent_state).where(consent_state.c.subject_id == OF_PERSON),
)


@pytest.fixture(params=["memory", "postgres"])
async def opened(request: pytest.FixtureRequest, databases: Dsns) -> AsyncIterator[Opened]:
    """Both books, each with one person in it."""
    if request.param == "memory":
        memory = MemoryBook([PERSON])

        @asynccontextmanager
        async def in_memory() -> AsyncIterator[Book]:
            yield memory

        yield in_memory
        return
    async with Writer(databases.of(Database.DATA, Role.APP), lanes=2) as writer:
        await writer.fetch(CREATE, subject=PERSON, at=SPOKEN_AT)

        @asynccontextmanager
        async def on_postgres() -> AsyncIterator[Book]:
            async with writer.transaction() as transaction:
                yield ConsentBook(transaction)

        yield on_postgres


def event(
    state: ConsentState,
    hours: int = 0,
    *,
    purpose: Purpose = Purpose.SALES_FOLLOW_UP,
    person: UUID = PERSON,
) -> ConsentEvent:
    return said(
        state,
        event_id=uuid4(),
        subject=person,
        purpose=purpose,
        at=SPOKEN_AT + hours * HOUR,
        recorded_at=NOW,
    )


async def test_what_was_recorded_is_read_back(opened: Opened) -> None:
    """Every field of every event, in order, and the chain holds."""
    events = [
        event(GIVEN),
        event(WITHDRAWN, 1),
        replace(event(GIVEN, 2, purpose=Purpose.MARKETING_DIRECT_SMS), evidence=b"sealed proof"),
    ]
    for each in events:
        async with opened() as book:
            await book.record(each, at=NOW)
    async with opened() as book:
        history = await book.history(PERSON)
    assert [each for each, _ in history] == events
    assert first_break(history) is None


async def test_a_record_says_what_it_amounts_to(opened: Opened) -> None:
    """The state of the cells and the bits, after this event."""
    async with opened() as book:
        await book.record(event(GIVEN), at=NOW)
    async with opened() as book:
        recorded = await book.record(event(WITHDRAWN, 1), at=NOW)
    assert recorded.cells[SALES].state is WITHDRAWN
    assert (recorded.bits.granted[SALES], recorded.bits.denied[SALES]) == ("0", "1")
    assert recorded.said.n == 2


async def test_nobody_has_no_consent(opened: Opened) -> None:
    """As for anything about a person who is not there."""
    async with opened() as book:
        with pytest.raises(Refusal) as caught:
            await book.record(event(GIVEN, person=STRANGER), at=NOW)
        assert await book.history(STRANGER) == []
    assert caught.value.reason is ReasonCode.NOT_AVAILABLE


async def test_a_replay_is_refused_and_changes_nothing(opened: Opened) -> None:
    """The event is there once."""
    given = event(GIVEN)
    async with opened() as book:
        await book.record(given, at=NOW)
    async with opened() as book:
        with pytest.raises(InvalidConsent):
            await book.record(given, at=NOW)
        assert len(await book.history(PERSON)) == 1


async def test_the_row_and_the_projection_say_what_was_recorded(writer: Writer) -> None:
    """`granted`, `denied`, `valid_until` and one row a cell, in the transaction of the event."""
    await writer.fetch(CREATE, subject=PERSON, at=SPOKEN_AT)
    async with writer.transaction() as transaction:
        await ConsentBook(transaction).record(event(GIVEN), at=NOW)
    async with writer.transaction() as transaction:
        sms = event(WITHDRAWN, 1, purpose=Purpose.MARKETING_DIRECT_SMS)
        recorded = await ConsentBook(transaction).record(sms, at=NOW)
    (row,) = await writer.fetch(BITS, subject=PERSON)
    assert row["granted"].as_string().replace(" ", "") == recorded.bits.granted
    assert row["denied"].as_string().replace(" ", "") == recorded.bits.denied
    assert row["valid_until"] == recorded.bits.valid_until
    states = {row["bit"]: row["state"] for row in await writer.fetch(STATES, subject=PERSON)}
    assert states == {bit: cell.state.value for bit, cell in recorded.cells.items()}


async def test_a_transaction_that_fails_records_nothing(writer: Writer) -> None:
    """Neither the event nor the bits."""
    await writer.fetch(CREATE, subject=PERSON, at=SPOKEN_AT)
    with pytest.raises(ZeroDivisionError):
        await _give_up(writer)
    (row,) = await writer.fetch(BITS, subject=PERSON)
    assert "1" not in row["granted"].as_string()
    assert await ConsentBook(writer).history(PERSON) == []


async def _give_up(writer: Writer) -> None:
    async with writer.transaction() as transaction:
        await ConsentBook(transaction).record(event(GIVEN), at=NOW)
        raise ZeroDivisionError


@pytest.mark.parametrize(
    "role", [Role.OWNER, Role.APP, Role.JOBS], ids=lambda role: str(role.value)
)
async def test_nobody_rewrites_what_was_said(role: Role, databases: Dsns, writer: Writer) -> None:
    """The service and its jobs have no right to; the owner meets the trigger."""
    await writer.fetch(CREATE, subject=PERSON, at=SPOKEN_AT)
    async with writer.transaction() as transaction:
        await ConsentBook(transaction).record(event(WITHDRAWN), at=NOW)
    of_person = consent_event.c.subject_id == OF_PERSON
    rewrite = Statement(
        "test.rewrite", update(consent_event).where(of_person).values(state="given")
    )
    async with Writer(databases.of(Database.DATA, role), lanes=1) as other:
        with pytest.raises(StatementFailed):
            await other.fetch(rewrite, subject=PERSON)
    ((kept, _),) = await ConsentBook(writer).history(PERSON)
    assert kept.state is WITHDRAWN


async def test_the_service_cannot_take_back_what_was_said(writer: Writer) -> None:
    """Nor empty the projection."""
    for table in (consent_event, consent_state):
        with pytest.raises(StatementFailed):
            await writer.fetch(Statement("test.delete", delete(table)))


async def test_a_change_behind_the_triggers_breaks_the_chain(
    databases: Dsns, writer: Writer
) -> None:
    """Who owns the table can switch triggers off; the hashes still tell."""
    await writer.fetch(CREATE, subject=PERSON, at=SPOKEN_AT)
    for each in (event(GIVEN), event(WITHDRAWN, 1), event(GIVEN, 2)):
        async with writer.transaction() as transaction:
            await ConsentBook(transaction).record(each, at=NOW)
    _, (second, _), _ = await ConsentBook(writer).history(PERSON)
    await _behind_the_triggers(databases, second.id)
    assert first_break(await ConsentBook(writer).history(PERSON)) == second.id


async def _behind_the_triggers(databases: Dsns, event_id: UUID) -> None:
    connection = await open_session(databases.of(Database.DATA, Role.OWNER), name="test owner")
    try:
        await connection.execute("ALTER TABLE consent_event DISABLE TRIGGER written_once")
        changed = await connection.execute(
            "UPDATE consent_event SET state = 'given' WHERE id = $1", event_id
        )
        assert changed == "UPDATE 1"
    finally:
        await connection.close()


SHOWN = Statement(
    "test.shown",
    select(states(OF_PERSON, bindparam("allowed", type_=Boolean)).label("cells")),
)


@pytest.mark.parametrize(
    ("bits", "allowed", "hours", "shown"),
    [
        ([1, 4], True, 3, [(1, "given"), (4, "withdrawn")]),
        ([1], True, 3, [(1, "given")]),
        ([4, 77], True, 3, [(4, "withdrawn")]),
        ([], True, 3, []),
        ([1, 4], False, 3, []),
        ([1, 4], True, 730 * 24, [(1, "expired"), (4, "withdrawn")]),
    ],
    ids=range(6),
)
async def test_the_states_of_the_cells_are_shown_as_far_as_they_may(
    bits: list[int],
    *,
    allowed: bool,
    hours: int,
    shown: list[tuple[int, str]],
    writer: Writer,
) -> None:
    """The cells that were asked for, where allowed, expired ones as such."""
    await writer.fetch(CREATE, subject=PERSON, at=SPOKEN_AT)
    for each in (event(GIVEN), event(WITHDRAWN, 1, purpose=Purpose.MARKETING_DIRECT_SMS)):
        async with writer.transaction() as transaction:
            await ConsentBook(transaction).record(each, at=NOW)
    at = SPOKEN_AT + hours * HOUR
    (row,) = await writer.fetch(SHOWN, subject=PERSON, allowed=allowed, bits=bits, at=at)
    assert [(cell[0], cell[1]) for cell in row["cells"]] == shown


def test_a_purpose_without_a_question_cannot_be_answered() -> None:
    """The builder of test events says so."""
    with pytest.raises(LookupError):
        event(GIVEN, purpose=Purpose.LEGAL_CLAIM)


async def test_the_book_tells_where_every_cell_stands(opened: Opened) -> None:
    """Expiry applied; and of somebody who said nothing, nothing."""
    async with opened() as book:
        await book.record(event(GIVEN), at=NOW)
        await book.record(event(WITHDRAWN, purpose=Purpose.MARKETING_DIRECT_CALL), at=NOW)
        standing = await book.standing(PERSON, at=NOW)
        later = await book.standing(PERSON, at=NOW + timedelta(days=3_650))
        nothing = await book.standing(STRANGER, at=NOW)
    assert {bit: cell.state for bit, cell in standing.items()} == {SALES: GIVEN, 3: WITHDRAWN}
    assert {bit: cell.state for bit, cell in later.items()} == {
        SALES: ConsentState.EXPIRED,
        3: WITHDRAWN,
    }
    assert nothing == {}
