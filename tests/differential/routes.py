"""Routes: how each field of a schema is reached from a root, through whatever it may stand in."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, TypeVar

from graphql import (
    GraphQLCompositeType,
    GraphQLField,
    GraphQLInterfaceType,
    GraphQLObjectType,
    GraphQLSchema,
    GraphQLUnionType,
    get_named_type,
    is_composite_type,
)

T = TypeVar("T")

Owner = GraphQLObjectType | GraphQLInterfaceType
"""What has fields."""


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """One output field of an object type."""

    owner: str
    field: str

    def __str__(self) -> str:
        """The coordinate, as the specification writes it."""
        return f"{self.owner}.{self.field}"


@dataclass(frozen=True, slots=True)
class Step:
    """A field to go on through, and the type on which it is selected."""

    owner: Owner
    field: str


@dataclass(frozen=True, repr=False)
class Routes:
    """The ways through one schema."""

    schema: GraphQLSchema
    _memory: dict[object, Any] = field(default_factory=dict)

    def places(self, root: GraphQLObjectType, depth: int) -> list[Place]:
        """Every field that a document of `depth` can reach from `root`, in order."""
        return sorted(
            Place(owner, field)
            for owner, steps in self._far[root.name].items()
            for field in self._object(owner).fields
            if steps + self._depth(Place(owner, field)) <= depth
        )

    def ways(self, of: GraphQLCompositeType, place: Place, left: int) -> Sequence[Step]:
        """The fields of `of` by which `place` is reached with `left` more fields at most."""
        return self._known((of.name, place, left), lambda: self._ways(of, place, left))

    def owners(self, of: GraphQLCompositeType) -> Sequence[Owner]:
        """The types with fields that an object of `of` may have: its own, its members'."""
        return self._known(of.name, lambda: self._owners(of))

    def overlapping(self, of: GraphQLCompositeType) -> Sequence[GraphQLCompositeType]:
        """Every type on which a fragment may stand where an object of `of` is."""
        return self._known((of.name,), lambda: self._overlapping(of))

    def fields(self, of: Owner) -> Sequence[str]:
        """The fields of `of`, in order."""
        return sorted(of.fields)

    def _known(self, key: object, made: Callable[[], T]) -> T:
        if key not in self._memory:
            self._memory[key] = made()
        found: T = self._memory[key]
        return found

    def _ways(self, of: GraphQLCompositeType, place: Place, left: int) -> list[Step]:
        found = [
            Step(owner, name)
            for owner in self.owners(of)
            for name, field in owner.fields.items()
            if 1 + self._steps(field, place.owner) + self._depth(place) <= left
        ]
        if not found:
            raise LookupError(f"there is no way from {of.name} to {place}")
        return found

    def _owners(self, of: GraphQLCompositeType) -> list[Owner]:
        own: list[Owner] = [of] if isinstance(of, GraphQLInterfaceType) else []
        return [*own, *self._objects(of)]

    def _objects(self, of: GraphQLCompositeType) -> list[GraphQLObjectType]:
        if isinstance(of, GraphQLObjectType):
            return [of]
        return sorted(self.schema.get_possible_types(of), key=lambda each: each.name)

    def _overlapping(self, of: GraphQLCompositeType) -> list[GraphQLCompositeType]:
        members = {each.name for each in self._objects(of)}
        return [
            kind
            for _, kind in sorted(self.schema.type_map.items())
            if is_composite_type(kind)
            and not kind.name.startswith("__")
            and any(each.name in members for each in self._objects(kind))
        ]

    def _depth(self, place: Place) -> int:
        """How deep the field itself is: of an object, something must be selected."""
        return 1 + is_composite_type(
            get_named_type(self._object(place.owner).fields[place.field].type)
        )

    def _steps(self, field: GraphQLField, owner: str) -> int:
        """How many fields stand between `field` and one of `owner`; very many where none does."""
        named = get_named_type(field.type)
        if not is_composite_type(named):
            return _NEVER
        return min(self._far[each.name].get(owner, _NEVER) for each in self._objects(named))

    def _object(self, name: str) -> GraphQLObjectType:
        found = self.schema.get_type(name)
        assert isinstance(found, GraphQLObjectType)
        return found

    @cached_property
    def _far(self) -> Mapping[str, Mapping[str, int]]:
        """How many fields lead from each object type to each other."""
        kinds = [
            kind
            for kind in self.schema.type_map.values()
            if isinstance(kind, GraphQLObjectType) and not kind.name.startswith("__")
        ]
        beside = {kind.name: set(self._beside(kind)) for kind in kinds}
        return {kind.name: _spread(kind.name, beside) for kind in kinds}

    def _beside(self, kind: GraphQLObjectType) -> Iterator[str]:
        for of in kind.fields.values():
            named = get_named_type(of.type)
            if isinstance(named, GraphQLObjectType | GraphQLInterfaceType | GraphQLUnionType):
                yield from (each.name for each in self._objects(named))


_NEVER = 1_000


def _spread(start: str, beside: Mapping[str, set[str]]) -> Mapping[str, int]:
    found, waiting = {start: 0}, deque([start])
    while waiting:
        here = waiting.popleft()
        for there in sorted(beside[here] - found.keys()):
            found[there] = found[here] + 1
            waiting.append(there)
    return found
