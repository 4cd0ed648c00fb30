"""The schema is told to everybody in development, and in production to a role."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

import pytest
from graphql import build_client_schema, get_introspection_query, print_schema

from cdp.api.executor import GraphQLExecutor
from cdp.api.introspection import Introspection
from cdp.settings import Documents
from cdp.wiring import Service
from privacy.terms import Role
from tests.acceptance.people import AGENT, SHOP, Caller, caller
from tests.acceptance.stand import Exchanged, Stand, opened, settings_in
from tests.postgres.clones import Clones

USUAL: Final = get_introspection_query()
NOT_THERE: Final = "{ nothing { name } }"


def closed(made: Service) -> GraphQLExecutor:
    """As in production: registered documents alone, and the schema for one role."""
    executor = made.executor
    roles = frozenset({Role.INTEGRATION})
    return replace(
        executor,
        documents=replace(executor.documents, mode=Documents.REQUIRE),
        introspection=Introspection.of(executor.surface.sdl, roles),
    )


def half_open(made: Service) -> GraphQLExecutor:
    """As in a production that takes text."""
    introspection = replace(made.executor.introspection, roles=frozenset({Role.INTEGRATION}))
    return replace(made.executor, introspection=introspection)


@pytest.fixture(scope="module", params=[closed, half_open])
def guarded(
    request: pytest.FixtureRequest, clones: Clones, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Stand]:
    settings = settings_in(tmp_path_factory.mktemp("guarded"))
    with clones.fresh() as dsns, opened(settings, dsns, Exchanged(remade=request.param)) as at_work:
        yield at_work


def test_the_usual_question_is_answered_whole(stand: Stand, agent: Caller) -> None:
    """What tools make of the answer is what is published; nobody's data is near."""
    size = stand.size()
    reply = agent.say(USUAL)
    made = build_client_schema(reply.data)  # type: ignore[arg-type] # what came over the wire
    assert "type Profile implements Node" in print_schema(made)
    assert {name for name in made.type_map if not name.startswith("__")} == {
        name for name in stand.service.executor.introspection.schema.type_map if name[:2] != "__"
    }
    assert (stand.size(), reply.body["extensions"]["cost"]["requestedQueryCost"]) == (size, 1_000)


def test_a_role_may_ask_for_the_schema(guarded: Stand) -> None:
    """Also where only registered documents run: the question touches nobody."""
    shop = caller(guarded, SHOP)
    assert shop.say(USUAL).status == 200
    assert shop.say(USUAL).data == shop.say(USUAL).data


def test_nobody_else_learns_that_there_is_a_schema_to_ask_for(guarded: Stand) -> None:
    """The answer to a field that there is not, but for the request's own id."""
    agent = caller(guarded, AGENT)
    asked = [agent.say(text) for text in (USUAL, "{ __schema { types { name } } }", NOT_THERE)]
    told = [
        (reply.status, reply.octets.replace(str(reply.error.get("requestId")).encode(), b""))
        for reply in asked
    ]
    assert len(set(told)) == 1


def test_a_client_that_is_not_registered_for_the_role_may_not(guarded: Stand) -> None:
    """A token's word alone is not enough."""
    who = caller(guarded, replace(AGENT, role=Role.INTEGRATION))
    assert who.say(USUAL).status == 400


@pytest.mark.parametrize(
    "text",
    [
        "{ __schema { types { fields { type { fields { type { fields { name } } } } } } } }",
        '{ __type(name: "Profile") { fields { type { possibleTypes { interfaces { name } } } } } }',
    ],
)
def test_a_question_that_goes_in_circles_is_refused(agent: Caller, text: str) -> None:
    """Each level would multiply the answer by the number of fields."""
    reply = agent.say(text)
    assert (reply.status, reply.code) == (400, "LIMIT_EXCEEDED")
    assert (reply.error["limit"], reply.error["allowed"]) == ("introspectionDepth", 1)


def test_names_are_not_suggested(agent: Caller) -> None:
    """Neither fields, nor arguments, nor types."""
    for text in ("{ profil { id } }", '{ profile(idd: "x") { id } }', "{ ... on Profle { id } }"):
        reply = agent.say(text)
        assert "did you mean" not in reply.octets.decode().lower()
        assert b"profile" not in reply.octets.lower()
