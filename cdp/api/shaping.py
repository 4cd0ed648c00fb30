"""Shaping: an answer takes shape from what its root fetched. Nothing is read or decided here.

The writer of the plan does it; the reference executor, graphql-core, where the writer says that it
cannot: over the same objects, so that there is no second read and no second leaf.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from graphql import GraphQLError, GraphQLSchema, execute_sync
from graphql.execution.values import VariableValues

from cdp.api.turn import Turn
from cdp.plan.compile import Plan
from cdp.plan.writing.unforeseen import Unforeseen


@dataclass(frozen=True, slots=True)
class Shaped:
    """What stands under `data`, and which fields failed."""

    data: dict[str, Any] | None
    errors: Sequence[GraphQLError] = ()


@dataclass(frozen=True, slots=True)
class Sent:
    """The variables of a request, as they came and coerced."""

    raw: Mapping[str, object]
    values: VariableValues


class Shaper(Protocol):
    """Gives the answer of a plan its shape."""

    def shape(self, plan: Plan, sent: Sent, root: object, turn: Turn) -> Shaped:
        """The answer over `root`, the object of the one root field."""


@dataclass(frozen=True, slots=True)
class Reference:
    """graphql-core: what the specification says, to the letter."""

    schema: GraphQLSchema

    def shape(self, plan: Plan, sent: Sent, root: object, turn: Turn) -> Shaped:
        """See `Shaper.shape`."""
        result = execute_sync(
            self.schema,
            plan.document,
            root_value=root,
            context_value=turn,
            variable_values=dict(sent.raw),
            operation_name=plan.name or None,
            hide_suggestions=True,
        )
        return Shaped(result.data, result.errors or ())


@dataclass(frozen=True, slots=True)
class Compiled:
    """The plan's writer, and behind it the reference."""

    reference: Shaper

    def shape(self, plan: Plan, sent: Sent, root: object, turn: Turn) -> Shaped:
        """See `Shaper.shape`."""
        try:
            return Shaped(plan.writer.write(root, turn, sent.values))
        except Unforeseen:
            turn.reduced.clear()  # it is counted anew
        return self.reference.shape(plan, sent, root, turn)
