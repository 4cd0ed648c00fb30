"""The binding: a mapping held against the header of a file, before any row is read."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from cdp.errors import MappingInvalid
from cdp.ingestion.header import repeated
from cdp.ingestion.kinds import FIELDS, Kind
from cdp.ingestion.mapping import FieldMap
from cdp.ingestion.refused_file import told_by_us

_APART: Final = re.compile(r"[\s_-]+", re.ASCII)
_PRICES: Final = frozenset({"unit_price", "unit_minor"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Binding:
    """Which column each field is read from, and what is not read."""

    kind: Kind
    mapping: FieldMap
    columns: Mapping[str, str]
    """From a field's name to a column's."""
    unknown: tuple[str, ...]
    """Columns that nobody named: their cells are dropped. Those of a file of refused rows, which
    say why, are none of them."""


def canonical(header: str, names: Collection[str]) -> str | None:
    """The field whose name a column bears, but for case, spaces, dashes and underscores."""
    if not header.isascii():
        return None
    plain = _APART.sub("_", header.strip()).lower()
    return plain if plain in names else None


def bind(header: Sequence[str], kind: Kind, mapping: FieldMap) -> Binding:
    """Fit columns to fields. Nothing is guessed: our names, and what the mapping says.

    Raises:
        MappingInvalid: with every fault. The file's own names are shown only where one of them is
            known: else its first row may be a row of data.
    """
    read = [name for name in header if name and name not in mapping.ignore]
    fields = FIELDS[kind]
    columns: dict[str, str] = {}
    unknown: list[str] = []
    seen = [f"{name!r}: two columns bear this name." for name in repeated(read)]
    for name in dict.fromkeys(read):
        field = mapping.columns.get(name) or canonical(name, fields)
        if field is None:
            unknown.append(name)
        elif field in columns:
            seen.append(f"{field}: a second column is it, {name!r}; put one into `ignore`.")
        else:
            columns[field] = name
    problems = [
        *(seen if columns else ()),
        *_absent(header, mapping),
        *_missing(columns, kind, mapping),
    ]
    if problems:
        raise MappingInvalid(problems)
    return Binding(kind=kind, mapping=mapping, columns=columns, unknown=_unknown(header, unknown))


def _unknown(header: Sequence[str], names: Sequence[str]) -> tuple[str, ...]:
    ours = told_by_us(header)
    return tuple(name for name in names if name not in ours)


def _absent(header: Sequence[str], mapping: FieldMap) -> list[str]:
    """Columns of the mapping that the file does not have."""
    return [
        f"columns.{name!r}: the file has no such column."
        for name in mapping.columns
        if name not in header
    ]


def _missing(columns: Mapping[str, str], kind: Kind, mapping: FieldMap) -> list[str]:
    """Fields without which no row can be filed, and prices of which there is not just one."""
    given = columns.keys() | mapping.defaults.keys()
    problems = [
        f"{name}: required, and no column is it. Name one in the mapping's [columns]."
        for name, field in FIELDS[kind].items()
        if field.is_required and name not in given
    ]
    if kind is Kind.ORDERS and len(given & _PRICES) != 1:
        problems.append("unit_price: give a column of it, or of unit_minor, and not both.")
    return problems
