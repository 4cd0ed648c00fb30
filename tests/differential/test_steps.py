"""The statements that `cdp plan explain` names are those that a question really asks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Final

import pytest

from cdp.api.steps import steps_of
from cdp.contract import Operation
from cdp.database.dsn import Database
from privacy.store.rights_cases import READ
from privacy.store.statement import Row, Runner, Statement
from tests.acceptance.people import CONTRACT
from tests.differential.askers import askers
from tests.differential.room import Room
from tests.differential.world import NUMBERS

OF_A_CASE: Final = "is: LEGAL_RETENTION"
"""Refused without a case, which a header names: tests/acceptance/test_restriction.py asks that."""

QUESTIONS: Final = [
    each
    for each in CONTRACT.operations
    if "\nquery " in f"\n{each.text}" and OF_A_CASE not in each.text
]

FIND: Final = "FindProfiles"
BY_VALUES: Final = {"node", "timeline", "profiles"}
"""They read what is named or may be seen, and look for what is given; foretold is everything."""


@dataclass(frozen=True, slots=True)
class Listening:
    """A Runner that keeps the statements it passes on."""

    run: Runner
    heard: list[Statement] = field(default_factory=list)

    async def fetch(self, statement: Statement, **values: object) -> Sequence[Row]:
        """Keep, and pass on."""
        self.heard.append(statement)
        return await self.run.fetch(statement, **values)


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda each: f"{each.persona}/{each.name}")
def test_a_question_asks_the_statement_that_is_foretold(room: Room, question: Operation) -> None:
    """Of the data, in their order, to the letter."""
    ground = room.executor.ground
    listening = Listening(ground.people.run)
    heard = replace(
        ground,
        people=replace(ground.people, run=listening),
        pages=replace(ground.pages, run=listening),
    )
    listened = replace(room, executor=replace(room.executor, ground=heard))
    plan = room.executor.documents.meant(question.id, None, None).plan
    assert plan.root is not None
    named = {each.variable.name.value for each in plan.operation.variable_definitions or ()}
    given = {**room.given(0), "filter": {"number": NUMBERS[0]} if question.name == FIND else {}}
    variables = {name: value for name, value in given.items() if name in named}
    asker = next(
        each
        for each in askers(plan.root.name.value)
        if (each.persona.folder, each.purpose) == (question.persona, plan.purpose.name)
    )
    listened.ask(question.text, variables, asker)
    foretold = [
        step.statement
        for step in steps_of(plan, ground.policies.current)
        if step.database is Database.DATA
    ]
    if foretold == [READ]:  # the privacy desk's own session reads it
        return
    assert [each.name for each in listening.heard] == [each.name for each in foretold]
    if plan.root.name.value not in BY_VALUES:
        assert [each.text for each in listening.heard] == [each.text for each in foretold]
