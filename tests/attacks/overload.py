"""Overload: documents that cost a service more to read than they cost to write."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from cdp.plan.limits import Limit

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
    "comments": "#\n" * 15_000 + "{ __typename }",
    "operations": _numbered("query Q@@ { __typename }", 1_500),
    "variables": f"query({_numbered('$v@@: Int', 3_000)}) {{ __typename }}",
    "root fields": _numbered("b@@: __typename", 3_000).join("{}"),
}
"""What is told apart by its length alone: the lexer stops before anything else begins."""

INTROSPECTION: Final = "{ __schema { types { %% } } }"

TOO_MUCH: Final[Mapping[str, tuple[str, Limit]]] = {
    "aliases": (pop(_numbered("a@@: name", 16)), Limit.ALIASES),
    "aliases of look-ups": (
        (
            f"query($n: PhoneNumber!) {SUPPORT} {{"
            f" {_numbered('a@@: profileByPhone(number: $n) { status }', 60)} }}"
        ),
        Limit.ALIASES,
    ),
    "aliases that a fragment brings": (
        pop("...F ...F", f"fragment F on Profile {{ {_numbered('a@@: name', 8)} }}"),
        Limit.ALIASES,
    ),
    "aliases of introspection": (
        _numbered('a@@: __type(name: "Profile") { name }', 16).join("{}"),
        Limit.ALIASES,
    ),
    "root fields": (
        (
            f"query($n: PhoneNumber!) {SUPPORT} {{"
            f" {_numbered('a@@: profileByPhone(number: $n) { status }', 2)} }}"
        ),
        Limit.ROOT_FIELDS,
    ),
    "acts at once": (
        (
            f"mutation($i: UpsertContactInput!) {SUPPORT} {{"
            f" {_numbered('a@@: upsertContact(input: $i) { __typename }', 2)} }}"
        ),
        Limit.ROOT_FIELDS,
    ),
    "root fields that a fragment brings": (
        (
            f"query($n: PhoneNumber!) {SUPPORT} {{ profileByPhone(number: $n) {{ status }} ...F }}"
            " fragment F on Query { callerContext(number: $n) { __typename } }"
        ),
        Limit.ROOT_FIELDS,
    ),
    "directives": (pop("name" + " @include(if: true)" * 21), Limit.DIRECTIVES),
    "directives that nobody declared": ("{ __typename" + " @a" * 480 + " }", Limit.DIRECTIVES),
    "directives on a variable": (
        f"query($v: Int{' @a' * 21}) {{ __typename }}",
        Limit.DIRECTIVES,
    ),
    "fragments": (
        pop(_numbered("...F@@", 21), _numbered("fragment F@@ on Profile { name }", 21)),
        Limit.FRAGMENTS,
    ),
    "fragments that nobody spreads": (
        "{ __typename } " + _numbered("fragment F@@ on Profile { name }", 100),
        Limit.FRAGMENTS,
    ),
    "depth": ("{ a " * 9 + "}" * 9, Limit.DEPTH),
    "depth without end": ("{ a " * 12_000 + "}" * 12_000, Limit.DEPTH),
    "depth of inline fragments": (pop("... { " * 2_000 + "name" + " }" * 2_000), Limit.DEPTH),
    "depth of lists": (f"{{ a(b: {'[' * 15_000}{']' * 15_000}) }}", Limit.DEPTH),
    "depth of a list's type": (f"query($v: {'[' * 15_000}) {{ a }}", Limit.DEPTH),
    "depth without fields": (pop("... { " * 100 + "name" + " }" * 100), Limit.DEPTH),
    "one value, repeated": (pop("name " * 101), Limit.REPEATED),
    "one object, repeated": (pop("phones { id } " * 26), Limit.REPEATED),
    "fields that fragments unfold to": (
        pop(
            "...F0",
            " ".join(f"fragment F{n} on Profile {{ ...F{n + 1} ...F{n + 1} }}" for n in range(18))
            + " fragment F18 on Profile { name }",
        ),
        Limit.SELECTIONS,
    ),
    "types of types": (
        INTROSPECTION.replace("%%", "fields { type { " * 3 + "name" + " } }" * 3),
        Limit.INTROSPECTION,
    ),
    "types of arguments": (
        INTROSPECTION.replace("%%", "inputFields { type { " * 2 + "name" + " } }" * 2),
        Limit.INTROSPECTION,
    ),
    "types of interfaces": (
        INTROSPECTION.replace("%%", "interfaces { possibleTypes { name } }"),
        Limit.INTROSPECTION,
    ),
    "types of types in a fragment": (
        (
            "{ __schema { types { ...T } } }"
            " fragment T on __Type { fields { type { fields { name } } } }"
        ),
        Limit.INTROSPECTION,
    ),
}
"""What is too much in few words: a bound of its own stops it, before anything is validated."""

ENDLESS: Final[Mapping[str, str]] = {
    "a fragment that spreads itself": pop("...F", "fragment F on Profile { name ...F }"),
    "two fragments that spread each other": pop(
        "...F", "fragment F on Profile { ...G } fragment G on Profile { ...F }"
    ),
    "a ring of eighteen fragments": pop(
        "...F0",
        " ".join(f"fragment F{n} on Profile {{ ...F{(n + 1) % 18} }}" for n in range(18)),
    ),
    "eighteen fragments that all spread one another": pop(
        "...F0",
        " ".join(f"fragment F{n} on Profile {{ {_numbered('...F@@', 18)} }}" for n in range(18)),
    ),
    "a fragment that spreads itself at the root": (
        f"query {SUPPORT} {{ ...F }} fragment F on Query {{ ...F }}"
    ),
    "a fragment that spreads itself below a field": pop(
        "...F", "fragment F on Profile { phones { ...G } } fragment G on MaskedPhone { id ...G }"
    ),
    "a ring that nobody enters": (
        "{ __typename } fragment F on Query { ...G } fragment G on Query { ...F }"
    ),
}
"""Fragments that lead back to themselves."""
