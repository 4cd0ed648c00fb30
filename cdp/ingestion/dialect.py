"""How a file writes a table: found by trying, judged by how evenly its rows come out."""

from __future__ import annotations

import csv
import io
import re
from dataclasses import dataclass
from typing import Final

_DELIMITERS: Final = (",", "\t", ";", "|", "，")
_TITLES: Final = {",": "comma", "\t": "tab", ";": "semicolon", "|": "bar", "，": "full-width comma"}
_DECLARED: Final = re.compile(r"\ufeff?sep=([,;\t|，:^~])(\r\n|\r|\n|$)", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Dialect:
    """What stands between cells; quotation is by `"`, doubled inside."""

    delimiter: str
    is_declared: bool = False
    """Whether the first line says so, as Excel writes `sep=;`: it is no row."""

    @property
    def title(self) -> str:
        """In words."""
        return _TITLES.get(self.delimiter, "declared")


def dialect_of(sample: str) -> Dialect:
    """The dialect in which `sample`, the beginning of a file, is the most even table.

    The header decides what a row should be; the share of rows that agree decides among
    delimiters, then the number of columns. A table of one column has no delimiter to find.
    """
    declared = _DECLARED.match(sample)
    if declared is not None:
        return Dialect(delimiter=declared[1], is_declared=True)
    scored = [(_evenness(sample, delimiter), delimiter) for delimiter in _DELIMITERS]
    best, delimiter = max(scored, key=lambda one: one[0])
    return Dialect(delimiter=delimiter if best > (0.0, 0) else ",")


def _evenness(sample: str, delimiter: str) -> tuple[float, int]:
    """Share of rows as wide as the header, and its width; nothing where it is one column."""
    rows = csv.reader(io.StringIO(sample, newline=""), delimiter=delimiter)
    widths = [len(row) for row in rows if row]
    if widths[2:]:
        widths.pop()  # the sample may have cut it
    if not widths or widths[0] == 1:
        return (0.0, 0)
    return (widths.count(widths[0]) / len(widths), widths[0])
