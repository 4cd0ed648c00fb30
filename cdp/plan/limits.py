"""Limits: what a document may be, judged from its syntax alone, before anything dear is done to it.

A document is measured with every fragment put in where it is spread, without putting it in: each
fragment is measured once. So a document of a thousand tokens that stands for a million fields
costs what its thousand tokens cost, and is refused.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum, unique
from typing import Final

from graphql import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    InlineFragmentNode,
    OperationDefinitionNode,
    SelectionSetNode,
)

from cdp.plan.refusal import LimitExceeded, invalid
from privacy.terms import ReasonCode


@unique
class Limit(StrEnum):
    """The bounds of an operation, in the order in which they are looked at. Stable words."""

    TOKENS = "tokens"
    DEPTH = "depth"
    ALIASES = "aliases"
    ROOT_FIELDS = "rootFields"
    DIRECTIVES = "directives"
    FRAGMENTS = "fragments"
    SELECTIONS = "selections"
    REPEATED = "repeatedField"
    INTROSPECTION = "introspectionDepth"
    COST = "cost"
    NODES = "nodes"


ADVICE: Final[Mapping[Limit, str]] = {
    Limit.TOKENS: "Write at most {} tokens.",
    Limit.DEPTH: "Nest fields at most {} deep.",
    Limit.ALIASES: "Use at most {} aliases, counted wherever a fragment is spread.",
    Limit.ROOT_FIELDS: "Ask one root field an operation: each is decided and logged as one access.",
    Limit.DIRECTIVES: "Use at most {} directives, counted wherever a fragment is spread.",
    Limit.FRAGMENTS: "Define at most {} fragments.",
    Limit.SELECTIONS: "Select at most {} fields and fragments, counted wherever one is spread.",
    Limit.REPEATED: "Select one field of the answer at most {} times.",
    Limit.INTROSPECTION: "Ask the parts of a type at most {} deep in those of another.",
    Limit.COST: "Ask for less at once: an operation of this client may cost {} points.",
    Limit.NODES: "Ask for shorter lists: an operation answers at most {} rows.",
}
"""What to do. `{}` is the number that is allowed."""

_OF_COST: Final = frozenset({Limit.COST, Limit.NODES})

INTROSPECTION: Final = frozenset({"__schema", "__type"})
"""Root fields that ask for the schema itself."""

_PARTS_OF_A_TYPE: Final = frozenset(
    {"fields", "inputFields", "interfaces", "possibleTypes", "enumValues"}
)

_DEEPEST_RECURSION: Final = 64
"""Selection sets within one another in one definition, of whatever kind: the walk recurses."""


def exceeded(limit: Limit, allowed: int) -> LimitExceeded:
    """More than `allowed`."""
    reason = ReasonCode.COST_EXCEEDED if limit in _OF_COST else ReasonCode.LIMIT_EXCEEDED
    return LimitExceeded(reason, ADVICE[limit].format(allowed), limit=limit, allowed=allowed)


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """How large a document may be. Source: OWASP GraphQL cheat sheet; GraphQL Armor's defaults."""

    tokens: int = 1_000
    depth: int = 8
    aliases: int = 15
    directives: int = 20
    fragments: int = 20
    selections: int = 1_000
    repeated: int = 100
    """Selections of one value of the answer."""
    repeated_objects: int = 25
    """Selections of one object of the answer: validation compares each with each, and so down."""
    introspection_depth: int = 16
    """Fields within one another where the schema is asked: the usual query of tools has 14."""
    introspection_nesting: int = 1
    """Lists of a type's parts within one another, there."""

    def check(
        self,
        document: DocumentNode,
        operation: OperationDefinitionNode,
        fragments: Mapping[str, FragmentDefinitionNode],
    ) -> int:
        """Refuse a document that is too large, by the first bound that it breaks.

        Every definition is measured, since every one will be validated. Returns how often the
        schema is asked for: as often as there are aliases beside the plain question.

        Raises:
            LimitExceeded: names the bound and its number.
            DocumentRefused: fragments spread one another in a circle.
        """
        measure = _Measure(fragments)
        shapes = [
            measure.definition(node)
            for node in document.definitions
            if isinstance(node, OperationDefinitionNode | FragmentDefinitionNode)
        ]
        roots = [node.name.value for node in measure.roots(operation)]
        introspects = not INTROSPECTION.isdisjoint(roots)
        found: list[tuple[Limit, int, int]] = [
            (
                Limit.DEPTH,
                max(shape.depth for shape in shapes),
                self.introspection_depth if introspects else self.depth,
            ),
            (Limit.ALIASES, max(shape.aliases for shape in shapes), self.aliases),
            (Limit.ROOT_FIELDS, _root_fields(roots, introspects=introspects), 1),
            (Limit.DIRECTIVES, max(shape.directives for shape in shapes), self.directives),
            (Limit.FRAGMENTS, len(shapes) - measure.operations, self.fragments),
            (Limit.SELECTIONS, max(shape.selections for shape in shapes), self.selections),
        ]
        for limit, count, allowed in found:
            if count > allowed:
                raise exceeded(limit, allowed)
        # Only now is putting the fragments in bounded: by `selections`.
        for each in measure.chosen:
            self._check_repeats(measure, each)
        nesting = self.introspection_nesting
        if introspects and any(measure.nesting(each) > nesting for each in measure.chosen):
            raise exceeded(Limit.INTROSPECTION, nesting)
        return 1 + max(shape.aliases for shape in shapes) if introspects else 0

    def _check_repeats(self, measure: _Measure, *chosen: SelectionSetNode) -> None:
        """Refuse what selects one field of the answer too often, here or below."""
        for nodes in measure.merged(chosen):
            below = [node.selection_set for node in nodes if node.selection_set is not None]
            allowed = self.repeated_objects if below else self.repeated
            if len(nodes) > allowed:
                raise exceeded(Limit.REPEATED, allowed)
            if below:
                self._check_repeats(measure, *below)


LIMITS: Final = Limits()
"""What holds where nobody says otherwise."""


def _root_fields(names: list[str], *, introspects: bool) -> int:
    """How many answers are asked for at once. All introspection is one, and stands by itself."""
    stores = sum(not name.startswith("__") for name in names)
    return stores + (1 if introspects else 0)


@dataclass(frozen=True, slots=True)
class Shape:
    """How large a selection is, with its fragments put in."""

    depth: int = 0
    aliases: int = 0
    directives: int = 0
    selections: int = 0

    def beside(self, other: Shape) -> Shape:
        """The two together."""
        return Shape(
            depth=max(self.depth, other.depth),
            aliases=self.aliases + other.aliases,
            directives=self.directives + other.directives,
            selections=self.selections + other.selections,
        )


@dataclass(slots=True)
class _Measure:
    fragments: Mapping[str, FragmentDefinitionNode]
    known: dict[str, Shape | None] = field(default_factory=dict)
    """Fragments measured; None while one is: to meet it then is to go in a circle."""
    chosen: list[SelectionSetNode] = field(default_factory=list)
    """What each definition selects."""
    operations: int = 0

    def definition(self, node: OperationDefinitionNode | FragmentDefinitionNode) -> Shape:
        """One definition, with its variables."""
        self.chosen.append(node.selection_set)
        if isinstance(node, FragmentDefinitionNode):
            return self._fragment(node.name.value, node)
        self.operations += 1
        directives = len(node.directives or ()) + sum(
            len(variable.directives or ()) for variable in node.variable_definitions or ()
        )
        own = Shape(directives=directives)
        return own.beside(self._selections(node.selection_set, 0))

    def roots(self, operation: OperationDefinitionNode) -> Iterator[FieldNode]:
        """The fields of the root. A fragment spread again adds none."""
        yield from self._flat(operation.selection_set, set())

    def merged(self, chosen: Iterable[SelectionSetNode]) -> Iterable[list[FieldNode]]:
        """The fields that are one in the answer, together."""
        merged: defaultdict[str, list[FieldNode]] = defaultdict(list)
        for each in chosen:
            for node in self._flat(each, None):
                merged[(node.alias or node.name).value].append(node)
        return merged.values()

    def nesting(self, chosen: SelectionSetNode) -> int:
        """How deep lists of a type's parts stand in one another."""
        return max(
            (
                (node.name.value in _PARTS_OF_A_TYPE)
                + (self.nesting(node.selection_set) if node.selection_set is not None else 0)
                for node in self._flat(chosen, None)
            ),
            default=0,
        )

    def _flat(self, chosen: SelectionSetNode, walked: set[str] | None) -> Iterator[FieldNode]:
        """The fields of `chosen`, out of their fragments; where `walked` is kept, each once."""
        for node in chosen.selections:
            if isinstance(node, FieldNode):
                yield node
            elif isinstance(node, InlineFragmentNode):
                yield from self._flat(node.selection_set, walked)
            elif isinstance(node, FragmentSpreadNode):
                name = node.name.value
                if name not in self.fragments or (walked is not None and name in walked):
                    continue
                if walked is not None:
                    walked.add(name)
                yield from self._flat(self.fragments[name].selection_set, walked)

    def _fragment(self, name: str, node: FragmentDefinitionNode) -> Shape:
        if name in self.known:
            shape = self.known[name]
            if shape is None:
                raise invalid()
            return shape
        self.known[name] = None
        own = Shape(directives=len(node.directives or ()))
        shape = self.known[name] = own.beside(self._selections(node.selection_set, 0))
        return shape

    def _selections(self, chosen: SelectionSetNode, level: int) -> Shape:
        if level > _DEEPEST_RECURSION:
            raise exceeded(Limit.DEPTH, LIMITS.depth)
        shape = Shape()
        for node in chosen.selections:
            own = Shape(directives=len(node.directives or ()), selections=1)
            if isinstance(node, FieldNode):
                own = own.beside(self._field(node, level))
            elif isinstance(node, InlineFragmentNode):
                own = own.beside(self._selections(node.selection_set, level + 1))
            elif isinstance(node, FragmentSpreadNode) and node.name.value in self.fragments:
                name = node.name.value
                own = own.beside(self._fragment(name, self.fragments[name]))
            shape = shape.beside(own)
        return shape

    def _field(self, node: FieldNode, level: int) -> Shape:
        below = Shape()
        if node.selection_set is not None:
            below = self._selections(node.selection_set, level + 1)
        aliases = below.aliases + (node.alias is not None)
        return Shape(
            depth=below.depth + 1,
            aliases=aliases,
            directives=below.directives,
            selections=below.selections,
        )
