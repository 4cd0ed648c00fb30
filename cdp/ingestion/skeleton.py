"""A mapping file to fill in: the columns of a file beside our fields, and not one guessed."""

from __future__ import annotations

import json
from collections.abc import Sequence

from cdp.ingestion.binding import canonical
from cdp.ingestion.cells import Word
from cdp.ingestion.kinds import FIELDS, Field, Kind
from cdp.ingestion.mapping import DEFAULT_ZONE


def skeleton(header: Sequence[str], kind: Kind) -> str:
    """The text of a mapping file for files with this header.

    Columns that bear our names need no line. The others stand as comments, to be filled in; a
    line that stays a comment is a column that is not read.
    """
    fields = FIELDS[kind]
    lines = [
        f"# Mapping for {kind.value}. Fields, required ones with *:",
        *(f"#   {_described(field)}" for field in fields.values()),
        "",
        "# Times without an offset are local here.",
        f"timezone = {_quoted(DEFAULT_ZONE)}",
        "",
        "# Columns that are meant to be left out; they are not reported as unknown.",
        "ignore = []",
        "",
        "[columns]",
        *(
            f'# {_quoted(name)} = ""'
            for name in dict.fromkeys(header)
            if name and canonical(name, fields) is None
        ),
        "",
    ]
    return "\n".join(lines)


def _described(field: Field) -> str:
    star = "*" if field.is_required else ""
    words = f": {' '.join(sorted(field.form.words))}" if isinstance(field.form, Word) else ""
    return f"{field.name}{star}{words}"


def _quoted(text: str) -> str:
    """As TOML quotes it: names of columns are printable, so that JSON quotes them alike."""
    return json.dumps(text, ensure_ascii=False)
