"""Blocks, weights and suggestions: found by tokens alone, in one statement for everybody."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Final
from uuid import UUID, uuid4

import pytest
from sqlalchemy import Uuid, bindparam, func, insert, select

from cdp.database.dsn import Database, Dsns, Role
from cdp.database.explain import explained
from cdp.database.session import open_session
from cdp.database.writer import Writer
from cdp.identity.match_tables import match_suggestion, match_token
from cdp.identity.matching import backfill, book, found, rule_store, ruled, runs, suggestions
from cdp.identity.matching.evidence import Agreement, Feature, Observed, score
from cdp.identity.matching.rule import SHIPPED, MatchRule, SecondKey
from cdp.identity.matching.tokens import TokenKind
from cdp.identity.merge_tables import link_constraint
from cdp.identity.record import Verification
from privacy.store.statement import Statement, every_column
from tests.postgres.matching import INDEX, THEN, Town, contact


@pytest.fixture
async def town(databases: Dsns) -> AsyncIterator[Town]:
    async with Writer(databases.of(Database.DATA, Role.JOBS), lanes=4) as run:
        yield Town(run=run)


async def test_one_name_and_one_birthday_in_two_spellings_are_suggested(town: Town) -> None:
    """Traditional characters and spaces tell nobody apart."""
    one = await town.moves_in(contact("王 偉", born="1980-05-01"))
    other = await town.moves_in(contact("王伟", born="1980-05-01"))
    await town.moves_in(contact("王芳", born="1980-05-01"))

    assert await town.compare() == (1, 1, 0)

    [(members, found)] = (await town.suggestions()).items()
    assert members == {one, other}
    assert found.agreement[Feature.NAME] is Agreement.SAME
    assert found.agreement[Feature.BIRTHDAY] is Agreement.SAME
    assert found.agreement[Feature.EMAIL] is Agreement.MISSING
    seen = {
        Feature.NAME: Observed(agreement=Agreement.SAME),
        Feature.BIRTHDAY: Observed(agreement=Agreement.SAME),
    }
    assert found.score == round(score(seen, people=0) * 10)


async def test_comparing_again_finds_what_comparing_everybody_finds(town: Town) -> None:
    one = await town.moves_in(contact("Wang Wei", company="某某科技有限公司"))
    other = await town.moves_in(contact("王伟", company="某某科技", email="ww1980@qq.com"))
    third = await town.moves_in(contact("王伟", email="ww1980@QQ.com", born="1980-01-01"))

    for seed in (third, one, other):
        await town.compare_again(seed)
    found = await town.suggestions()
    await town.compare(parts=4)

    assert await town.suggestions() == found
    assert set(found) >= {frozenset({other, third})}


async def test_what_no_longer_agrees_is_set_aside(town: Town) -> None:
    row = uuid4()
    one = await town.moves_in(contact("王伟", born="1980-05-01"))
    other = await town.moves_in(contact())
    await town.says(other, row, contact("王伟", born="1980-05-01"))
    await town.compare()
    assert len(await town.suggestions()) == 1

    await town.says(other, row, contact("赵敏", born="1980-05-01"))
    await town.compare_again(other)

    assert await town.suggestions() == {}
    assert set(await town.suggestions("SUPERSEDED")) == {frozenset({one, other})}


@pytest.mark.parametrize("seed", [0, 1])
async def test_a_block_of_too_many_is_passed_over_and_said(town: Town, seed: int) -> None:
    people: list[UUID] = [await town.moves_in(contact("王伟", born="1980-05-01")) for _ in range(5)]
    assert (await town.compare(most=4))[1:] == (0, 1)
    assert (await town.compare_again(people[seed], most=4))[1:] == (0, 1)
    assert await town.suggestions() == {}


async def test_two_who_compare_at_once_suggest_no_pair_twice(databases: Dsns, town: Town) -> None:
    """Whoever stores waits for whoever stores."""
    people = [await town.moves_in(contact("王伟", born="1980-05-01")) for _ in range(6)]

    async def once(writer: Writer) -> None:
        async with writer.transaction() as tx:
            await tx.fetch(runs.TURN)
            await Town(run=tx).compare_again(*people)

    async with Writer(databases.of(Database.DATA, Role.JOBS), lanes=4) as writer:
        await asyncio.gather(*(once(writer) for _ in range(4)))
    [row] = await town.run.fetch(COUNTED)
    assert row["n"] == 15
    assert len(await town.suggestions()) == 15


async def test_a_person_who_changes_while_she_is_compared_is_compared_again(town: Town) -> None:
    """She is counted on, and stays; whoever did not change is done with."""
    one = await town.moves_in(contact("王伟"))
    other = await town.moves_in(contact("李娜"))
    rows = await town.run.fetch(runs.PENDING, after=UUID(int=0), first=10)
    await town.says(one, uuid4(), contact("王芳"))
    subjects, counts = [row["subject_id"] for row in rows], [row["n"] for row in rows]
    done = await town.run.fetch(runs.COMPARED, subjects=subjects, counts=counts)
    assert {row["subject_id"] for row in done} == {other}
    left = await town.run.fetch(runs.PENDING, after=UUID(int=0), first=10)
    assert [row["subject_id"] for row in left] == [one]


async def test_what_a_row_says_no_more_is_compared_no_more(town: Town) -> None:
    """The token of a name that was put right is gone with it; other fields stay."""
    row = uuid4()
    who = await town.moves_in(contact())
    await town.says(who, row, contact("王伟", born="1980-05-01"))
    await town.says(who, row, contact("赵敏"))
    kinds = {TokenKind(each["kind"]) for each in await town.run.fetch(TOKENS, who=who)}
    tokens = {each["token"] for each in await town.run.fetch(TOKENS, who=who)}
    assert TokenKind.BIRTHDAY in kinds
    assert INDEX.token(TokenKind.NAME, "王伟") not in tokens
    assert INDEX.token(TokenKind.NAME, "赵敏") in tokens


async def test_a_common_value_weighs_less(town: Town) -> None:
    """Once it is counted among everybody; a restricted person is not counted."""
    for n in range(12):
        await town.moves_in(contact("王伟", born=f"1980-05-{n + 1:02}"))
    one = await town.moves_in(contact("王伟", born="1980-06-01"))
    other = await town.moves_in(contact("王伟", born="1980-06-01"))
    await town.compare()
    [before] = (await town.suggestions()).values()
    for kind in TokenKind:
        await town.run.fetch(runs.FORGET_COMMON, kind=kind.value)
        await town.run.fetch(runs.COUNT_COMMON, kind=kind.value, key_ver=INDEX.version)
    await town.compare_again(one)
    after = {**await town.suggestions(), **await town.suggestions("SUPERSEDED")}
    assert set(after) == {frozenset({one, other})}
    assert after[frozenset({one, other})].score < before.score - 10


@pytest.mark.parametrize("verification", [Verification.DECLARED, Verification.SMS_OTP])
async def test_a_rule_merges_behind_its_gate_and_else_suggests(
    town: Town, verification: Verification
) -> None:
    """Both have to be as sure as the rule asks; one who is not makes it a question."""
    rule, said = SHIPPED[0], contact("王伟", email="ww1980@example.com")
    one = await town.moves_in(said, verification=Verification.SMS_OTP)
    other = await town.moves_in(said, verification=verification)
    await town.moves_in(contact("李娜", email="ww1980@example.com"))
    bound = {**ruled.binds(rule, THEN), **runs.bounds_of(0, 1), "key_ver": INDEX.version}
    merges = await town.run.fetch(ruled.MERGES[rule.identifier], **bound)
    [told] = await town.run.fetch(ruled.REHEARSES[rule.identifier], **bound, sample=5)
    pair = sorted({one, other})
    is_sure = verification is Verification.SMS_OTP
    assert [[row["a"], row["b"]] for row in merges] == ([pair] if is_sure else [])
    assert (told["merges"], told["suggestions"]) == ((1, 0) if is_sure else (0, 1))
    assert [told["ones"][0], told["others"][0]] == pair


@pytest.mark.parametrize(
    "changed",
    [
        {"max_subjects_per_value": 2},
        {"max_per_subject": 1},
        {"window_days": 1},
        {"second_keys": frozenset({SecondKey.BIRTHDAY})},
    ],
    ids=str,
)
async def test_what_a_rule_excludes_it_does_not_find(
    town: Town, changed: dict[str, object]
) -> None:
    """A value of too many, a person of too many values, an old word, a second key that differs."""
    said = contact("王伟", email="ww1980@example.com")
    people = [await town.moves_in(said) for _ in range(3)]
    for who in people:
        await town.moves_in(contact(email=f"{who.hex}@example.com"), subject=who)
    rule = replace(SHIPPED[1], second_keys=frozenset({SecondKey.NAME}))
    at = THEN + timedelta(days=2)

    async def found_by(one: MatchRule) -> int:
        bound = {**ruled.binds(one, at), **runs.bounds_of(0, 1), "key_ver": INDEX.version}
        [told] = await town.run.fetch(ruled.REHEARSES[one.identifier], **bound, sample=5)
        return int(told["suggestions"])

    assert await found_by(rule) == 3
    assert await found_by(replace(rule, **changed)) == 0  # type: ignore[arg-type] # its fields


async def test_whoever_is_never_to_be_linked_is_no_pair(town: Town) -> None:
    one = await town.moves_in(contact("王伟", born="1980-05-01"))
    other = await town.moves_in(contact("王伟", born="1980-05-01"))
    constraint = uuid4()
    for who in (one, other):
        await town.run.fetch(
            NEVER, subject_id=who, id=constraint, kind="NEVER_LINK", set_by="x", set_at=THEN
        )
    await town.compare()
    assert await town.suggestions() == {}


async def test_blocks_are_read_by_their_index(databases: Dsns, town: Town) -> None:
    """Whoever changed is compared without a look at everybody's tokens."""
    for n in range(300):
        await town.moves_in(contact(f"王{chr(0x4E00 + n)}", born="1980-05-01"))
    session = await open_session(databases.of(Database.DATA, Role.OWNER), name="test")
    try:
        await session.execute("ANALYZE")
        await session.execute("SET enable_seqscan = off")
        bound = town.bound(50) | {"seeds": [UUID(int=1)]}
        values = found.PEOPLE.arguments(**bound)
        plan = await session.fetch(f"EXPLAIN {found.PEOPLE.text}", *values)
    finally:
        await session.close()
    lines = "\n".join(row[0] for row in plan)
    assert "ix_match_token_kind" in lines
    assert "Seq Scan on match_token" not in lines


async def test_a_page_of_suggestions_reads_its_indexes(databases: Dsns, town: Town) -> None:
    """In the order of the index, and of people only those who are on it."""
    for n in range(60):
        for _ in range(2):
            await town.moves_in(contact(f"王{chr(0x4E00 + n)}", born="1980-05-01"))
    await town.compare()
    [plan] = await explained(databases.of(Database.DATA, Role.APP), [suggestions.PAGE])
    read = {step.table: step for step in plan.steps if step.table is not None}
    assert read["match_suggestion"].index == "ix_match_suggestion_state"
    whole = {step.table for step in plan.steps if step.kind == "Seq Scan"}
    assert whole <= {"policy_active", "policy_version", "ledger_owed"}


COUNTED: Final = Statement(
    "test.counted", select(func.count().label("n")).select_from(match_suggestion)
)
TOKENS: Final = Statement(
    "test.tokens",
    select(match_token.c.kind, match_token.c.token).where(
        match_token.c.subject_id == bindparam("who", type_=Uuid)
    ),
)
NEVER: Final = Statement(
    "test.never", insert(link_constraint).values(every_column(link_constraint))
)


def statements() -> list[Statement]:
    """Every statement of matching, however it is kept."""
    modules = (book, found, ruled, rule_store, runs, suggestions, backfill)
    held = [value for module in modules for value in vars(module).values()]
    held += [each for value in held if isinstance(value, Mapping) for each in value.values()]
    return [value for value in held if isinstance(value, Statement)]


@pytest.mark.parametrize("statement", statements(), ids=lambda each: each.name)
async def test_the_server_takes_every_statement(databases: Dsns, statement: Statement) -> None:
    """Those that no other test happens to ask, too."""
    session = await open_session(databases.of(Database.DATA, Role.JOBS), name="test")
    try:
        assert await session.prepare(statement.text) is not None
    finally:
        await session.close()
