"""The file of refused rows: in the clear, so only where it is asked for, and its owner's alone."""

from __future__ import annotations

import csv
import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Final, TextIO

from cdp.errors import FileUnwritable
from cdp.ingestion.row import Refused

_OWN: Final = ("line", "field", "code", "advice")
_COMPUTED: Final = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
"""How a cell begins that a spreadsheet would compute."""


class RefusedFile:
    """Rows with the columns of their file, and behind them why each was refused."""

    def __init__(self, file: TextIO, header: Sequence[str]) -> None:
        self._header = tuple(dict.fromkeys(name for name in header if name))
        self._own = tuple(_free(name, self._header) for name in _OWN)
        self._csv = csv.writer(file)
        self._csv.writerow([*map(_harmless, self._header), *self._own])

    def write(self, refused: Refused, values: Mapping[str, str] | None = None) -> None:
        """One row; without cells where it could not be read at all."""
        cells = [_harmless((values or {}).get(name, "")) for name in self._header]
        self._csv.writerow(
            [*cells, refused.line, refused.field, refused.code.value, refused.advice]
        )


@contextmanager
def refused_file(path: Path, header: Sequence[str]) -> Iterator[RefusedFile]:
    """Make `path`, readable for its owner alone, and close it at the end, on disk, or undo it.

    Raises:
        FileUnwritable: something stands there already: nothing is ever overwritten.
    """
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC
    try:
        descriptor = os.open(path, flags, 0o600)
    except FileExistsError:
        raise FileUnwritable(
            "The file for refused rows is there already: name one that is not."
        ) from None
    except (OSError, ValueError):
        raise FileUnwritable(
            "The file for refused rows cannot be made: name one in a folder of yours."
        ) from None
    # The mark tells spreadsheets that it is UTF-8; half surrogates of JSON are written as escapes.
    with os.fdopen(
        descriptor, "w", encoding="utf-8-sig", errors="backslashreplace", newline=""
    ) as file:
        try:
            yield RefusedFile(file, header)
            file.flush()
            os.fsync(file.fileno())
        except BaseException:
            path.unlink(missing_ok=True)  # half of it would pass for the whole
            raise


def told_by_us(header: Sequence[str]) -> frozenset[str]:
    """The columns in which a file of refused rows says why, where `header` is that of one."""
    names = [name for name in header if name]
    theirs, last = names[: -len(_OWN)], tuple(names[-len(_OWN) :])
    ours = tuple(_free(name, theirs) for name in _OWN)
    return frozenset(ours) if last == ours else frozenset()


def _harmless(cell: str) -> str:
    """The cell, an apostrophe before it where a spreadsheet would compute it.

    The reader takes the apostrophe off a number, and refuses it before any other formula: so a
    corrected file can be read again, and an uncorrected one is refused again.
    """
    return f"'{cell}" if cell.lstrip(" \n").startswith(_COMPUTED) else cell


def _free(name: str, taken: Sequence[str]) -> str:
    while name in taken:
        name = f"refused_{name}"
    return name
