"""Sheet: rows as delimited text under a system's own headers, and the mapping that explains it."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from cdp.sample.files.row import Row

Words = Mapping[str, Mapping[str, str]]
"""For each field, the canonical word and what the system says for it."""

TIMEZONE: Final = "Asia/Shanghai"


def delimited(
    headers: Mapping[str, str],
    rows: Iterable[Row],
    *,
    words: Words,
    delimiter: str = ",",
) -> str:
    """Rows as CSV with CRLF, as RFC 4180 has it; `headers` name the columns of the fields."""
    sheet = io.StringIO()
    writer = csv.writer(sheet, delimiter=delimiter, lineterminator="\r\n")
    writer.writerow(headers.values())
    for row in rows:
        writer.writerow([said(field, row.cells.get(field, ""), words) for field in headers])
    return sheet.getvalue()


def said(field: str, value: str, words: Words) -> str:
    """What the system says for a canonical `value`."""
    return words.get(field, {}).get(value, value)


def mapping_text(
    headers: Mapping[str, str],
    *,
    fields: Sequence[str],
    words: Words,
    defaults: Mapping[str, str],
    ignored: Sequence[str],
) -> str:
    """The mapping file that says which header is which field, and which word is which value."""
    lines = ["# 样例映射 · which column is which field, for `cdp import --mapping`."]
    lines.append(f"timezone = {_quoted(TIMEZONE)}")
    lines.append(f"ignore = [{', '.join(_quoted(headers[field]) for field in ignored)}]")
    lines += _table("columns", {headers[field]: field for field in fields})
    for field, spoken in words.items():
        lines += _table(f"values.{field}", {said: value for value, said in spoken.items()})
    if defaults:
        lines += _table("defaults", defaults)
    return "\n".join([*lines, ""])


def _table(name: str, entries: Mapping[str, str]) -> list[str]:
    pairs = [f"{_quoted(key)} = {_quoted(value)}" for key, value in entries.items()]
    return ["", f"[{name}]", *pairs]


def _quoted(text: str) -> str:
    """A TOML basic string; JSON's escapes are TOML's, for text without DEL."""
    return json.dumps(text, ensure_ascii=False)
