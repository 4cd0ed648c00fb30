"""Between: a service in which a test does something before or after a statement of a request."""

from __future__ import annotations

from collections import deque
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field, replace

from cdp.api.executor import GraphQLExecutor
from cdp.wiring import Service
from privacy.store.statement import Row, Runner, Statement

Deed = Callable[[], Awaitable[object]]


@dataclass(frozen=True, slots=True)
class Between:
    """What is done around the next statements about people: one deed a statement, then none."""

    before: deque[Deed] = field(default_factory=deque)
    after: deque[Deed] = field(default_factory=deque)

    def __call__(self, made: Service) -> GraphQLExecutor:
        """The executor of a service anew, its statements about people interrupted."""
        ground = made.ground
        people = replace(ground.people, run=Interrupted(ground.people.run, self))
        pages = replace(ground.pages, run=Interrupted(ground.pages.run, self))
        return replace(made.executor, ground=replace(ground, people=people, pages=pages))


@dataclass(frozen=True, slots=True)
class Interrupted:
    """A Runner around whose statements things happen."""

    run: Runner
    between: Between

    async def fetch(self, statement: Statement, **values: object) -> Sequence[Row]:
        """Do what is due, and pass on."""
        if self.between.before:
            await self.between.before.popleft()()
        rows = await self.run.fetch(statement, **values)
        if self.between.after:
            await self.between.after.popleft()()
        return rows
