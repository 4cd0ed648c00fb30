"""Values: what stands in the arguments of a drawn operation, by the schema's types and words.

Only words that a random text would never hit have a line here. A new argument or input needs
none: its value is drawn by its type.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

from graphql import (
    GraphQLEnumType,
    GraphQLInputObjectType,
    GraphQLInputType,
    GraphQLList,
    GraphQLNonNull,
    is_required_input_field,
)
from hypothesis import strategies as st

from tests.differential.known import Kind, Known

LONGEST: Final = 4
"""Most rows of one list: three of them within one another stay far below every bound."""

PEOPLE: Final = (0, 0, 0, 1, 1, 2, 3, 4, 5, 6, 7)
"""Whom an operation is about; those with most rows stand first, and more often."""

WHOM: Final = (frozenset({"number", "profile"}), frozenset({"numbers", "profiles"}))
"""Arguments of which one is given, as a rule: two ways to say the same."""

_TIMES: Final = ("2026-01-05T09:30:00Z", "2026-11-21T18:00:00+08:00", "2026-11-24T02:00:00Z")
_TEXTS: Final = ("", "x", "水壶漏水", 'a "quoted"\\ word', "ünï\t\u2028")
_WORDS: Final[Mapping[str, Sequence[object]]] = {
    "source": ("call-centre", "web-form", "order-system", "nobody"),
    "currency": ("CNY", "JPY", "xx"),
    "field": ("name", "email", "address", "company"),
    "index": ("0", "3", "x"),
    "birthday": ("1990-05-17", "05-17", "x"),
    "email": ("her@example.org", "x"),
    "locale": ("zh-CN", "en"),
    "language": ("zh", "en"),
    "kind": ("x",),
    "unitMinor": ("19900", "0", "x"),
    "amountMinor": ("19900", "1"),
    "costMinor": ("5",),
    "to": ("dev:carla",),
    "assignee": ("dev:anna",),
    "code": ("000000",),
    "first": tuple(range(1, LONGEST + 1)),
    "score": (1, 5, 10),
    "quantity": (1, 2),
    "priority": (1, 3),
}


@cache
def _below(bound: int) -> st.SearchStrategy[int]:
    return st.integers(0, bound - 1)


@dataclass(frozen=True, kw_only=True)
class Values:
    """Draws values for one operation, which is about the person `who`."""

    draw: st.DrawFn
    who: int

    def one_of(self, choices: Sequence[Any]) -> Any:  # noqa: ANN401 - one of them
        """One of `choices`; the first is the simplest."""
        return choices[self.below(len(choices))]

    def below(self, bound: int) -> int:
        """0 as the simplest, and less than `bound`."""
        return 0 if bound == 1 else self.draw(_below(bound))

    def falls(self, times: int) -> bool:
        """Once in so many times."""
        return self.below(times) == times - 1

    def json(self, of: GraphQLInputType, word: str) -> object:
        """A JSON value of the type `of`, for what is called `word`."""
        if isinstance(of, GraphQLNonNull):
            return self.some(of.of_type, word)
        return None if self.falls(16) else self.some(of, word)

    def some(self, of: object, word: str) -> object:
        """The same, and never null."""
        if isinstance(of, GraphQLNonNull):
            return self.some(of.of_type, word)
        if isinstance(of, GraphQLList):
            return [self.json(of.of_type, word) for _ in range(self.one_of((1, 2, 3)))]
        if isinstance(of, GraphQLInputObjectType):
            return {name: self.json(of.fields[name].type, name) for name in self.parts(of)}
        if isinstance(of, GraphQLEnumType):
            return self.one_of(sorted(of.values))
        return self._scalar(str(of), word)

    def parts(self, of: GraphQLInputObjectType) -> list[str]:
        """The parts of an input that are given."""
        needed = {name for name, part in of.fields.items() if is_required_input_field(part)}
        return self.given(of.fields, needed)

    def given(self, names: Iterable[str], needed: Collection[str]) -> list[str]:
        """Those of `names` that are given: the needed ones, one way to say whom, and some more."""
        names = list(names)
        whom = next((pair for pair in WHOM if pair <= {*names} - {*needed}), frozenset[str]())
        chosen = {self.one_of(sorted(whom, reverse=True))} if whom else set[str]()
        if whom and self.falls(10):
            chosen ^= {self.one_of(sorted(whom))}  # none of them, both, or the other
        return [
            name
            for name in names
            if name in needed or name in chosen or (name not in whom and self.falls(3))
        ]

    def known(self, kind: Kind, word: str) -> Known:
        """Something of the person whom it is about; now and then of another."""
        who = self.one_of(PEOPLE) if self.falls(6) else self.who
        return Known(kind, who=who, word=word, which=self.one_of((0, 1, 2)))

    def _scalar(self, kind: str, word: str) -> object:
        if kind == "PhoneNumber":
            return self.known(Kind.NUMBER, "")
        if kind == "ID":
            return self.known(Kind.KEY if word == "idempotencyKey" else Kind.ID, word)
        if kind == "DateTime":
            return self.one_of(_TIMES)
        if kind == "Boolean":
            return self.falls(2)
        if word in _WORDS:
            return self.one_of(_WORDS[word])
        return self.one_of(range(1, 6)) if kind == "Int" else self.one_of(_TEXTS)


def is_chance(value: object) -> bool:
    """Whether `value` stands for something of somebody's: no document may hold it."""
    if isinstance(value, dict):
        return any(map(is_chance, value.values()))
    if isinstance(value, list):
        return any(map(is_chance, value))
    return isinstance(value, Known)


def literal(of: GraphQLInputType, value: object) -> str:
    """`value`, of the type `of`, as a document spells it."""
    if isinstance(of, GraphQLNonNull):
        return literal(of.of_type, value)
    if isinstance(of, GraphQLList) and isinstance(value, list):
        return f"[{', '.join(literal(of.of_type, each) for each in value)}]"
    if isinstance(of, GraphQLEnumType) and value is not None:
        return str(value)
    return json.dumps(value)
