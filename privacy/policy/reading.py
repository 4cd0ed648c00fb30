"""Reading a table of the document: every getter checks, and remembers the fault it finds.

A getter always returns a value of its type, so that one reading finds every fault; `load`
discards what was read when there was any.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Mapping
from datetime import date, datetime, time
from enum import StrEnum
from typing import TYPE_CHECKING, Final, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from privacy.policy.places import Path, Places

Word = TypeVar("Word", bound=StrEnum)
_T = TypeVar("_T")

_LONGEST_TEXT: Final = 120
_LONGEST_QUOTE: Final = 60
_EARLIEST: Final = date(2021, 11, 1)
_LATEST: Final = date(2100, 12, 31)
_CAPITAL: Final = re.compile(r"(?<!^)(?=[A-Z])")


class Faults:
    """What is wrong with a document: place and advice, in the order of the lines."""

    def __init__(self, places: Places) -> None:
        self._places = places
        self._found: list[tuple[int, str]] = []

    def __bool__(self) -> bool:
        """Whether there is any."""
        return bool(self._found)

    def add(self, path: Path, advice: str) -> None:
        """Remember a fault at `path`."""
        line = self._places.line(path)
        self._found.append((line, f"line {line}, {_place(path)}: {advice}"))

    def problems(self) -> tuple[str, ...]:
        """All faults, one text each."""
        return tuple(text for _, text in sorted(self._found))


class Reader:
    """One table. `done` reports the entries that nobody asked for."""

    def __init__(self, table: Mapping[str, object], path: Path, faults: Faults) -> None:
        self._table = table
        self._path = path
        self._faults = faults
        self._asked: set[str] = set()

    def __iter__(self) -> Iterator[str]:
        """The names of the entries, in the order of the document."""
        return iter(self._table)

    def has(self, key: str) -> bool:
        """Whether the optional entry `key` is there."""
        return key in self._table

    def fault(self, key: str, advice: str) -> None:
        """Remember a fault of the entry `key`."""
        self._faults.add((*self._path, key), advice)

    def text(self, key: str, *, ascii_only: bool = False) -> str:
        """A text of 1 to 120 printable characters."""
        found = self._entry(key)
        is_text = isinstance(found, str) and 0 < len(found.strip()) <= len(found) <= _LONGEST_TEXT
        if not isinstance(found, str) or not is_text or not found.isprintable():
            return self._wrong(key, f"Write a text of 1 to {_LONGEST_TEXT} characters.", "")
        if ascii_only and not found.isascii():
            return self._wrong(key, "Write ASCII letters: ledger entries repeat this text.", "")
        return found

    def flag(self, key: str, *, default: bool = False) -> bool:
        """True or false; `default` where there is no entry."""
        if not self.has(key):
            return default
        found = self._entry(key)
        if not isinstance(found, bool):
            return self._wrong(key, "Write true or false.", default)
        return found

    def whole(self, key: str, *, least: int, most: int) -> int:
        """A whole number from `least` to `most`."""
        found = self._entry(key)
        if not isinstance(found, int) or isinstance(found, bool) or not least <= found <= most:
            return self._wrong(key, f"Write a whole number from {least} to {most}.", least)
        return found

    def day(self, key: str) -> date:
        """A calendar date between 2021-11-01, when the PIPL came into force, and 2100."""
        found = self._entry(key)
        is_day = isinstance(found, date) and not isinstance(found, datetime)
        if not isinstance(found, date) or not is_day or not _EARLIEST <= found <= _LATEST:
            return self._wrong(key, "Write a date between 2021-11-01 and 2100-12-31.", _EARLIEST)
        return found

    def clock(self, key: str) -> time:
        """A time of day."""
        found = self._entry(key)
        if not isinstance(found, time):
            return self._wrong(key, "Write a time of day, as in 21:00:00.", time())
        return found

    def word(self, key: str, vocabulary: type[Word]) -> Word:
        """One word of `vocabulary`."""
        return self._known(key, self._entry(key), vocabulary) or next(iter(vocabulary))

    def words(self, key: str, vocabulary: type[Word], *, least: int = 1) -> tuple[Word, ...]:
        """A list of different words of `vocabulary`, at least `least`."""
        found = self._entry(key)
        if not isinstance(found, list) or len(found) < least:
            return self._wrong(key, f"Write a list of at least {least}.", ())
        words = [self._known(key, entry, vocabulary) for entry in found]
        known = tuple(word for word in words if word is not None)
        if len(set(known)) != len(known):
            self.fault(key, "Write each word once.")
        return known

    def texts(self, key: str) -> frozenset[str]:
        """A list of different texts, at least one."""
        found = self._entry(key)
        if not isinstance(found, list) or not found:
            return self._wrong(key, "Write a list of at least one text.", frozenset())
        texts = [text for text in found if isinstance(text, str) and text and text.isascii()]
        if len(set(texts)) != len(found):
            return self._wrong(key, "Write different texts of ASCII letters.", frozenset())
        return frozenset(texts)

    def key_word(self, key: str, vocabulary: type[Word]) -> Word | None:
        """The word of `vocabulary` that names the entry `key`."""
        return self._known(key, key, vocabulary)

    def table(self, key: str) -> Reader:
        """The table `key`; an empty one where it is missing."""
        found = self._entry(key)
        if not isinstance(found, Mapping):
            found = self._wrong(key, f"Write a table [{key}].", {})
        return Reader(found, (*self._path, key), self._faults)

    def tables(self, key: str) -> tuple[Reader, ...]:
        """The list of tables `key`, at least one."""
        found = self._entry(key)
        if not isinstance(found, list) or not all(isinstance(each, Mapping) for each in found):
            found = self._wrong(key, f"Write one or more tables [[{key}]].", [])
        return tuple(
            Reader(each, (*self._path, key, place), self._faults)
            for place, each in enumerate(found)
        )

    def done(self) -> None:
        """Report every entry that was not asked for."""
        for key in self._table:
            if key not in self._asked:
                self.fault(key, f"Remove this entry: it is unknown here.{near(key, self._asked)}")

    def _entry(self, key: str) -> object:
        self._asked.add(key)
        return self._table.get(key)

    def _wrong(self, key: str, advice: str, instead: _T) -> _T:
        self.fault(key, advice if key in self._table else f"This entry is missing. {advice}")
        return instead

    def _known(self, key: str, found: object, vocabulary: type[Word]) -> Word | None:
        words = [word.value for word in vocabulary]
        if isinstance(found, str) and found in words:
            return vocabulary(found)
        if not isinstance(found, str):
            return self._wrong(key, "Write a word in quotation marks.", None)
        letters = "" if found.isascii() else " It holds letters outside ASCII."
        kind = _CAPITAL.sub(" ", vocabulary.__name__).lower()
        advice = f"{quoted(found)} is no {kind}.{letters}{near(found, words)}"
        return self._wrong(key, advice, None)


def quoted(text: str) -> str:
    """`text` in ASCII and bounded, so that a message cannot be confused by it."""
    return ascii(text[:_LONGEST_QUOTE])


def near(text: str, words: Iterable[str]) -> str:
    """The nearest known word, as a question; empty where there is none."""
    found = difflib.get_close_matches(text[:_LONGEST_QUOTE], sorted(words), n=1)
    return f" Did you mean {found[0]!r}?" if found else ""


def _place(path: Path) -> str:
    """`path` as the document writes it: keys with dots in quotation marks."""
    keys = (quoted(str(key)).strip("'") for key in path)
    return ".".join(f'"{key}"' if "." in key or not key else key for key in keys) or "document"
