"""A person under a number never seen is made by one statement, once, whoever else tries."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any, Final
from uuid import UUID, uuid4

import pytest
from asyncpg import Range
from sqlalchemy import func, select

from cdp.database.dsn import Database, Role
from cdp.database.writer import Writer
from cdp.errors import ConstraintViolated
from cdp.identity.newcomer import NEWCOMER
from cdp.identity.store import ALWAYS
from cdp.identity.tables import identity_index, phone_identity, phone_ownership
from cdp.identity.withholding import WITHHOLD
from privacy.store.statement import Statement
from privacy.store.subjects import subject

if TYPE_CHECKING:
    from cdp.database.dsn import Dsns
    from cdp.database.writer import Transaction

AT: Final = datetime(2026, 11, 22, 3, tzinfo=UTC)
DAY: Final = timedelta(days=1)
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
        "seen_at": AT,
        "kind": "phone",
        "key_ver": 1,
        "bx": token,
        "has_extension": False,
        "country": "CN",
        "region": "",
        "line_type": "MOBILE",
        "carrier_original": "",
        "e164": b"sealed",
        "role": "PRIMARY",
        "exclusive": True,
        "verification": "DECLARED",
        "verified_at": None,
        "number_status": "UNKNOWN",
        "status_checked_at": None,
        "last_answered_at": None,
        "asked_at": None,
        **others,
    }


async def put(writer: Writer, who: object, **columns: object) -> None:
    """Her ownership becomes what is said of it."""
    changed = phone_ownership.update().where(phone_ownership.c.subject_id == who).values(**columns)
    await writer.fetch(Statement("test.put", changed))


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


async def test_a_token_that_is_taken_stays_its_first_owner_s(writer: Writer) -> None:
    """Whoever came second is refused by the schema, and nothing of theirs is left."""
    first = newcomer()
    await claimed(writer, **first)
    with pytest.raises(ConstraintViolated):
        await claimed(writer, **newcomer())
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
        lost = [end for end in ends if end != 1]
        assert len(lost) == 3
        # Who looked before the first had ended is told; who looked after it is refused.
        assert all(isinstance(end, ZeroDivisionError | ConstraintViolated) for end in lost)
        assert await counts(one) == [1, 1, 1, 1]


async def owned(writer: Writer) -> list[tuple[UUID, object]]:
    """Whoever is not withheld, and when."""
    rows = await writer.fetch(
        Statement(
            "test.owned",
            select(phone_ownership.c.subject_id, phone_ownership.c.during).where(
                phone_ownership.c.state != "WITHHELD"
            ),
        )
    )
    return [(row[0], row[1]) for row in rows]


async def test_the_number_of_somebody_withheld_is_as_one_never_seen(writer: Writer) -> None:
    """Whoever is met under it has had it always, by one statement, and the number stays one."""
    first, second = newcomer(), newcomer()
    await claimed(writer, **first)
    await writer.fetch(WITHHOLD, subjects=[first["subject_id"]])
    assert await claimed(writer, **second) == 1
    assert await counts(writer) == [2, 1, 1, 2]
    assert await owned(writer) == [(second["subject_id"], ALWAYS)]


async def test_whoever_follows_an_owner_that_anybody_may_know_of_begins_after(
    writer: Writer,
) -> None:
    """Her number was another's until then."""
    first, second = newcomer(), newcomer()
    await claimed(writer, **first)
    await put(writer, first["subject_id"], during=Range(None, AT), state="ENDED")
    assert await claimed(writer, **second) == 1
    assert (second["subject_id"], Range(AT, None)) in await owned(writer)


async def test_whoever_is_met_between_two_owners_had_the_number_in_between(writer: Writer) -> None:
    """Nobody knows how hers ended but that somebody else has it since."""
    before, after, between = newcomer(), newcomer(), newcomer(seen_at=AT + DAY)
    await claimed(writer, **before)
    await put(writer, before["subject_id"], during=Range(None, AT), state="ENDED")
    await claimed(writer, **after)
    await put(writer, after["subject_id"], during=Range(AT + 2 * DAY, None))
    (row,) = await writer.fetch(NEWCOMER, **between)
    assert (row["claimed"], row["ownership_state"]) == (1, "ENDED")
    assert (between["subject_id"], Range(AT, AT + 2 * DAY)) in await owned(writer)


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
    decided = {"during", "state", "end_reason", "withheld_from"}
    names = {
        column.name
        for table in (phone_identity, identity_index, phone_ownership)
        for column in table.columns
    } - {"id", *decided}
    values = newcomer()
    assert names <= values.keys()
    assert len(NEWCOMER.arguments(**values)) >= len(names)
    assert isinstance(values["subject_id"], UUID)
