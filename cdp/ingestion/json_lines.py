"""Rows of JSON Lines: one flat object of texts and numbers a line."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Final, TextIO

from cdp.errors import FileUnreadable
from cdp.ingestion.header import header_of, looks_like_data, name_of
from cdp.ingestion.lines import Lines, TooLong
from cdp.ingestion.row import Refused, Row

_MOST_KEYS: Final = 1_000
_AROUND: Final = "\ufeff \t\r\n"
_TOO_LONG: Final = "The line is beyond 1 MiB: shorten it."
_NO_OBJECT: Final = "The line is no JSON object: write one object a line, nothing around it."
_NESTED: Final = "A value is an object or a list: write one text or number a key."
_NO_TEXT: Final = "A value is neither text nor number: write it in quotation marks."
_TWICE: Final = "A key stands twice in the object: keep one."
_KEY: Final = "A key of the object looks like data or is too long: name columns by plain words."


class _Unfit(Exception):
    pass


class JsonLines:
    """The rows of a file. Its columns are the keys of all its lines: it is read through for them.

    A number is the text that stands in the file: nothing is rounded, and none is restored.
    """

    def __init__(self, file: TextIO) -> None:
        self._names: dict[str, str] = {}
        self._decode = json.JSONDecoder(
            object_pairs_hook=self._object, parse_float=str, parse_int=str
        ).decode
        self.header = self._read_header(Lines(file))
        file.seek(0)
        self._lines = Lines(file)

    def _read_header(self, lines: Lines) -> tuple[str, ...]:
        keys: dict[str, None] = {}
        while (found := self._next(lines)) is not None:
            if isinstance(found, Row):
                keys |= dict.fromkeys(found.values)
        if not keys:
            raise FileUnreadable("No line is a JSON object of texts: write one a line.")
        return header_of(list(keys))

    def __iter__(self) -> Iterator[Row | Refused]:
        """Every row, in the file's order; empty lines are none."""
        while (found := self._next(self._lines)) is not None:
            yield found

    def _next(self, lines: Lines) -> Row | Refused | None:
        while True:
            lines.begin_record()
            try:
                text = next(lines, None)
            except TooLong:
                return Refused.whole(lines.number, _TOO_LONG)
            if text is None:
                return None
            text = text.strip(_AROUND)
            if text:
                return self._row(lines.number, text)

    def _row(self, line: int, text: str) -> Row | Refused:
        try:
            values = self._decode(text)
        except _Unfit as unfit:
            return Refused.whole(line, str(unfit))
        except (ValueError, RecursionError):
            return Refused.whole(line, _NO_OBJECT)
        if not isinstance(values, dict):
            return Refused.whole(line, _NO_OBJECT)
        return Row(line=line, values=values)

    def _object(self, pairs: list[tuple[str, object]]) -> dict[str, str]:
        values = {self._name(key): _text(value) for key, value in pairs}
        if len(values) != len(pairs):
            raise _Unfit(_TWICE)
        return values

    def _name(self, key: str) -> str:
        name = self._names.get(key)
        if name is None:
            name = name_of(key)
            if not name.isprintable() or looks_like_data(name) or len(self._names) >= _MOST_KEYS:
                raise _Unfit(_KEY)
            self._names[key] = name
        return name


def _text(value: object) -> str:
    if isinstance(value, str):
        return value
    if value is None:
        return ""
    raise _Unfit(_NESTED if isinstance(value, dict | list) else _NO_TEXT)
