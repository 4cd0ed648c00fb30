"""Owners: each of many numbers is answered at its own time, by one statement."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Final

import pytest
from asyncpg import Range
from sqlalchemy import String, Uuid, bindparam, update

from cdp.database.dsn import Database, Role
from cdp.database.session import open_session
from cdp.database.writer import Writer
from cdp.errors import PolicyUnset
from cdp.identity.newcomer import NEWCOMER
from cdp.identity.number import NumberIndex
from cdp.profile.owners import OWNERS, owners
from privacy.phone import Phone
from privacy.policy import Mark, default_document, load
from privacy.store.policies import activate
from privacy.store.statement import Statement
from privacy.store.subjects import subject
from privacy.terms import SubjectState
from privacy.testing.asks import NOW
from tests.postgres.test_newcomer import newcomer, put
from tests.unit.vault.test_blind_index import index_key

if TYPE_CHECKING:
    from cdp.database.dsn import Dsns
    from tests.postgres.clones import Clones

POLICY: Final = load(default_document())
NUMBERS: Final = NumberIndex(key=index_key(), version=1)
PHONE: Final = Phone.parse("13800138000")
NEVER_SEEN: Final = Phone.parse("13900139000")
MOVED: Final = datetime(2024, 1, 1, tzinfo=UTC)
DAY: Final = timedelta(days=1)
PUT_INTO: Final = Statement(
    "test.put_into",
    update(subject)
    .where(subject.c.id == bindparam("who", type_=Uuid))
    .values(state=bindparam("state", type_=String)),
)


@pytest.fixture(autouse=True)
async def policy(writer: Writer) -> None:
    async with writer.transaction() as tx:
        await activate(tx, POLICY, at=NOW, mark=Mark(bytes(range(32))))


async def settle(writer: Writer, phone: Phone, **columns: object) -> dict[str, object]:
    """A person under `phone`, and the parameters that made her; her ownership has `columns`."""
    values = newcomer(NUMBERS.key.token(phone.canonical))
    await writer.fetch(NEWCOMER, **values)
    if columns:
        await put(writer, values["subject_id"], **columns)
    return values


async def test_each_number_is_answered_by_whoever_had_it_then(writer: Writer) -> None:
    """One number, two owners one after the other, and a day between them."""
    first = await settle(writer, PHONE, during=Range(None, MOVED), state="ENDED")
    after = await settle(writer, PHONE, during=Range(MOVED + DAY, None))
    second = after["subject_id"]
    times = [MOVED - DAY, MOVED, MOVED + DAY / 2, MOVED + DAY, NOW]
    found = await owners(writer, NUMBERS, [(PHONE, at) for at in times])
    who = {place: owner.subject for place, owner in found.by_place.items()}
    assert who == {0: first["subject_id"], 3: second, 4: second}


async def test_a_number_never_seen_has_no_place_and_the_others_keep_theirs(writer: Writer) -> None:
    """Also where it is asked for twice."""
    her = await settle(writer, PHONE)
    asked = [(NEVER_SEEN, NOW), (PHONE, NOW), (NEVER_SEEN, NOW), (PHONE, MOVED)]
    found = await owners(writer, NUMBERS, asked)
    assert {n: owner.subject for n, owner in found.by_place.items()} == {
        1: her["subject_id"],
        3: her["subject_id"],
    }
    assert (await owners(writer, NUMBERS, [])).by_place == {}


async def test_a_claim_that_is_shared_or_doubtful_makes_nobody_the_owner(writer: Writer) -> None:
    """A line that several answer, and a claim that is in dispute."""
    await settle(writer, PHONE, exclusive=False)
    await settle(writer, NEVER_SEEN, state="DISPUTED")
    found = await owners(writer, NUMBERS, [(PHONE, NOW), (NEVER_SEEN, NOW)])
    assert found.by_place == {}


@pytest.mark.parametrize("state", SubjectState)
async def test_how_each_owner_stands_is_told_with_her(writer: Writer, state: SubjectState) -> None:
    """Whoever files must not write of somebody restricted or being erased."""
    her = await settle(writer, PHONE)
    await writer.fetch(PUT_INTO, who=her["subject_id"], state=state.value)
    found = await owners(writer, NUMBERS, [(PHONE, NOW)])
    assert found.by_place[0].state is state


async def test_a_token_under_another_key_finds_nobody(writer: Writer) -> None:
    """Of another version, or of another deployment."""
    await settle(writer, PHONE)
    for other in (
        NumberIndex(key=index_key(), version=2),
        NumberIndex(key=index_key(2), version=1),
    ):
        assert (await owners(writer, other, [(PHONE, NOW)])).by_place == {}


async def test_the_policy_in_force_comes_with_the_answer(writer: Writer) -> None:
    """Nobody rules by another one than the rows were read under."""
    found = await owners(writer, NUMBERS, [(PHONE, NOW)])
    assert (found.in_force.policy, found.in_force.owed) == (POLICY.hash, False)


async def test_two_hundred_and_fifty_numbers_are_one_statement(
    writer: Writer, databases: Dsns
) -> None:
    """Read by their indexes: no table is scanned, however many people there are."""
    phones = [Phone.parse(f"139{n:08d}") for n in range(250)]
    made = [(await settle(writer, phone))["subject_id"] for phone in phones[::5]]
    found = await owners(writer, NUMBERS, [(phone, NOW) for phone in phones])
    assert [found.by_place[place].subject for place in range(0, 250, 5)] == made
    assert len(found.by_place) == len(made)
    session = await open_session(databases.of(Database.DATA, Role.APP), name="test plan")
    try:
        await session.execute("SET enable_seqscan = off; SET plan_cache_mode = force_generic_plan")
        values = OWNERS.arguments(tokens=[bytes(16)], times=[NOW], key_ver=1)
        plan = await session.fetch(f"EXPLAIN {OWNERS.text}", *values)
    finally:
        await session.close()
    text = "\n".join(str(row[0]) for row in plan)
    for index in ("pk_identity_index", "pk_subject"):
        assert index in text
    assert "Seq Scan on phone_ownership" not in text


async def test_where_no_policy_is_in_force_nobody_is_told(clones: Clones) -> None:
    """A deployment that was never started."""
    with clones.fresh() as fresh:
        async with Writer(fresh.of(Database.DATA, Role.APP), lanes=1) as writer:
            with pytest.raises(PolicyUnset):
                await owners(writer, NUMBERS, [(PHONE, NOW)])
