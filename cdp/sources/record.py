"""A source declares what every record that it brings stands on; one that does not cannot write."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum, unique
from importlib.resources import files
from typing import Final

from cdp.errors import InvalidField, InvalidSources
from privacy.terms import LegalBasis, Purpose


@unique
class SourceKind(StrEnum):
    """How people come to us through a source."""

    ORGANIC_DIRECT = "ORGANIC_DIRECT"
    ORGANIC_SEARCH = "ORGANIC_SEARCH"
    REFERRAL = "REFERRAL"
    PAID_AD = "PAID_AD"
    PPL = "PPL"
    CONTENT = "CONTENT"
    SOCIAL = "SOCIAL"
    PARTNER = "PARTNER"
    EVENT_OFFLINE = "EVENT_OFFLINE"
    STORE = "STORE"
    INBOUND_CALL = "INBOUND_CALL"
    OUTBOUND_CALL = "OUTBOUND_CALL"
    IMPORT = "IMPORT"
    THIRD_PARTY = "THIRD_PARTY"


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """One place that records come from, and what they stand on."""

    key: str
    kind: SourceKind
    channel: str
    team: str
    legal_basis: LegalBasis
    purposes: frozenset[Purpose]
    notice_version: str
    default_country: str


@dataclass(frozen=True, slots=True)
class Sources:
    """Every declared source, by key."""

    by_key: Mapping[str, Source]

    def named(self, key: str, *, field: str = "source") -> Source:
        """The source called `key`.

        Raises:
            InvalidField: no source of that name is declared.
        """
        source = self.by_key.get(key)
        if source is None:
            raise InvalidField(field, "Name a declared source; see the sources file.")
        return source


_FIELDS: Final = frozenset(
    {"key", "kind", "channel", "team", "legal_basis", "purposes", "notice", "default_country"}
)


def load_sources(text: str | None = None) -> Sources:
    """Read a sources file (TOML); the shipped one where `text` is None.

    Raises:
        InvalidSources: a source leaves something undeclared, or uses an unknown word.
    """
    document = text if text is not None else _shipped()
    try:
        entries = tomllib.loads(document).get("source", [])
        sources = [_source(entry) for entry in entries]
    except (tomllib.TOMLDecodeError, ValueError, KeyError, TypeError) as fault:
        raise InvalidSources(type(fault).__name__) from None
    by_key = {source.key: source for source in sources}
    if len(by_key) != len(sources):
        raise InvalidSources("two sources share a key")
    return Sources(by_key)


def _shipped() -> str:
    return files("cdp.sources").joinpath("default.toml").read_text(encoding="utf-8")


def _source(entry: Mapping[str, object]) -> Source:
    if set(entry) != _FIELDS:
        raise InvalidSources("a source must declare exactly: " + ", ".join(sorted(_FIELDS)))
    purposes = entry["purposes"]
    if not isinstance(purposes, list):
        raise InvalidSources("purposes is a list")
    return Source(
        key=str(entry["key"]),
        kind=SourceKind(str(entry["kind"])),
        channel=str(entry["channel"]),
        team=str(entry["team"]),
        legal_basis=LegalBasis(str(entry["legal_basis"])),
        purposes=frozenset(Purpose(word) for word in purposes),
        notice_version=str(entry["notice"]),
        default_country=str(entry["default_country"]),
    )
