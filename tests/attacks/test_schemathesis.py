"""Schemathesis: what a stranger's tool makes of our schema, for somebody who may do everything."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any, Final

import pytest
import schemathesis
from graphql import (
    DocumentNode,
    FieldNode,
    GraphQLSchema,
    OperationDefinitionNode,
    parse,
    print_ast,
    value_from_ast_untyped,
)
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from schemathesis.checks import not_a_server_error
from schemathesis.graphql import nodes

from privacy.terms import Purpose, Role
from tests.acceptance.people import GRAPHQL, Persona
from tests.attacks.room import Answered, Overheard, Room, overheard

EVERYBODY: Final = Persona(
    folder="agent",
    client="crm-web",
    role=Role.FRONTEND_AGENT,
    also=tuple(role for role in Role if role is not Role.FRONTEND_AGENT),
    purposes=tuple(Purpose),
    acr="aal2",
)
"""Whatever can be reached with a token of this client is reached by hers."""

CASES: Final = 2
"""Of each root field."""


@dataclass(slots=True, kw_only=True)
class Came:
    """What came of a run."""

    heard: Overheard
    statuses: Counter[int] = field(default_factory=Counter)
    codes: Counter[str] = field(default_factory=Counter)
    roots: set[str] = field(default_factory=set)

    def learn(self, answered: Answered) -> None:
        """Note one answer."""
        self.statuses[answered.status] += 1
        errors = answered.body.get("errors", ())
        self.codes.update(error["extensions"]["code"] for error in errors)


schemathesis.graphql.scalar(
    "PhoneNumber", st.sampled_from(["+8613912345001", "139-1234-5002", "110", ""]).map(nodes.String)
)
schemathesis.graphql.scalar(
    "DateTime", st.sampled_from(["2026-01-05T09:30:00Z", "2026-13-01", ""]).map(nodes.String)
)


@pytest.fixture(scope="module")
def tested(room: Room) -> Any:  # noqa: ANN401 - schemathesis' own
    """The schema as the tool loads it: by its usual introspection, over the wire."""
    name, value = room.bearer(EVERYBODY)
    headers = {name.decode(): value.decode(), "Accept": GRAPHQL}
    return schemathesis.graphql.from_url(f"{room.at.url}/graphql", headers=headers)


@pytest.fixture(scope="module")
def came(room: Room, tested: Any) -> Iterator[Came]:  # noqa: ANN401 - schemathesis' own
    """Each case as it was drawn, and again with its literals put into variables."""
    operations = [result.ok() for result in tested.get_all_operations()]
    with overheard() as heard:
        came = Came(heard=heard)
        for operation in operations:
            drawn(operation.as_strategy(), lambda case: sent(room, case, came))
        yield came


def drawn(cases: Any, send: Callable[[Any], None]) -> None:  # noqa: ANN401 - schemathesis' own
    """Draw some, the same each time, and send each."""

    @given(case=cases)
    @settings(
        max_examples=CASES,
        deadline=None,
        database=None,
        derandomize=True,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    def run(case: Any) -> None:  # noqa: ANN401 - schemathesis' own
        send(case)

    run()


def sent(room: Room, case: Any, came: Came) -> None:  # noqa: ANN401 - schemathesis' own
    """Send a case over the wire as the tool does, and the same question as we take it."""
    name, value = room.bearer(EVERYBODY)
    response = case.call(headers={name.decode(): value.decode(), "Accept": GRAPHQL})
    case.validate_response(response, checks=[not_a_server_error])
    came.statuses[response.status_code] += 1
    document = parse(str(case.body), no_location=True)
    came.roots.add(root_of(document).name.value)
    for body in hoisted(document, room.executor.surface.schema):
        came.learn(room.post(body, who=EVERYBODY))


PURPOSES: Final = ("SERVICE_SUPPORT", "SALES_FOLLOW_UP", "COMPLIANCE_AUDIT", "RIGHTS_FULFILMENT")


def operation_of(document: DocumentNode) -> OperationDefinitionNode:
    """The one operation."""
    [operation] = document.definitions
    assert isinstance(operation, OperationDefinitionNode)
    return operation


def root_of(document: DocumentNode) -> FieldNode:
    """The first field of the root."""
    first = operation_of(document).selection_set.selections[0]
    assert isinstance(first, FieldNode)
    return first


def hoisted(document: DocumentNode, schema: GraphQLSchema) -> Iterator[dict[str, Any]]:
    """The same question as we take it: one root, its arguments as variables, for some purpose."""
    operation, root = operation_of(document), root_of(document)
    parent = schema.get_root_type(operation.operation)
    assert parent is not None
    wanted = parent.fields[root.name.value].args
    written = {argument.name.value: argument.value for argument in root.arguments or ()}
    declared = ", ".join(f"${name}: {wanted[name].type}" for name in written)
    asked = ", ".join(f"{name}: ${name}" for name in written)
    selected = "" if root.selection_set is None else print_ast(root.selection_set)
    variables = {name: value_from_ast_untyped(value) for name, value in written.items()}
    for purpose in PURPOSES:
        text = (
            f"{operation.operation.value}{f'({declared})' if declared else ''}"
            f" @purpose(is: {purpose}) {{ {root.name.value}{f'({asked})' if asked else ''}"
            f" {selected} }}"
        )
        yield {"query": text, "variables": json.loads(json.dumps(variables, default=str))}


def test_no_case_breaks_anything(came: Came) -> None:
    """No 5xx, and no fault of ours in the log."""
    assert came.statuses.keys() <= {200, 400}
    assert [record.getMessage() for record in came.heard.faults] == []


def test_the_run_reaches_every_root(room: Room, came: Came) -> None:
    """Each query and each act, and answers with data among the refusals."""
    schema = room.executor.surface.schema
    query, mutation = schema.query_type, schema.mutation_type
    assert query is not None
    assert mutation is not None
    assert came.roots == query.fields.keys() | mutation.fields.keys()
    assert came.statuses[200] > len(came.roots)
    assert "INVALID_INPUT" in came.codes
