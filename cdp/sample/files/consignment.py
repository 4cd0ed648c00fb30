"""Consignment: one file as it is handed to the importer, and what is to come of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Self

from cdp.sample.files.row import Row
from cdp.sample.shapes import Fate


@dataclass(frozen=True, slots=True, kw_only=True)
class Expected:
    """What the importer's report of a file is to say. Accepted, duplicate and refused add up.

    `split` are those of the accepted that hold a second number. `duplicates` repeat an earlier row
    to the letter, external key included. `refused` counts by the name of the advice
    (`privacy.phone.Advice`); SHARED are lines that reach several people.
    """

    rows: int
    accepted: int
    split: int
    duplicates: int
    refused: Mapping[str, int]

    @classmethod
    def of(cls, rows: Sequence[Row]) -> Self:
        """What is to come of `rows`."""
        first = [row for row in rows if not row.is_repeat]
        fates = Counter(row.fate for row in first)
        return cls(
            rows=len(rows),
            accepted=fates[Fate.ACCEPTED] + fates[Fate.SPLIT],
            split=fates[Fate.SPLIT],
            duplicates=len(rows) - len(first),
            refused={fate.value: fates[fate] for fate in Fate if fate.refuses and fates[fate]},
        )


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Consignment:
    """One file. `name` is its file name, `kind` what `--as` takes, `source` a declared source.

    `mapping` is the text of its mapping file; None where its headers are canonical. `unknown` are
    the columns that neither the contract nor the mapping names: reported, and dropped. `numbers`
    are the canonical texts of the numbers in accepted rows, each of which keys one person.
    """

    name: str
    kind: str
    source: str
    content: bytes
    mapping: str | None
    unknown: tuple[str, ...]
    expected: Expected
    numbers: frozenset[str]


def numbers_of(rows: Sequence[Row]) -> frozenset[str]:
    """The canonical texts of the numbers that `rows` are accepted under."""
    return frozenset(row.line.canonical for row in rows if not row.fate.refuses)
