"""Notices: what people are told before they answer. A version is never changed, only followed.

Each version is shipped in Chinese and English, as one structured document a language; the hash of
its exact bytes stands in every consent event that was made after reading it.
"""

from __future__ import annotations

import hashlib
import tomllib
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from importlib.resources import files
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from privacy.terms import DataCategory, Purpose

if TYPE_CHECKING:
    from collections.abc import Mapping

LANGUAGES: Final = ("zh", "en")
"""The languages in which every notice is shipped; the Chinese text binds."""

VERSIONS: Final = ("2026-11",)
"""The notices that this distribution ships, oldest first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What the notice says of one purpose: its name, how data serves it, and for how long."""

    name: str
    method: str
    keeping: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """One version in one language. `sha256` is over the exact bytes of `document`."""

    version: str
    language: str
    title: str
    in_force_from: date
    opening: str
    purposes: Mapping[Purpose, Told]
    kinds: Mapping[DataCategory, str]
    after_term: str
    rights: tuple[str, ...]
    contact: str
    document: bytes
    sha256: bytes


@lru_cache(maxsize=8)  # a pure function of what this distribution ships
def shipped(version: str, language: str) -> Notice | None:
    """The shipped notice of that version and language; None where there is none."""
    if version not in VERSIONS or language not in LANGUAGES:
        return None
    place = files("privacy").joinpath("notices", f"{version}.{language}.toml")
    return _read(place.read_bytes(), version, language)


def _read(document: bytes, version: str, language: str) -> Notice:
    """The notice of a shipped document, whose shape a test holds."""
    table = tomllib.loads(document.decode("utf-8"))
    return Notice(
        version=version,
        language=language,
        title=table["title"],
        in_force_from=table["in_force_from"],
        opening=table["opening"],
        purposes=MappingProxyType(
            {Purpose(word): Told(**told) for word, told in table["purpose"].items()}
        ),
        kinds=MappingProxyType({DataCategory(word): text for word, text in table["kind"].items()}),
        after_term=table["after_term"],
        rights=tuple(table["rights"]),
        contact=table["contact"],
        document=document,
        sha256=hashlib.sha256(document).digest(),
    )
