"""Reading a file: surveyed, its form found, and its rows one after the other."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Final

from cdp.errors import FileUnreadable
from cdp.ingestion.csv_rows import CsvRows
from cdp.ingestion.dialect import dialect_of
from cdp.ingestion.json_lines import JsonLines
from cdp.ingestion.row import Refused, Row
from cdp.ingestion.survey import Survey, opened, survey

_SAMPLE: Final = 64 * 1024
_LIST: Final = "This is one JSON list: write one object a line, nothing around them (JSON Lines)."


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """A file whose header is read and whose rows are still to come."""

    survey: Survey
    form: str
    """In words, such as `CSV (comma), UTF-8`."""
    header: tuple[str, ...]
    _bytes: BinaryIO
    _rows: CsvRows | JsonLines

    def rows(self) -> Iterator[Row | Refused]:
        """Every record, once, in the file's order, each with the line on which it begins.

        Raises:
            FileUnreadable: the file was changed since it was surveyed.
        """
        try:
            yield from self._rows
        except UnicodeDecodeError:
            raise FileUnreadable("The file was changed while it was read: run it again.") from None

    def bytes_read(self) -> int:
        """Bytes taken from the file so far, to tell progress by; `survey.size` is the whole."""
        return self._bytes.tell()


@contextmanager
def reading(path: Path, *, watch: Callable[[int], None] = lambda _: None) -> Iterator[Reading]:
    """Open `path`, survey it, and find its form and header. It is closed at the end.

    `watch` is told the bytes that were surveyed: the file is read through once before.

    Raises:
        FileUnreadable: it is no table of text that can be read; nothing of it was filed.
    """
    with opened(path) as file:
        surveyed = survey(file, watch)
        file.seek(0)
        # Universal line ends, kept: a file may mix them, and cells may hold them.
        text = io.TextIOWrapper(file, encoding=surveyed.encoding.value, newline="")
        yield _begun(file, text, surveyed)


def _begun(file: BinaryIO, text: io.TextIOWrapper, surveyed: Survey) -> Reading:
    sample = text.read(_SAMPLE)
    text.seek(0)
    begins = sample.lstrip("\ufeff \t\r\n")[:1]
    if begins == "[":
        raise FileUnreadable(_LIST)
    if begins == "{":
        rows: CsvRows | JsonLines = JsonLines(text)
        form = f"JSON Lines, {surveyed.encoding.written}"
    else:
        dialect = dialect_of(sample)
        rows = CsvRows(text, dialect)
        form = f"CSV ({dialect.title}), {surveyed.encoding.written}"
    return Reading(survey=surveyed, form=form, header=rows.header, _bytes=file, _rows=rows)
