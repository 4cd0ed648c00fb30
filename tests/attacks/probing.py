"""Probing: what clairvoyance does, a tool that rebuilds a schema from the words of its refusals.

It sends guesses in every place where a name can stand, and reads the answers for names, for
suggestions, and for any difference between one wrong guess and another.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from graphql import (
    GraphQLEnumType,
    GraphQLInputObjectType,
    GraphQLInterfaceType,
    GraphQLObjectType,
    GraphQLSchema,
)

HINTS: Final = [
    re.compile(form)
    for form in (
        r"(?i)did you mean",
        r"Cannot query field",
        r"(?i)unknown (argument|type|directive|fragment)",
        r"(?i)must have a selection",
        r"(?i)must not have a selection",
        r"of type ['\"“]",
        r"(?i)is required, but it was not provided",
        r"(?i)expected (type|value|a)",
        r"(?i)does not exist in",
        r"(?i)is not defined by",
        r"(?i)never used",
    )
]
"""What its regular expressions look for in messages, and a few that they would like to find."""


@dataclass(frozen=True, slots=True)
class Guess:
    """A name that might be, in a place where it might stand."""

    word: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Names:
    """Every name of a schema, by the place where it stands."""

    fields: frozenset[str]
    arguments: frozenset[str]
    inputs: frozenset[str]
    values: frozenset[str]
    types: frozenset[str]
    directives: frozenset[str]

    @classmethod
    def of(cls, schema: GraphQLSchema) -> Names:
        """The names of `schema`, introspection's own left out: everybody knows them."""
        kinds = [kind for name, kind in schema.type_map.items() if not name.startswith("__")]
        owners = [
            kind for kind in kinds if isinstance(kind, GraphQLObjectType | GraphQLInterfaceType)
        ]
        fields = [(name, of) for owner in owners for name, of in owner.fields.items()]
        return cls(
            fields=frozenset(name for name, _ in fields),
            arguments=frozenset(name for _, of in fields for name in of.args),
            inputs=frozenset(
                name
                for kind in kinds
                if isinstance(kind, GraphQLInputObjectType)
                for name in kind.fields
            ),
            values=frozenset(
                name for kind in kinds if isinstance(kind, GraphQLEnumType) for name in kind.values
            ),
            types=frozenset(kind.name for kind in kinds),
            directives=frozenset(directive.name for directive in schema.directives),
        )

    @property
    def all(self) -> frozenset[str]:
        """All of them."""
        return (
            self.fields | self.arguments | self.inputs | self.values | self.types | self.directives
        )


_INPUT: Final = (
    "mutation($n: PhoneNumber!) { upsertContact(input: { number: $n, %%: $n }) { __typename } }"
)

PLACES: Final = {
    "fields": ("{ %% }", "query($n: PhoneNumber!) { profileByPhone(number: $n) { %% } }"),
    "arguments": ("query($n: PhoneNumber!) { profileByPhone(%%: $n) { status } }",),
    "inputs": (_INPUT,),
    "values": ("query { contactability(profile: $p, channel: %%) { allowed } }",),
    "types": ("query($v: %%!) { __typename }", "{ __typename ... on %% { __typename } }"),
    "directives": ("{ __typename @%% }",),
}
"""Where a name of each kind can stand; `%%` is the guess."""


def nearly(word: str) -> Iterator[str]:
    """Guesses near `word`: a letter changed in its middle, and its beginning."""
    middle = len(word) // 2
    yield word[:middle] + _next(word[middle]) + word[middle + 1 :]
    if len(word) > 4:
        yield word[:-2]


def _next(letter: str) -> str:
    return {"z": "a", "Z": "A", "_": "x", "9": "0"}.get(letter, chr(ord(letter) + 1))


def wrong_guesses(names: Names) -> Iterator[Guess]:
    """Every name with a letter changed, and its beginning, in each place where it would stand.

    A guess that happens to be a name itself is left out.
    """
    for kind, forms in PLACES.items():
        known: frozenset[str] = getattr(names, kind)
        guesses = {guess for word in sorted(known) for guess in nearly(word)} - names.all
        for guess in sorted(guesses):
            for form in forms:
                yield Guess(guess, form.replace("%%", guess))


def right_guesses(names: Names) -> Iterator[Guess]:
    """Every name itself, in each place where it would stand."""
    for kind, forms in PLACES.items():
        for word in sorted(getattr(names, kind)):
            for form in forms:
                yield Guess(word, form.replace("%%", word))
