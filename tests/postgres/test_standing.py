"""`allowed` in SQL and `judge` in Python say the same of every person, on a real PostgreSQL."""

from __future__ import annotations

import asyncio
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID, uuid4

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import (
    ARRAY,
    String,
    Uuid,
    bindparam,
    cast,
    column,
    func,
    insert,
    select,
    true,
    update,
)

from cdp.database.dsn import Database, Dsns, Role
from cdp.database.reader import Reader
from cdp.database.session import open_session
from cdp.database.writer import Writer
from cdp.identity.relinking import UNLINK
from privacy.consent import CAN_BE_STATED, DENIALS, ConsentEvent, Said, fold
from privacy.errors import InvalidConsent
from privacy.gate import MINORS, Ruling, Standing, judge, rule
from privacy.policy import default_document, load
from privacy.store.consent_book import ConsentBook
from privacy.store.links import merge_link
from privacy.store.standing import binds, standing, standing_of
from privacy.store.statement import Row, Statement
from privacy.store.subjects import CREATE, EXTEND_CONTRACT, subject
from privacy.terms import AgeBand, ConsentMethod, ConsentState, Purpose, SubjectState
from privacy.terms import Role as ActorRole
from privacy.testing.asks import ask, caller
from privacy.testing.consents import SPOKEN_AT, said

POLICY: Final = load(default_document())
PURPOSES: Final = [Purpose.SERVICE_SUPPORT, Purpose.MARKETING_DIRECT_CALL]
STATED: Final = sorted(CAN_BE_STATED)
HER_NUMBERS: Final = (UUID(int=1), UUID(int=2))
HOUR: Final = timedelta(hours=1)
DAY: Final = timedelta(days=1)
RECORDED_AT: Final = SPOKEN_AT + 3 * HOUR

_asked = (
    func.unnest(bindparam("people", type_=ARRAY(Uuid)))
    .table_valued(column("person", Uuid), name="asked")
    .render_derived()
)
_stands = standing(_asked.c.person)
STAND: Final = Statement("test.stand", select(_stands).select_from(_asked).join(_stands, true()))

LINK: Final = Statement(
    "test.link",
    insert(merge_link).values(
        subject_id=bindparam("subject", type_=Uuid), profile_id=bindparam("profile", type_=Uuid)
    ),
)

SET_STATE: Final = Statement(
    "test.set_state",
    update(subject)
    .where(subject.c.id == bindparam("subject", type_=Uuid))
    .values(state=bindparam("state", type_=String), age_band=bindparam("age_band", type_=String)),
)


def ruling_of(purpose: Purpose) -> Ruling:
    """The ruling of the first caller who may ask for `purpose`."""
    row = POLICY.purposes[purpose].rows[0]
    client = next(
        each
        for each in POLICY.clients.values()
        if purpose in each.purposes and each.roles & row.roles
    )
    roles: set[ActorRole] = set(client.roles & row.roles)
    return rule(
        ask(actor=caller(*roles, client=client.id), purpose=purpose, case_ref="CASE-1"), POLICY
    )


RULINGS: Final = [ruling_of(purpose) for purpose in POLICY.purposes]


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """One thing said: the state, when, for how many hours it stands, and by which number."""

    purpose: Purpose
    state: ConsentState
    hours: int
    lasts: int
    number: UUID | None = None
    method: ConsentMethod = ConsentMethod.FORM


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Somebody as the database is to hold her."""

    state: SubjectState
    age_band: AgeBand
    contract_hours: int | None
    words: tuple[Word, ...]
    profile: int | None = None
    """With whom she is merged: everybody of that number."""


words = st.builds(
    Word,
    purpose=st.sampled_from(PURPOSES),
    state=st.sampled_from(STATED),
    hours=st.integers(0, 3),
    lasts=st.integers(1, 6),
    number=st.none() | st.sampled_from(HER_NUMBERS),
    method=st.sampled_from((ConsentMethod.CALL, ConsentMethod.FORM)),
)
people = st.lists(
    st.builds(
        Person,
        state=st.sampled_from(SubjectState) | st.just(SubjectState.LIVE),
        age_band=st.sampled_from(AgeBand) | st.just(AgeBand.UNKNOWN),
        contract_hours=st.none() | st.integers(-2, 8),
        words=st.lists(words, max_size=4).map(tuple),
        profile=st.none() | st.integers(1, 2),
    ),
    min_size=1,
    max_size=6,
)
moments = st.integers(3, 11).map(lambda hours: SPOKEN_AT + hours * HOUR)
"""Asks come after what was recorded; the projection is of the time of recording."""


class Town:
    """People in a database, and a loop to reach it from a test that Hypothesis repeats."""

    def __init__(self, dsns: Dsns) -> None:
        self.runner = asyncio.Runner(loop_factory=asyncio.new_event_loop)
        self._dsn, self._jobs = (dsns.of(Database.DATA, role) for role in (Role.APP, Role.JOBS))
        self.writer, self.reader, self.jobs = self.runner.run(self._open())

    async def _open(self) -> tuple[Writer, Reader, Writer]:
        return (
            Writer(self._dsn, lanes=1),
            Reader(self._dsn, lanes=1),
            Writer(self._jobs, lanes=1),
        )

    async def _close(self) -> None:
        await self.writer.close()
        await self.reader.close()
        await self.jobs.close()

    def close(self) -> None:
        self.runner.run(self._close())
        self.runner.close()

    async def settle(self, person: Person) -> tuple[UUID, list[Said]]:
        """Write `person`; her id, and what she said."""
        who, told = uuid4(), list[Said]()
        async with self.writer.transaction() as transaction:
            await transaction.fetch(CREATE, subject=who, at=SPOKEN_AT - DAY)
            await transaction.fetch(
                SET_STATE, subject=who, state=person.state.value, age_band=person.age_band.value
            )
            if person.contract_hours is not None:
                until = SPOKEN_AT + person.contract_hours * HOUR
                await transaction.fetch(EXTEND_CONTRACT, subject=who, until=until)
            for word in person.words:
                with suppress(InvalidConsent):  # nothing stands that could be invalidated
                    recorded = await ConsentBook(transaction).record(
                        event_of(who, word), at=RECORDED_AT
                    )
                    told.append(recorded.said)
        return who, told

    async def link(self, who: UUID, profile: UUID) -> None:
        await self.jobs.fetch(LINK, subject=who, profile=profile)

    async def stand(self, ruling: Ruling, at: datetime, who: Sequence[UUID]) -> Sequence[Row]:
        return await self.reader.fetch(STAND, people=list(who), **binds(ruling, at))


@pytest.fixture
def town(databases: Dsns) -> Iterator[Town]:
    town = Town(databases)
    yield town
    town.close()


def event_of(who: UUID, word: Word) -> ConsentEvent:
    spoken = SPOKEN_AT + word.hours * HOUR
    event = said(
        word.state,
        event_id=uuid4(),
        subject=who,
        purpose=word.purpose,
        at=spoken,
        recorded_at=RECORDED_AT,
    )
    is_given = word.state is ConsentState.GIVEN
    return replace(
        event,
        valid_until=spoken + word.lasts * HOUR if is_given else None,
        ownership=word.number,
        method=word.method,
    )


def test_the_statement_and_the_gate_agree(town: Town) -> None:
    """Over random people, every purpose of the policy, before and after each expiry."""

    @settings(max_examples=60, deadline=None)
    @given(people, moments)
    def agree(persons: list[Person], at: datetime) -> None:
        town.runner.run(_agree(town, persons, at))

    agree()


def test_no_link_lets_anybody_be_seen_who_could_not_be_before(town: Town) -> None:
    """Of random people, for every purpose; and without the links each stands as she did."""

    @settings(max_examples=40, deadline=None)
    @given(people, moments)
    def narrow(persons: list[Person], at: datetime) -> None:
        town.runner.run(_narrow(town, persons, at))

    narrow()


GIVEN, REFUSED = ConsentState.GIVEN, ConsentState.REFUSED
WITHDRAWN, INVALIDATED = ConsentState.WITHDRAWN, ConsentState.INVALIDATED


@pytest.mark.parametrize(
    "states",
    [
        [GIVEN, INVALIDATED],
        [WITHDRAWN, GIVEN],
        [GIVEN, WITHDRAWN],
        [REFUSED, GIVEN, WITHDRAWN, GIVEN],
        [GIVEN, INVALIDATED, WITHDRAWN],
        [GIVEN, INVALIDATED, GIVEN],
    ],
    ids="-".join,
)
@pytest.mark.parametrize("apart", [0, 1], ids=["at once", "in turn"])
def test_they_agree_of_a_stale_row_whatever_was_said_when(
    states: list[ConsentState], apart: int, town: Town
) -> None:
    """Another purpose has expired, so events are folded; twelve people: ids fall both ways."""
    expired = Word(purpose=PURPOSES[0], state=GIVEN, hours=0, lasts=4)
    said_here = [
        Word(purpose=PURPOSES[1], state=state, hours=n * apart, lasts=9)
        for n, state in enumerate(states)
    ]
    person = Person(
        state=SubjectState.LIVE,
        age_band=AgeBand.UNKNOWN,
        contract_hours=5,
        words=(expired, *said_here),
    )
    for hours in (4, 5):
        town.runner.run(_agree(town, [person] * 12, SPOKEN_AT + hours * HOUR))


def told_until(person: Person) -> datetime:
    """The end of the contract, or a time long past."""
    return SPOKEN_AT + (-999 if person.contract_hours is None else person.contract_hours) * HOUR


async def _agree(town: Town, persons: list[Person], at: datetime) -> None:
    settled = [(person, *await town.settle(person)) for person in persons]
    profiles = dict[int, UUID]()
    for person, subject_id, _ in settled:
        if person.profile is not None:
            await town.link(subject_id, profiles.setdefault(person.profile, subject_id))
    told = {subject_id: said_so for _, subject_id, said_so in settled}
    who = {subject_id: person for person, subject_id, _ in settled}
    for ruling in RULINGS:
        rows = await town.stand(ruling, at, tuple(told))
        assert {row["subject_id"] for row in rows} == set(told)
        for row in rows:
            stands = standing_of(row)
            expected = state_of(told[stands.subject], ruling, at)
            assert stands.consent is expected
            assert stands.contract is (told_until(who[stands.subject]) > at)
            others = [other for other in who if is_beside(who, stands.subject, other)]
            nos = {state_of(told[other], ruling, at) for other in others} & DENIALS
            assert stands.denied_elsewhere in (nos or [None])
            bands = {who[each].age_band for each in (stands.subject, *others)} & MINORS
            younger = AgeBand.UNDER_14 if AgeBand.UNDER_14 in bands else AgeBand.FROM_14_TO_17
            assert stands.age_band is (younger if bands else who[stands.subject].age_band)
            assert row["allowed"] is judge(ruling, stands).allowed


async def _narrow(town: Town, persons: list[Person], at: datetime) -> None:
    settled = {(await town.settle(person))[0]: person for person in persons}
    before = await _seen(town, at, settled)
    profiles = dict[int, UUID]()
    for subject_id, person in settled.items():
        if person.profile is not None:
            await town.link(subject_id, profiles.setdefault(person.profile, subject_id))
    merged = await _seen(town, at, settled)
    await town.jobs.fetch(UNLINK, subjects=list(settled))
    assert {each for each, row in merged.items() if row[0]} <= {
        each for each, row in before.items() if row[0]
    }
    assert await _seen(town, at, settled) == before


async def _seen(
    town: Town, at: datetime, who: Collection[UUID]
) -> dict[tuple[Purpose, UUID], tuple[bool, Standing]]:
    return {
        (ruling.purpose, row["subject_id"]): (row["allowed"], standing_of(row))
        for ruling in RULINGS
        for row in await town.stand(ruling, at, list(who))
    }


def state_of(told: Sequence[Said], ruling: Ruling, at: datetime) -> ConsentState:
    """Where the ruling's question stands by what was said."""
    cell = fold(told, at).get(ruling.cell)
    return ConsentState.UNKNOWN if cell is None else cell.state


def is_beside(who: Mapping[UUID, Person], one: UUID, other: UUID) -> bool:
    """Whether `other` is another subject of the same person."""
    profile = who[one].profile
    return other != one and profile is not None and who[other].profile == profile


async def test_nobody_stands_nowhere(reader: Reader) -> None:
    """A number never seen gives no row, for any purpose."""
    for ruling in RULINGS:
        assert await reader.fetch(STAND, people=[uuid4()], **binds(ruling, SPOKEN_AT)) == []


@pytest.mark.parametrize("cell", [-1, -128, 127, 128, 32_767])
async def test_a_bit_that_is_not_there_is_not_granted(
    cell: int, writer: Writer, reader: Reader
) -> None:
    """Below, at and beyond the width of the row: no error, and no permission."""
    who = uuid4()
    await writer.fetch(CREATE, subject=who, at=SPOKEN_AT)
    ruling = replace(ruling_of(Purpose.MARKETING_DIRECT_CALL), cell=cell)
    (row,) = await reader.fetch(STAND, people=[who], **binds(ruling, SPOKEN_AT))
    assert (row["allowed"], row["consent"]) == (False, "unknown")


async def test_denied_wins_over_granted_whatever_a_row_says(writer: Writer, reader: Reader) -> None:
    """Both bits can only stand through a hand in the database; the answer is still no."""
    who = uuid4()
    await writer.fetch(CREATE, subject=who, at=SPOKEN_AT)
    bits = "1" * 128
    both = Statement(
        "test.both",
        update(subject)
        .where(subject.c.id == bindparam("subject", type_=Uuid))
        .values(
            granted=cast(bindparam("bits", type_=String), subject.c.granted.type),
            denied=cast(bindparam("bits", type_=String), subject.c.denied.type),
        ),
    )
    await writer.fetch(both, subject=who, bits=bits)
    ruling = ruling_of(Purpose.MARKETING_DIRECT_CALL)
    (row,) = await reader.fetch(STAND, people=[who], **binds(ruling, SPOKEN_AT))
    assert row["allowed"] is False


async def test_standing_reads_indexes_alone(databases: Dsns) -> None:
    """Its plan scans no table, also for a person whose bits are stale."""
    connection = await open_session(databases.of(Database.DATA, Role.APP), name="test plan")
    try:
        await connection.execute(
            "SET enable_seqscan = off; SET plan_cache_mode = force_generic_plan"
        )
        values = binds(ruling_of(Purpose.SERVICE_SUPPORT), SPOKEN_AT)
        plan = await connection.fetch(
            f"EXPLAIN {STAND.text}", *STAND.arguments(people=[uuid4()], **values)
        )
    finally:
        await connection.close()
    text = "\n".join(str(row[0]) for row in plan)
    assert "Seq Scan" not in text
    for index in (
        "pk_subject",
        "pk_consent_state",
        "ix_consent_event_subject_id_bit_event_time",
        "pk_merge_link",
        "ix_merge_link_profile_id",
    ):
        assert index in text
