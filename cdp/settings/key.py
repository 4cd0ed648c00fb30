"""The keys of the environment, and the words that some of them take."""

from __future__ import annotations

from enum import StrEnum, unique
from typing import Final

PREFIX: Final = "CDP_"
"""What every key begins with; nothing else of the environment is read."""


@unique
class Environment(StrEnum):
    """What the deployment is for."""

    DEVELOPMENT = "development"
    PRODUCTION = "production"


@unique
class Documents(StrEnum):
    """Whether callers may send GraphQL text, or only name documents registered before."""

    OFF = "off"
    PREFER = "prefer"
    REQUIRE = "require"


def key_of(field: str) -> str:
    """The environment key of a field of `Settings`."""
    return PREFIX + field.upper()


def unknown_in(names: frozenset[str], known: frozenset[str]) -> list[str]:
    """One line of advice for each name that looks like a key of ours and is none."""
    return [
        f"{name}: unknown. Remove it; docs/reference/settings.md lists the keys."
        for name in sorted(names - known)
        if name.upper().startswith(PREFIX)
    ]


def words(value: object) -> object:
    """The words of a list with commas between; whatever is no text, as it is."""
    if not isinstance(value, str):
        return value
    return frozenset(word.strip() for word in value.split(",") if word.strip())
