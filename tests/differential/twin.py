"""Twin: one root, shaped by two, who must say the same byte for byte."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any, Self

import orjson
from graphql import GraphQLResolveInfo, GraphQLSchema, execute_sync
from graphql.pyutils import Path

from cdp.api.failures import advice_of
from cdp.api.shaping import Compiled, Reference, Sent, Shaped, Shaper
from cdp.api.turn import Turn
from cdp.plan.compile import Plan


@dataclass(frozen=True, slots=True)
class Met:
    """A field that was resolved: its coordinate, where it stands in the answer, its value."""

    coordinate: str
    path: Path
    value: object


@dataclass(slots=True, kw_only=True)
class Watched:
    """The reference, with a note of every field that it resolves."""

    schema: GraphQLSchema
    met: list[Met] = field(default_factory=list)

    def shape(self, plan: Plan, sent: Sent, root: object, turn: Turn) -> Shaped:
        """As `Reference`, watched."""
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

        result = execute_sync(
            self.schema,
            plan.document,
            root_value=root,
            context_value=turn,
            variable_values=dict(sent.raw),
            operation_name=plan.name or None,
            hide_suggestions=True,
            middleware=[watch],
        )
        return Shaped(result.data, result.errors or ())


@dataclass(slots=True)
class Counted:
    """A shaper that counts how often it is asked."""

    shaper: Shaper
    times: int = 0

    def shape(self, plan: Plan, sent: Sent, root: object, turn: Turn) -> Shaped:
        """Count, and pass on."""
        self.times += 1
        return self.shaper.shape(plan, sent, root, turn)


@dataclass(slots=True, kw_only=True)
class Twin:
    """A shaper of two: it answers what both say, and fails where they differ."""

    reference: Watched
    fallen_back: Counted
    compiled: Shaper
    shaped: int = 0

    @classmethod
    def of(cls, schema: GraphQLSchema) -> Self:
        """The reference and the writer, over one schema."""
        fallen_back = Counted(Reference(schema))
        return cls(
            reference=Watched(schema=schema),
            fallen_back=fallen_back,
            compiled=Compiled(fallen_back),
        )

    def shape(self, plan: Plan, sent: Sent, root: object, turn: Turn) -> Shaped:
        """What both say of the same root, each counting for itself what it left out."""
        first, second = (replace(turn, reduced=defaultdict(int, turn.reduced)) for _ in range(2))
        expected = self.reference.shape(plan, sent, root, first)
        actual = self.compiled.shape(plan, sent, root, second)
        written, said = (orjson.dumps(each.data).decode() for each in (actual, expected))
        assert written == said, f"the writer:\n{written}\nthe reference:\n{said}"
        assert told(actual) == told(expected), f"{told(actual)} against {told(expected)}"
        assert second.reduced == first.reduced, f"{second.reduced} against {first.reduced}"
        turn.reduced = first.reduced
        self.shaped += 1
        return expected


def told(shaped: Shaped) -> list[tuple[str, list[str | int] | None]]:
    """The code and the path of each error."""
    return [
        (advice_of(error.original_error or error)[0].value, error.path) for error in shaped.errors
    ]
