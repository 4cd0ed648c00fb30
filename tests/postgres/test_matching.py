"""Blocks, weights and suggestions: found by tokens alone, in one statement for everybody."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping
from uuid import UUID, uuid4

import pytest

from cdp.database.dsn import Database, Dsns, Role
from cdp.database.session import open_session
from cdp.database.writer import Writer
from cdp.identity.matching import backfill, book, found, rule_store, ruled, runs, suggestions
from cdp.identity.matching.evidence import Agreement, Feature, Observed, score
from privacy.store.statement import Statement
from tests.postgres.matching import Town, contact


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
