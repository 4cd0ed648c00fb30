"""Room: a service with people in it, that answers drawn operations by two shapers at once."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from itertools import count
from pathlib import Path
from typing import Any, Final
from uuid import UUID

from graphql import GraphQLInterfaceType, GraphQLObjectType, GraphQLSchema

from cdp.api.executor import GraphQLExecutor
from cdp.database.dsn import Dsns
from cdp.http.executor import Answer, Outcome, Request
from cdp.http.issuers import authenticator
from cdp.http.known import KnownTokens
from cdp.plan.compile import Plan
from privacy.terms import Actor
from tests.acceptance.conftest import THEN
from tests.acceptance.people import CONTRACT, Persona, minted
from tests.acceptance.stand import Clock, Exchanged, Stand, opened, settings_in
from tests.differential.askers import PERSONAS, Asker, askers
from tests.differential.known import resolved
from tests.differential.operations import Drawn, Source, every
from tests.differential.routes import Place
from tests.differential.twin import Met, Twin
from tests.differential.world import NUMBERS, POOR, World, peopled

REQUEST: Final = UUID("00000000-0000-4000-8000-0000000000aa")
COST: Final = 5_000
"""What an operation of a usual client may cost."""


def in_order() -> Iterator[UUID]:
    """Ids that are the same each time."""
    return (UUID(int=n, version=4) for n in count(1))


@dataclass(slots=True, kw_only=True)
class Room:
    """A service, its people, and what came of the operations so far."""

    at: Stand
    executor: GraphQLExecutor
    twin: Twin
    world: World
    actors: Mapping[Persona, Actor]
    answered: int = 0
    """Operations that were executed."""
    asked: int = 0
    codes: Counter[str] = field(default_factory=Counter)
    shown: set[str] = field(default_factory=set)
    """Coordinates that had a value."""
    selected: set[str] = field(default_factory=set)
    towards: set[Place] = field(default_factory=set)
    """Fields towards which there were operations."""
    failed: int = 0
    """Answers in which a field failed."""

    def answers_towards(self, source: Source, owner: str, times: int) -> None:
        """Ask so many operations towards each field of a type, once in this room."""
        for place in source.fields(owner):
            if place not in self.towards:
                every(source, place, askers, times)(self.answers)
                self.towards.add(place)

    @property
    def schema(self) -> GraphQLSchema:
        return self.executor.surface.schema

    def answers(self, drawn: Drawn) -> None:
        """Ask `drawn`, which two shapers must answer alike, and look at what came of it."""
        variables = resolved(dict(drawn.variables), self.world.known)
        assert isinstance(variables, dict)
        plan = self.executor.documents.meant(None, drawn.text, None).plan
        assert plan.cost_at_most <= COST or plan.cost(variables) <= COST
        self.asked += 1
        answer, met = self.ask(drawn.text, variables, drawn.asker)
        errors: Any = answer.body.get("errors", ())
        self.codes.update(error["extensions"]["code"] for error in errors)
        self.selected |= plan.footprint.selected.keys()
        self.answered += answer.outcome is Outcome.EXECUTED
        self.failed += bool(errors and answer.outcome is Outcome.EXECUTED)
        self._look(answer, plan, [each for each in met if each.value is not None])

    def ask(
        self, text: str, variables: Mapping[str, object], asker: Asker
    ) -> tuple[Answer, list[Met]]:
        """The answer to a text, and every field that was resolved for it."""
        watched, actor = self.twin.reference, self.actors[asker.persona]
        watched.met = []
        request = Request(id=REQUEST, query=text, variables=variables)
        answer = self.at.wait_for(self.executor.execute(request, actor))
        return answer, watched.met

    def _look(self, answer: Answer, plan: Plan, met: list[Met]) -> None:
        """Whatever has a value was foreseen by the plan, and stands in the entry of the log."""
        labels = self.executor.surface.compiler.labels
        personal = {
            each.coordinate: category
            for each in met
            if (category := labels.category(each.coordinate)) is not None
        }
        self.shown |= {each.coordinate for each in met}
        assert personal.items() <= plan.footprint.shown.items()
        if personal:
            written = {word.partition("#")[0] for word in self._leaf(answer)["fields"]}
            assert set(personal.values()) <= written

    def _leaf(self, answer: Answer) -> dict[str, Any]:
        """The entry of which an answer carries the receipt."""
        extensions: Any = answer.body["extensions"]
        leaf: dict[str, Any] = json.loads(self.at.encoded(extensions["access"]["index"]))
        return leaf

    def learn(self) -> None:
        """Ask every published question about everybody; what is told can be named from now on."""
        lists = lists_of(self.schema)
        plans = [
            (published, self.executor.documents.meant(published.id, None, None).plan)
            for published in CONTRACT.operations
        ]
        # Those that take ids come last: by then there are some.
        for published, plan in sorted(plans, key=lambda each: "ids" in each[0].text):
            if plan.is_mutation or plan.root is None:
                continue
            named = {each.variable.name.value for each in plan.operation.variable_definitions or ()}
            asker = askers(plan.root.name.value)[0]
            for who in range(POOR + 1 if named & {"id", "ids", "number", "profile"} else 1):
                given = self.given(who)
                variables = {name: value for name, value in given.items() if name in named}
                _, met = self.ask(published.text, variables, asker)
                self.world.learn(met, lists)

    def given(self, who: int) -> dict[str, object]:
        """Values for the variables of published questions."""
        things = self.world.things[self.world.people[who]]
        ids = [id_ for each in things.values() for id_ in each]
        return {
            "number": NUMBERS[who],
            "numbers": [NUMBERS[who]],
            "id": things["Profile"][0],
            "profile": things["Profile"][0],
            "other": self.world.things[self.world.people[POOR - who]]["Profile"][0],
            "ids": ids[:20],
            "first": 20,
            "channel": "PHONE",
            "index": "0",
            "field": "name",
            "filter": {},
        }


def lists_of(schema: GraphQLSchema) -> frozenset[str]:
    """The coordinates of fields that go on from a place."""
    return frozenset(
        f"{owner.name}.{name}"
        for owner in schema.type_map.values()
        if isinstance(owner, GraphQLObjectType | GraphQLInterfaceType)
        for name, of in owner.fields.items()
        if "after" in of.args
    )


@contextmanager
def opened_room(folder: Path, dsns: Dsns) -> Iterator[Room]:
    """A room over `dsns`, in which everything but chance under a key is the same each time."""
    clock, ids, settings = Clock(THEN), in_order(), settings_in(folder)
    with opened(settings, dsns, Exchanged(clock=clock, ids=lambda: next(ids))) as at:
        seed, audience = at.service.keys.token_seed, settings.token_audience
        doorkeeper = authenticator(settings, seed=seed, clock=clock)
        actors = {
            who: at.wait_for(_actor(doorkeeper, minted(seed, who, audience=audience, clock=clock)))
            for who in PERSONAS
        }
        twin = Twin.of(at.service.executor.surface.schema)
        executor = replace(at.service.executor, shaper=twin)
        room = Room(at=at, executor=executor, twin=twin, world=peopled(at, clock), actors=actors)
        room.learn()
        yield room


async def _actor(doorkeeper: KnownTokens, token: str) -> Actor:
    return await doorkeeper.authenticate(f"Bearer {token}")
