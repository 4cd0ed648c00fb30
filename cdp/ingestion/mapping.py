"""The mapping file: which column is which field, in the words of the company whose file it is."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from difflib import get_close_matches
from typing import Final
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from cdp.errors import InvalidField, MappingInvalid
from cdp.ingestion.cells import Currency, Locale, Place, Word, filled, folded, reader_of
from cdp.ingestion.header import name_of
from cdp.ingestion.kinds import FIELDS, Field, Kind

DEFAULT_ZONE: Final = "Asia/Shanghai"

_TABLES: Final = ("columns", "values", "defaults")
_KEYS: Final = (*_TABLES, "ignore", "timezone")
_LONGEST_LINE: Final = 2_000
_LATE: Final = datetime(2199, 12, 31, tzinfo=UTC)
"""Defaults are checked before anybody knows the time; rows are checked by the clock again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldMap:
    """A mapping that fits its kind."""

    columns: Mapping[str, str] = field(default_factory=dict)
    """From a column's name to a field's."""
    values: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """By field: from the file's words, folded, to ours."""
    defaults: Mapping[str, str] = field(default_factory=dict)
    ignore: frozenset[str] = frozenset()
    zone: ZoneInfo


def no_mapping() -> FieldMap:
    """The mapping of a file whose columns bear our names."""
    return FieldMap(zone=ZoneInfo(DEFAULT_ZONE))


def load_mapping(text: str, kind: Kind) -> FieldMap:
    """Read a mapping file (TOML) for files of `kind`.

    Raises:
        MappingInvalid: with every fault, each named by its key.
    """
    try:
        _refuse_long_lines(text)
        document = tomllib.loads(text)
    except (ValueError, RecursionError):  # also a number, or a nesting, beyond what can be read
        raise MappingInvalid(
            ["The mapping file is no TOML: check quotation and brackets."]
        ) from None
    reading = _Reading(kind, document)
    mapping = reading.mapping()
    if reading.problems:
        raise MappingInvalid(reading.problems)
    return mapping


def _refuse_long_lines(text: str) -> None:
    """Let a text pass whose keys are short: one of many dots costs the square of their number."""
    if any(len(line) > _LONGEST_LINE for line in text.split("\n")):
        raise ValueError


def near(word: str, ours: Iterable[str]) -> str:
    """What may have been meant, in our words; empty where nothing is near."""
    by_letters = {one.lower(): one for one in ours}
    found = get_close_matches(word.lower(), by_letters, n=1)
    return f" Did you mean {by_letters[found[0]]}?" if found else ""


class _Reading:
    """Goes through a document part by part, and collects what does not fit."""

    def __init__(self, kind: Kind, document: Mapping[str, object]) -> None:
        self.kind = kind
        self.fields = FIELDS[kind]
        self.document = document
        self.problems: list[str] = []

    def mapping(self) -> FieldMap:
        for key in self.document:
            if key not in _KEYS:
                self.problems.append(f"{key}: no part of a mapping.{near(key, _KEYS)}")
        return FieldMap(
            columns=self._columns(),
            values=self._values(),
            zone=(zone := self._zone()),
            defaults=self._defaults(zone),
            ignore=self._ignore(),
        )

    def _table(self, key: str) -> Mapping[str, object]:
        found = self.document.get(key, {})
        if isinstance(found, dict):
            return found
        self.problems.append(f"{key}: write a table, [{key}].")
        return {}

    def _field(self, place: str, name: object) -> Field | None:
        found = self.fields.get(name) if isinstance(name, str) else None
        if found is None:
            guess = near(name, self.fields) if isinstance(name, str) else ""
            self.problems.append(f"{place}: {self.kind.value} have no such field.{guess}")
        return found

    def _columns(self) -> dict[str, str]:
        columns: dict[str, str] = {}
        for header, name in self._table("columns").items():
            found = self._field(f"columns.{header!r}", name)
            if found is None:
                continue
            if found.name in columns.values():
                self.problems.append(f"columns.{header!r}: {found.name} has a column already.")
            columns[name_of(header)] = found.name
        return columns

    def _values(self) -> dict[str, dict[str, str]]:
        values: dict[str, dict[str, str]] = {}
        for name, words in self._table("values").items():
            found = self._field(f"values.{name}", name)
            if found is None:
                continue
            if not isinstance(found.form, Word | Locale | Currency) or not isinstance(words, dict):
                self.problems.append(f"values.{name}: only words and codes are mapped, as a table.")
                continue
            values[name] = self._words(name, found.form, words)
        return values

    def _words(
        self, name: str, form: Word | Locale | Currency, words: Mapping[str, object]
    ) -> dict[str, str]:
        for word, ours in words.items():
            try:
                form.read(str(ours), field=name)
            except InvalidField:
                guess = near(str(ours), form.words) if isinstance(form, Word) else ""
                self.problems.append(f"values.{name}.{word!r}: {name} has no such value.{guess}")
        return {folded(word): str(ours) for word, ours in words.items()}

    def _zone(self) -> ZoneInfo:
        name = self.document.get("timezone", DEFAULT_ZONE)
        try:
            return ZoneInfo(str(name))
        except (ZoneInfoNotFoundError, ValueError, OSError):
            self.problems.append(f"timezone: no such zone; write one such as {DEFAULT_ZONE}.")
            return ZoneInfo(DEFAULT_ZONE)

    def _defaults(self, zone: ZoneInfo) -> dict[str, str]:
        defaults: dict[str, str] = {}
        place = Place(zone=zone, now=_LATE, country="CN")
        for name, value in self._table("defaults").items():
            found = self._field(f"defaults.{name}", name)
            if found is None:
                continue
            if not found.is_shared or found.form is None:
                self.problems.append(f"defaults.{name}: every record has its own; give a column.")
            elif not isinstance(value, str) or not filled(value):
                self.problems.append(f"defaults.{name}: write a text in quotation marks.")
            else:
                defaults[name] = value.strip()
                try:
                    reader_of(found.form, place)(value.strip(), field=f"defaults.{name}")
                except InvalidField as invalid:
                    self.problems.append(str(invalid))
        return defaults

    def _ignore(self) -> frozenset[str]:
        names = self.document.get("ignore", [])
        if isinstance(names, list) and all(isinstance(name, str) for name in names):
            return frozenset(map(name_of, names))
        self.problems.append('ignore: write a list of names, ["…"].')
        return frozenset()
