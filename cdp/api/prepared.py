"""Prepared: what of an operation is known before anybody asks it, worked out once a plan."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from graphql.execution.values import VariableValues

from cdp.api.cursor import Cursors
from cdp.api.meaning import action_of, is_of_nobody
from cdp.api.schema import Surface
from cdp.api.selection import is_fixed, provenance_of, selection_of
from cdp.api.taking import Taking
from cdp.contacts.survivorship import CATEGORY
from cdp.errors import InvalidField
from cdp.plan.compile import Plan
from cdp.plan.cost import Cost
from cdp.profile.selection import Selection
from privacy.terms import Action, DataCategory

_KEPT: Final = 512
"""Plans that a process has prepared; the one used longest ago goes first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What is read of a person, and of which categories besides those that the plan shows."""

    selection: Selection
    more: frozenset[DataCategory]


@dataclass(frozen=True, slots=True, kw_only=True)
class Prepared:
    """One plan's. `categories` are what it shows and what it asks by."""

    plan: Plan
    action: Action
    is_of_nobody: bool
    categories: frozenset[DataCategory]
    taking: Taking
    fixed_cost: tuple[int, int] | None
    """Points and rows, where no variable says how long a list is."""
    fixed_wish: Wish | None
    """What it reads, where no variable says it."""

    @classmethod
    def of(cls, plan: Plan, surface: Surface, cursors: Cursors) -> Prepared:
        """What `plan` alone says."""
        footprint = plan.footprint
        words = {*footprint.shown.values(), *footprint.asked}
        return cls(
            plan=plan,
            action=action_of(plan),
            is_of_nobody=is_of_nobody(plan),
            categories=frozenset(DataCategory(word) for word in words),
            taking=Taking.of(surface.schema, surface.config, plan),
            fixed_cost=(plan.cost({}), plan.nodes({})) if _is_steady(plan.costing) else None,
            fixed_wish=_fixed_wish(plan, cursors),
        )

    def cost(self, variables: Mapping[str, object]) -> int:
        """As `Plan.cost`."""
        return self.plan.cost(variables) if self.fixed_cost is None else self.fixed_cost[0]

    def nodes(self, variables: Mapping[str, object]) -> int:
        """As `Plan.nodes`."""
        return self.plan.nodes(variables) if self.fixed_cost is None else self.fixed_cost[1]

    def wish(self, variables: VariableValues, cursors: Cursors) -> Wish:
        """What is read of a person. Raises as `selection_of`."""
        return self.fixed_wish or _wish(self.plan, variables.coerced, cursors)


@dataclass(frozen=True, slots=True, kw_only=True)
class Preparations:
    """The plans that this process has prepared."""

    surface: Surface
    cursors: Cursors
    _made: OrderedDict[tuple[str, str], Prepared] = field(default_factory=OrderedDict)

    def of(self, plan: Plan) -> Prepared:
        """The preparation of `plan`.

        Raises:
            ValueError: it was compiled for another surface, which may read and label otherwise.
        """
        if not self.surface.compiler.made(plan):
            raise ValueError("a plan runs on the surface that it was compiled for")
        name = (plan.sha256, plan.name)
        made = self._made.get(name)
        if made is None:
            made = self._made[name] = Prepared.of(plan, self.surface, self.cursors)
            if len(self._made) > _KEPT:
                self._made.popitem(last=False)
        else:
            self._made.move_to_end(name)
        return made


def _is_steady(costing: Cost) -> bool:
    terms = (*costing.weights, *costing.rows)
    return not any(length.variables for lengths in terms for length in lengths)


def _fixed_wish(plan: Plan, cursors: Cursors) -> Wish | None:
    """The same for everybody who asks; None where it is not, or where each is to be refused."""
    try:
        return _wish(plan, {}, cursors) if is_fixed(plan) else None
    except InvalidField:
        return None


def _wish(plan: Plan, variables: Mapping[str, object], cursors: Cursors) -> Wish:
    fields = provenance_of(plan, variables)
    return Wish(
        selection=selection_of(plan, variables, cursors),
        more=frozenset(CATEGORY[field] for field in fields),
    )
