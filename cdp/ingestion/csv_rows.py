"""Rows of a delimited file, each with the line on which it begins."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from typing import Final, TextIO

from cdp.errors import FileUnreadable
from cdp.ingestion.dialect import Dialect
from cdp.ingestion.header import header_of
from cdp.ingestion.lines import Lines, TooLong
from cdp.ingestion.row import Refused, Row

_TOO_LONG: Final = "A cell is beyond 128 KiB, or the row beyond 1 MiB a line: shorten it."
_UNQUOTED: Final = (
    'A quotation mark stands where none can: put the cell in quotation marks and double each " '
    "inside it."
)
_NARROW: Final = "The row has {cells} cells and the header {columns}: check its delimiters."


class CsvRows:
    """The rows below a header. A row that cannot be read is refused, and the next one is read."""

    def __init__(self, file: TextIO, dialect: Dialect) -> None:
        self._lines = Lines(file)
        # Strict: the module would otherwise guess what a stray quotation mark means.
        self._csv = csv.reader(self._lines, delimiter=dialect.delimiter, strict=True)
        if dialect.is_declared:
            next(self._lines)
        self.header = self._read_header()

    def _read_header(self) -> tuple[str, ...]:
        try:
            cells = next((cells for cells in self._csv if any(map(str.strip, cells))), None)
        except (csv.Error, TooLong):
            raise FileUnreadable("The header row cannot be read: check its quotation.") from None
        if cells is None:
            raise FileUnreadable("The file is empty: export it again, with its header row.")
        names = list(header_of(cells))
        while not names[-1]:
            names.pop()
        return tuple(names)

    def __iter__(self) -> Iterator[Row | Refused]:
        """Every row, in the file's order; rows without a single cell filled in are none."""
        lines, read, header, columns = self._lines, self._csv, self.header, len(self.header)
        while True:
            line = lines.number + 1
            lines.begin_record()
            try:
                cells = next(read)
            except StopIteration:
                return
            except (csv.Error, TooLong) as fault:
                yield self._unread(line, fault)
                continue
            if len(cells) != columns:
                if not any(map(str.strip, cells)):
                    continue
                if len(cells) < columns or any(map(str.strip, cells[columns:])):
                    advice = _NARROW.format(cells=len(cells), columns=columns)
                    yield Refused.whole(line, advice)
                    continue
            elif not any(map(str.strip, cells)):
                continue
            yield Row(line=line, values=dict(zip(header, cells, strict=False)))

    def _unread(self, line: int, fault: csv.Error | TooLong) -> Refused:
        """Refuse what began on `line`, and say how far it went: rows may be lost in it."""
        is_long = isinstance(fault, TooLong) or "limit" in str(fault)
        if is_long:
            self._lines.pass_over_record()
        advice = _TOO_LONG if is_long else _UNQUOTED
        if self._lines.number > line:
            advice += f" Lines {line} to {self._lines.number} were taken as this one row."
        return Refused.whole(line, advice)
