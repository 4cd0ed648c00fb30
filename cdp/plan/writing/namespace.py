"""Namespace: what the text of a writer names of the outside."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from graphql import GraphQLLeafType, GraphQLObjectType

from cdp.plan.writing.leaf import OUTSIDE, Leaf
from cdp.plan.writing.script import Script
from cdp.plan.writing.unforeseen import Unforeseen


@dataclass(slots=True)
class Namespace:
    """Names, each given once, and what they stand for."""

    script: Script
    known: dict[str, Any] = field(default_factory=lambda: dict(OUTSIDE))
    _count: int = 0

    def fresh(self, what: str) -> str:
        """A name that nothing has yet, for something that the text makes by itself."""
        self._count += 1
        return f"{what}_{self._count}"

    def name(self, what: str, value: object) -> str:
        """A name for `value`."""
        name = self.fresh(what)
        self.known[name] = value
        return name

    def of_class(self, kind: GraphQLObjectType) -> str:
        """What the class is called that stands for `kind`. Raises `Unforeseen` where none does."""
        of_kind = self.script.readings.class_of.get(kind.name)
        if of_kind is None:
            raise Unforeseen
        self.known[kind.name] = of_kind
        return kind.name

    def leaf(self, kind: GraphQLLeafType) -> Leaf:
        """How values of `kind` are written; what that asks of is called as the kind is."""
        leaf = self.script.leaves[kind.name]
        self.known[kind.name] = leaf.of
        return leaf
