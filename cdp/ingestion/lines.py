"""Lines of bounded length, counted; what is longer is passed over and said."""

from __future__ import annotations

from typing import Final, TextIO

LONGEST_LINE: Final = 1024 * 1024
"""Characters of one line that are kept in memory."""

LONGEST_RECORD: Final = 4 * LONGEST_LINE
"""Characters of one record, over all its lines."""

QUOTE: Final = '"'


class TooLong(Exception):
    """A line or a record is longer than is kept."""


class Lines:
    """An iterator of lines with their ends, as `csv` wants them. `number` is that of the last."""

    __slots__ = ("_file", "_kept", "_quotes", "number")

    def __init__(self, file: TextIO) -> None:
        self._file = file
        self._kept = 0
        self._quotes = 0
        self.number = 0

    def __iter__(self) -> Lines:
        """Itself."""
        return self

    def __next__(self) -> str:
        """The next line; TooLong where it is, or makes its record, longer than is kept."""
        line = self._read()
        if not line:
            raise StopIteration
        self._kept += len(line)
        if _is_cut(line):
            self._pass_over_line()
            raise TooLong
        if self._kept > LONGEST_RECORD:
            raise TooLong
        return line

    def begin_record(self) -> None:
        """Count characters and quotation marks of a record from here."""
        self._kept = self._quotes = 0

    def pass_over_record(self) -> None:
        """Read on to where the quotation marks of this record are even: there it ends."""
        while self._quotes % 2:
            line = self._read()
            if not line:
                return
            if _is_cut(line):
                self._pass_over_line()

    def _read(self) -> str:
        line = self._file.readline(LONGEST_LINE)
        if line:
            self.number += 1
            self._quotes += line.count(QUOTE)
        return line

    def _pass_over_line(self) -> None:
        while True:
            rest = self._file.readline(LONGEST_LINE)
            self._quotes += rest.count(QUOTE)
            if not _is_cut(rest):
                return


def _is_cut(line: str) -> bool:
    return len(line) == LONGEST_LINE and line[-1] not in "\r\n"
