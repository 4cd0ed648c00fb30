"""Overload: documents that cost a service more to read than they cost to write."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

SUPPORT: Final = "@purpose(is: SERVICE_SUPPORT)"
_ASKED: Final = f"query($n: PhoneNumber!) {SUPPORT} {{ profileByPhone(number: $n) {{"
_CLOSED: Final = "} }"


def pop(inside: str, fragments: str = "") -> str:
    """A look-up that selects `inside` of who was found."""
    return f"{_ASKED} profile {{ {inside} }} {_CLOSED} {fragments}"


def _numbered(form: str, times: int, between: str = " ") -> str:
    return between.join(form.replace("@@", str(n)) for n in range(times))


TOKENS_AT_MOST: Final = 1_000

TOO_LONG: Final[Mapping[str, str]] = {
    "aliases": pop(_numbered("a@@: name", 5_000)),
    "repeated fields": pop("name " * 10_000),
    "directives": pop("name" + " @include(if: true)" * 3_000),
    "directives that nobody declared": "{ __typename" + " @a" * 20_000 + " }",
    "fragments": pop(_numbered("...F@@", 900), _numbered("fragment F@@ on Profile { name }", 900)),
    "depth": "{ a " * 12_000 + "}" * 12_000,
    "inline fragments": pop("... { " * 2_000 + "name" + " }" * 2_000),
    "lists in an argument": f"{{ a(b: {'[' * 15_000}{']' * 15_000}) }}",
    "comments": "#\n" * 15_000 + "{ __typename }",
    "operations": _numbered("query Q@@ { __typename }", 1_500),
    "variables": f"query({_numbered('$v@@: Int', 3_000)}) {{ __typename }}",
    "root fields": _numbered("b@@: __typename", 3_000).join("{}"),
}
"""What is told apart by its length alone: the lexer stops before anything else begins."""

INTROSPECTION: Final = "{ __schema { types { @@ } } }"

ENDLESS: Final[Mapping[str, str]] = {
    "a fragment that spreads itself": pop("...F", "fragment F on Profile { name ...F }"),
    "two fragments that spread each other": pop(
        "...F", "fragment F on Profile { ...G } fragment G on Profile { ...F }"
    ),
    "a ring of eighteen fragments": pop(
        "...F0",
        " ".join(f"fragment F{n} on Profile {{ ...F{(n + 1) % 18} }}" for n in range(18)),
    ),
    "a fragment that spreads itself at the root": (
        f"query {SUPPORT} {{ ...F }} fragment F on Query {{ ...F }}"
    ),
    "a ring that nobody enters": (
        "{ __typename } fragment F on Query { ...G } fragment G on Query { ...F }"
    ),
    "an introspection of types in types": INTROSPECTION.replace(
        "@@", "fields { type { " * 3 + "name" + " } }" * 3
    ),
    "an introspection through arguments": INTROSPECTION.replace(
        "@@", "inputFields { type { " * 3 + "name" + " } }" * 3
    ),
    "an introspection through interfaces": INTROSPECTION.replace(
        "@@", "interfaces { possibleTypes { " * 3 + "name" + " } }" * 3
    ),
    "an introspection that hides in a fragment": (
        "{ __schema { types { ...T } } } fragment T on __Type { fields { type { fields { type {"
        " fields { type { name } } } } } } }"
    ),
}
"""What would go on for ever, or ask of each type all types."""

DOUBLED: Final = pop(
    "...F0",
    " ".join(f"fragment F{n} on Profile {{ ...F{n + 1} ...F{n + 1} }}" for n in range(18))
    + " fragment F18 on Profile { name }",
)
"""Nineteen fragments that unfold to 262 144 fields."""
