"""Exposure: what graphql-core's own executor gives out, held against labels and grant."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from graphql import ExecutionResult, GraphQLResolveInfo, GraphQLSchema, execute_sync, parse

from privacy.terms import DataCategory

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from cdp.api.turn import Turn
    from cdp.plan.labels import Labels


@dataclass(kw_only=True)
class Watch:
    """A middleware of graphql-core: it stands around every resolver and changes nothing."""

    labels: Labels
    met: set[str] = field(default_factory=set)
    """Every coordinate that was resolved."""
    given: set[str] = field(default_factory=set)
    """Personal coordinates that gave a value."""
    breaches: set[str] = field(default_factory=set)
    """Personal coordinates that gave a value which no grant in context shows."""

    def resolve(
        self,
        resolver: Callable[..., Any],
        source: object,
        info: GraphQLResolveInfo[Any],
        **arguments: object,
    ) -> object:
        """Resolve, and look at what came of it."""
        value: object = resolver(source, info, **arguments)
        place = f"{info.parent_type.name}.{info.field_name}"
        self.met.add(place)
        of_schema = "__" in place  # introspection, a type's name among it, touches nobody
        category = None if of_schema else self.labels.category(place)
        if category is not None and value is not None:
            self.given.add(place)
            if not _shows(info.context, DataCategory(category)):
                self.breaches.add(place)
        return value


def _shows(turn: Turn, category: DataCategory) -> bool:
    """Whether the grant in context shows `category`, and still holds a key."""
    if turn.grant is None or not turn.grant.keys:
        return False
    return turn.grant.view(category).shows


def watched(
    schema: GraphQLSchema,
    watch: Watch,
    text: str,
    *,
    variables: Mapping[str, object],
    root: object,
    turn: Turn,
) -> ExecutionResult:
    """What the reference executor answers, while `watch` looks on."""
    return execute_sync(
        schema,
        parse(text),
        root_value=root,
        context_value=turn,
        variable_values=dict(variables),
        middleware=[watch],
    )
