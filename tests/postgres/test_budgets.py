"""Budgets in the database: many processes, one bound."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Final

import pytest

from cdp.budgets.purse import Purse
from cdp.budgets.record import Budget, Kind, OverBudget
from cdp.database.dsn import Database, Role
from cdp.database.writer import Writer
from cdp.jobs.budgets import KEPT, BudgetSweeper
from privacy.policy import LIFTED
from privacy.store.statement import Row, Runner, Statement

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cdp.database.dsn import Dsns

NOW: Final = datetime(2026, 11, 22, 4, tzinfo=UTC)
KEY: Final = bytes(32)


class Hands:
    """A clock that the test moves."""

    def __init__(self) -> None:
        self.at = NOW

    def __call__(self) -> datetime:
        return self.at


class Counted:
    """A Runner that counts."""

    def __init__(self, run: Runner) -> None:
        self.run = run
        self.statements = 0

    async def fetch(self, statement: Statement, **values: object) -> Sequence[Row]:
        """Count and pass on."""
        self.statements += 1
        return await self.run.fetch(statement, **values)


def purses(run: Runner, clock: Hands, count: int) -> list[Purse]:
    return [Purse(run=run, key=KEY, clock=clock) for _ in range(count)]


async def spent(purse: Purse, budget: Budget, times: int) -> int:
    """How often one could be spent."""
    done = 0
    for _ in range(times):
        try:
            await purse.spend(budget, 1)
        except OverBudget:
            continue
        done += 1
    return done


def a_day(purse: Purse, capacity: int) -> Budget:
    holder = purse.holder("actor", "crm-web", "anna")
    return Budget(holder=holder, kind=Kind.LOOKUPS_A_DAY, capacity=capacity)


async def test_processes_together_spend_a_budget_and_no_more(writer: Writer) -> None:
    """Whoever is quickest; the bound is met to the last one, since shares end with what is left."""
    clock = Hands()
    many = purses(writer, clock, 4)
    budget = a_day(many[0], 120)
    done = await asyncio.gather(*(spent(purse, budget, 100) for purse in many))
    assert sum(done) == 120


async def test_a_day_s_budget_is_whole_again_at_midnight(writer: Writer) -> None:
    """In Shanghai; what a process had left of yesterday is gone."""
    clock = Hands()
    [purse] = purses(writer, clock, 1)
    budget = a_day(purse, 50)
    assert await spent(purse, budget, 49) == 49
    clock.at = NOW.replace(hour=16)
    assert await spent(purse, budget, 60) == 50


async def test_a_bucket_fills_by_the_second(writer: Writer) -> None:
    """Fractions are not lost however often it is asked."""
    clock = Hands()
    [purse] = purses(writer, clock, 1)
    budget = Budget(holder=b"x" * 32, kind=Kind.LOOKUPS, capacity=60, a_second=1.0)
    assert await spent(purse, budget, 61) == 60
    done = 0
    for _ in range(100):
        clock.at += timedelta(milliseconds=300)
        done += await spent(purse, budget, 1)
    assert done in {29, 30}


async def test_a_request_costs_no_statement(writer: Writer) -> None:
    """A share does, and a refusal once; a flood of refusals does not."""
    clock, run = Hands(), Counted(writer)
    [purse] = purses(run, clock, 1)
    budget = Budget(holder=b"y" * 32, kind=Kind.COST, capacity=10_000, a_second=1_000.0)
    for _ in range(100):
        await purse.spend(budget, 100)
    assert run.statements == 10
    with pytest.raises(OverBudget) as over:
        await purse.spend(budget, 100)
    for _ in range(100):
        with pytest.raises(OverBudget):
            await purse.spend(budget, 100)
    assert (run.statements, over.value.retry_after_s) == (11, 1)
    clock.at += timedelta(seconds=1)
    await purse.spend(budget, 100)
    assert run.statements == 12


async def test_those_who_wait_for_one_budget_ask_for_it_once(writer: Writer) -> None:
    """A hundred requests at once take as many shares as their sum needs."""
    clock, run = Hands(), Counted(writer)
    [purse] = purses(run, clock, 1)
    budget = Budget(holder=b"z" * 32, kind=Kind.COST, capacity=10_000, a_second=1_000.0)
    await asyncio.gather(*(purse.spend(budget, 10) for _ in range(100)))
    assert run.statements == 1
    assert purse.available(budget) == 9_000


async def test_more_than_a_share_is_taken_whole_or_not_at_all(writer: Writer) -> None:
    """What is there is not spent on half of it."""
    clock = Hands()
    [purse] = purses(writer, clock, 1)
    budget = Budget(holder=b"w" * 32, kind=Kind.COST, capacity=10_000, a_second=1_000.0)
    await purse.spend(budget, 9_000)
    with pytest.raises(OverBudget):
        await purse.spend(budget, 1_001)
    await purse.spend(budget, 1_000)


async def test_a_lifted_budget_touches_nothing(writer: Writer) -> None:
    """Benchmarks measure no counting; nothing bounds them."""
    run = Counted(writer)
    [purse] = purses(run, Hands(), 1)
    budget = Budget(holder=b"b" * 32, kind=Kind.COST, capacity=LIFTED, a_second=float(LIFTED))
    await purse.spend(budget, LIFTED)
    await purse.spend(budget, LIFTED)
    assert (run.statements, purse.available(budget)) == (0, LIFTED)


async def test_a_budget_of_nothing_allows_nothing(writer: Writer) -> None:
    """An auditor looks nobody up."""
    [purse] = purses(writer, Hands(), 1)
    assert await spent(purse, a_day(purse, 0), 3) == 0


async def test_what_was_given_back_is_spent_here(writer: Writer) -> None:
    """And by no other process: it may be unspent, but is never spent twice."""
    clock = Hands()
    here, there = purses(writer, clock, 2)
    budget = a_day(here, 1)
    await here.spend(budget, 1)
    here.restore(budget, 1)
    assert await spent(there, budget, 1) == 0
    assert await spent(here, budget, 2) == 1


async def test_the_table_knows_no_names(writer: Writer) -> None:
    """A digest under the deployment's key, and counts."""
    one, other = purses(writer, Hands(), 2)
    assert one.holder("actor", "a", "b") == other.holder("actor", "a", "b")
    assert len({one.holder("actor", "a", "b"), one.holder("actor", "ab", ""), KEY}) == 3
    assert Purse(run=writer, key=b"k" * 32, clock=Hands()).holder("a") != one.holder("a")


async def test_budgets_out_of_use_are_forgotten(writer: Writer, databases: Dsns) -> None:
    """After two days, by jobs alone; until then they stand."""
    clock = Hands()
    [purse] = purses(writer, clock, 1)
    await purse.spend(a_day(purse, 50), 1)
    clock.at += KEPT
    async with Writer(databases.of(Database.DATA, Role.JOBS), lanes=1) as jobs:
        sweeper = BudgetSweeper(data=jobs, clock=clock)
        assert await sweeper.sweep() == 0
        clock.at += timedelta(seconds=1)
        assert await sweeper.sweep() == 1
