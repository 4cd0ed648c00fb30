"""Twin: one root, shaped by two, who must say the same byte for byte."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields, replace
from typing import Any, Protocol

import orjson
from graphql import ExecutionResult, GraphQLResolveInfo, GraphQLSchema, execute_sync
from graphql.pyutils import Path

from cdp.api.executor import GraphQLExecutor
from cdp.api.failures import advice_of
from cdp.api.turn import Turn
from cdp.http.executor import Request
from cdp.plan.compile import Plan
from cdp.wiring import Service


class Shaper(Protocol):
    """Gives an answer its shape, over the root that was fetched."""

    def shape(self, request: Request, plan: Plan, root: object, turn: Turn) -> ExecutionResult:
        """Data and errors."""


@dataclass(frozen=True, slots=True)
class Met:
    """A field that was resolved: its coordinate, where it stands in the answer, its value."""

    coordinate: str
    path: Path
    value: object


@dataclass(slots=True, kw_only=True)
class Watched:
    """graphql-core, with a note of every field that it resolves."""

    schema: GraphQLSchema
    met: list[Met] = field(default_factory=list)

    def shape(self, request: Request, plan: Plan, root: object, turn: Turn) -> ExecutionResult:
        """As the reference, watched."""
        met: list[Met] = []
        self.met = met

        # A function: graphql-core takes no method for one.
        def watch(
            resolve: Callable[..., Any],
            source: object,
            info: GraphQLResolveInfo[Any],
            **arguments: object,
        ) -> Any:  # noqa: ANN401 - whatever a resolver returns
            value = resolve(source, info, **arguments)
            if not info.field_name.startswith("__"):
                met.append(Met(f"{info.parent_type.name}.{info.field_name}", info.path, value))
            return value

        return execute_sync(
            self.schema,
            plan.document,
            root_value=root,
            context_value=turn,
            variable_values=dict(request.variables),
            operation_name=plan.name or None,
            hide_suggestions=True,
            middleware=[watch],
        )


@dataclass(slots=True, kw_only=True)
class Twin:
    """A shaper of two: it answers what both say, and fails where they differ."""

    reference: Watched
    compiled: Shaper
    shaped: int = 0

    def shape(self, request: Request, plan: Plan, root: object, turn: Turn) -> ExecutionResult:
        """What both say of the same root, each counting for itself what it left out."""
        first, second = (replace(turn, reduced=Counter(turn.reduced)) for _ in range(2))
        expected = self.reference.shape(request, plan, root, first)
        actual = self.compiled.shape(request, plan, root, second)
        assert orjson.dumps(actual.data) == orjson.dumps(expected.data)
        assert told(actual) == told(expected)
        assert second.reduced == first.reduced
        turn.reduced = first.reduced
        self.shaped += 1
        return expected


def told(result: ExecutionResult) -> list[tuple[str, list[str | int] | None]]:
    """The code and the path of each error."""
    return [
        (advice_of(error.original_error or error)[0].value, error.path)
        for error in result.errors or ()
    ]


@dataclass(frozen=True, slots=True, kw_only=True)
class Twinned(GraphQLExecutor):
    """The executor of a service, but for who shapes its answers."""

    twin: Twin

    def _shape(self, request: Request, plan: Plan, root: object, turn: Turn) -> ExecutionResult:
        return self.twin.shape(request, plan, root, turn)


def twinned(made: Service) -> Twinned:
    """The executor of `made`, with two shapers."""
    executor = made.executor
    schema = executor.surface.schema
    # Swap here: the writer's `Compiled` for the second, and its share of fall-backs in `Twin`.
    twin = Twin(reference=Watched(schema=schema), compiled=Watched(schema=schema))
    parts: Mapping[str, Any] = {
        part.name: getattr(executor, part.name) for part in fields(GraphQLExecutor)
    }
    return Twinned(**parts, twin=twin)
