"""Introspection: the schema told from its rendered SDL, to those who may ask for it.

The schema that answers is built from the published text: it has types and words and no resolver,
so nothing can be reached through it. Whoever may not ask is answered as for a field that there is
not.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from graphql import GraphQLSchema, build_schema, execute_sync

from cdp.api.failures import refused
from cdp.http.executor import Answer
from cdp.plan.compile import Plan
from cdp.plan.refusal import invalid
from privacy.policy import Policy
from privacy.terms import Actor, Role

_KEPT: Final = 16
"""Answers that are kept: tools all send one of a few questions."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Introspection:
    """Answers what is asked of the schema. `roles` None: of everybody, as in development."""

    schema: GraphQLSchema
    roles: frozenset[Role] | None
    _kept: OrderedDict[tuple[str, str], Mapping[str, Any]] = field(default_factory=OrderedDict)

    @classmethod
    def of(cls, sdl: str, roles: frozenset[Role] | None) -> Introspection:
        """Of the schema that `sdl` spells."""
        return cls(schema=build_schema(sdl, assume_valid=True), roles=roles)

    def may(self, actor: Actor, policy: Policy) -> bool:
        """Whether `actor` may ask: by a role of theirs that their client is registered for."""
        if self.roles is None:
            return True
        client = policy.client(actor.client)
        return client is not None and bool(self.roles & actor.roles & client.roles)

    def answer(self, plan: Plan, variables: Mapping[str, object]) -> Answer:
        """What `plan` asks of the schema. Nobody's data is near."""
        # What takes variables is answered anew: a value of a caller's is never part of a key.
        if plan.operation.variable_definitions:
            data = self._asked(plan, variables)
        else:
            data = self._kept.get((plan.sha256, plan.name)) or self._keep(plan)
        if data is None:
            return refused(invalid())
        return Answer(body={"data": data}, personal=False, kept=True)

    def _keep(self, plan: Plan) -> Mapping[str, Any] | None:
        data = self._asked(plan, {})
        if data is not None:
            self._kept[plan.sha256, plan.name] = data
            if len(self._kept) > _KEPT:
                self._kept.popitem(last=False)
        return data

    def _asked(self, plan: Plan, variables: Mapping[str, object]) -> Mapping[str, Any] | None:
        """The answer's data; None where the schema has none."""
        result = execute_sync(
            self.schema,
            plan.document,
            variable_values=dict(variables),
            operation_name=plan.name or None,
            hide_suggestions=True,
        )
        return None if result.errors else result.data
