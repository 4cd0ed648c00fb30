"""Where an entry of a TOML document stands, so that advice can name its line."""

from __future__ import annotations

import tomllib
from typing import Final

Path = tuple[str | int, ...]
"""The way to an entry: keys, and the place in a list of tables."""

FIRST_LINE: Final = 1

LONGEST_LINE: Final = 1_000
"""What is on a longer line is said to stand at the entry before it."""


class Places:
    """The line of each key and table header of a document that has been parsed before."""

    def __init__(self, text: str) -> None:
        self._lines: dict[Path, int] = {}
        self._lists: dict[Path, int] = {}
        table: Path = ()
        for number, line in enumerate(text.split("\n"), start=FIRST_LINE):
            stripped = line.strip()
            if len(stripped) > LONGEST_LINE:
                continue
            if stripped.startswith("["):
                header = self._header(stripped)
                table = table if header is None else header
                self._lines.setdefault(table, number)
            elif "=" in stripped:
                key = _keys(stripped.split("=", 1)[0] + "= 0")
                if key is not None:
                    self._lines.setdefault(table + key, number)

    def line(self, path: Path) -> int:
        """The line of the entry at `path`, or of the nearest table around it."""
        while path and path not in self._lines:
            path = path[:-1]
        return self._lines.get(path, FIRST_LINE)

    def _header(self, text: str) -> Path | None:
        """The table that a line such as `[a."b.c"]` or `[[a.b]]` opens."""
        is_list = text.startswith("[[")
        keys = _keys(text)
        if keys is None:
            return None
        path: Path = ()
        for key in keys[:-1]:
            path = self._newest((*path, key))
        path = (*path, keys[-1])
        if is_list:
            self._lists[path] = self._lists.get(path, -1) + 1
        return self._newest(path)

    def _newest(self, path: Path) -> Path:
        """`path`, or the newest table of the list at `path`."""
        return (*path, self._lists[path]) if path in self._lists else path


def _keys(text: str) -> tuple[str, ...] | None:
    """The keys of one line, read by TOML's own rules; None for a line that is no entry."""
    try:
        found: object = tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        return None
    keys: list[str] = []
    while isinstance(found, (dict, list)) and found:
        if isinstance(found, list):
            found = found[0]
        else:
            key, found = next(iter(found.items()))
            keys.append(key)
    return tuple(keys) or None
