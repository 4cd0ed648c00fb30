"""The header row: the names of columns, if that is what the first row holds."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from typing import Final

from cdp.errors import FileUnreadable

LONGEST_NAME: Final = 100
_MOST_COLUMNS: Final = 1_000
_DIGITS: Final = re.compile(r"\d(?:\W{0,3}[\d*]){6}")
"""Seven digits or stars, however they are grouped: a telephone number, a date of a row, an id."""

_NO_HEADER: Final = (
    "This file has no header row: its first row looks like data. "
    "Put the names of the columns above it."
)


def name_of(header: str) -> str:
    """A header as it is compared and shown: composed, without marks and surrounding space."""
    return unicodedata.normalize("NFC", header.replace("\ufeff", "")).strip()


def header_of(cells: Sequence[str]) -> tuple[str, ...]:
    """The names of the columns, those without a name empty.

    Raises:
        FileUnreadable: these are no names. What they are is not repeated: it may be somebody's.
    """
    names = tuple(name_of(cell) for cell in cells)
    if any(looks_like_data(name) for name in names):
        raise FileUnreadable(_NO_HEADER, line=1)
    if not all(name.isprintable() for name in names):
        raise FileUnreadable(
            "The header row holds line ends or control characters: give each column a plain name.",
            line=1,
        )
    if len(names) > _MOST_COLUMNS:
        raise FileUnreadable(f"Give at most {_MOST_COLUMNS} columns.", line=1)
    return names


def looks_like_data(name: str) -> bool:
    """Whether a name of a column is rather a cell of a row."""
    folded = unicodedata.normalize("NFKC", name)
    return "@" in folded or len(name) > LONGEST_NAME or _DIGITS.search(folded) is not None


def repeated(names: Iterable[str]) -> tuple[str, ...]:
    """Names that more than one column bears."""
    seen: set[str] = set()
    twice: dict[str, None] = {}
    for name in names:
        if name in seen and name:
            twice[name] = None
        seen.add(name)
    return tuple(twice)
