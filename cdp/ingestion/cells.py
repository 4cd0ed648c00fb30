"""Forms of a cell: how its text becomes a checked value, or advice that never repeats it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import partial
from typing import Final, Protocol
from zoneinfo import ZoneInfo

from cdp.errors import InvalidField
from cdp.ingestion.currencies import currency_of
from cdp.ingestion.times import day, moment
from cdp.text import clean

_READABLE: Final = 160
"""Letters of a list of words that advice may repeat."""

_DASHES: Final = "-–—－"
_FORMULA: Final = frozenset("=+-@＝＋－＠")
_AMOUNT: Final = re.compile(r"[0-9]{1,16}(\.[0-9]{1,8})?")
_GROUPED: Final = re.compile(r"[0-9]{1,3}(,[0-9]{3})+\.[0-9]{1,8}")
_WHOLE: Final = re.compile(r"[0-9]{1,16}")
_ROUNDED: Final = re.compile(r"[0-9](\.[0-9]+)?E\+[0-9]+", re.IGNORECASE)
_LOCALE: Final = re.compile(r"[A-Za-z]{2,3}([-_][A-Za-z0-9]{2,8}){0,3}")

FORMULA_ADVICE: Final = (
    "The cell is a formula, or begins like one (= + - @): export values, not formulas, or begin "
    "the text otherwise."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where and when a file is read: what local times and numbers without a country mean."""

    zone: ZoneInfo
    now: datetime
    country: str


class Form(Protocol):
    """What a field's cells look like, wherever they are read."""

    def read(self, text: str, *, field: str) -> object:
        """The value of a cell that is not empty. Raises InvalidField."""
        ...


class Read(Protocol):
    """Reads the cells of one field in one place."""

    def __call__(self, text: str, *, field: str) -> object:
        """The value of a cell that is not empty. Raises InvalidField."""
        ...


def reader_of(form: Form | Moment | Day, place: Place) -> Read:
    """What reads cells of `form` in `place`."""
    if isinstance(form, Moment | Day):
        return partial(form.read_at, place)
    return form.read


def filled(text: str | None) -> str:
    """A cell without surrounding space; dashes alone stand for nothing, as exports write it."""
    trimmed = "" if text is None else text.strip()
    return trimmed if trimmed.strip(_DASHES) else ""


def is_formula(text: str) -> bool:
    """Whether a spreadsheet would compute the cell, or did before an apostrophe was put there."""
    return text[:1] in _FORMULA or (text[:1] == "'" and text[1:2] in _FORMULA)


def folded(word: str) -> str:
    """A word of an enumeration, however its letters, spaces and dashes are written."""
    return re.sub(r"[\s_-]+", "_", unicodedata.normalize("NFKC", word).strip()).upper()


@dataclass(frozen=True, slots=True)
class Text:
    """Words of people: composed, bounded, printable, no formula."""

    at_most: int

    def read(self, text: str, *, field: str) -> str | None:
        """As it stands. Raises InvalidField."""
        if is_formula(text):
            raise InvalidField(field, FORMULA_ADVICE)
        return clean(text, field=field, at_most=self.at_most)


@dataclass(frozen=True, slots=True)
class Key:
    """What a source calls its record."""

    at_most: int

    def read(self, text: str, *, field: str) -> str | None:
        """As it stands. Raises InvalidField."""
        if _ROUNDED.fullmatch(text):
            raise InvalidField(
                field, "A spreadsheet rounded the key: format the column as text and export again."
            )
        return Text(self.at_most).read(text, field=field)


@dataclass(frozen=True, slots=True)
class Word:
    """One of a closed list."""

    words: frozenset[str]

    @classmethod
    def of(cls, words: Iterable[str]) -> Word:
        """From an enumeration."""
        return cls(frozenset(words))

    def read(self, text: str, *, field: str) -> str:
        """The word in upper case. Raises InvalidField."""
        word = folded(text)
        if word not in self.words:
            # A list that no reader would compare is left to the skeleton, which has it whole.
            words = ", ".join(sorted(self.words))
            which = words if len(words) <= _READABLE else "the words that `--skeleton` lists"
            raise InvalidField(field, f"Write one of {which}, or map the word in [values.{field}].")
        return word


@dataclass(frozen=True, slots=True)
class Moment:
    """A time. In the past, unless it is planned."""

    is_planned: bool = False

    def read_at(self, place: Place, text: str, *, field: str) -> datetime:
        """In UTC. Raises InvalidField."""
        at = moment(text, field=field, zone=place.zone)
        if at > place.now and not self.is_planned:
            raise InvalidField(field, "The time lies in the future: give the time it happened.")
        return at


@dataclass(frozen=True, slots=True)
class Day:
    """A day of the past, such as a birthday."""

    def read_at(self, place: Place, text: str, *, field: str) -> date:
        """The day. Raises InvalidField."""
        on = day(text, field=field)
        if on > place.now.astimezone(place.zone).date():
            raise InvalidField(field, "The day lies in the future: check its year.")
        return on


@dataclass(frozen=True, slots=True, kw_only=True)
class Whole:
    """A whole number."""

    at_least: int = 0
    at_most: int

    def read(self, text: str, *, field: str) -> int:
        """The number. Raises InvalidField."""
        digits = unicodedata.normalize("NFKC", text)
        if not _WHOLE.fullmatch(digits) or not self.at_least <= int(digits) <= self.at_most:
            raise InvalidField(
                field, f"Give a whole number from {self.at_least} to {self.at_most}, digits alone."
            )
        return int(digits)


@dataclass(frozen=True, slots=True)
class Amount:
    """An amount of money in major units."""

    def read(self, text: str, *, field: str) -> Decimal:
        """The decimal. Raises InvalidField."""
        digits = unicodedata.normalize("NFKC", text)
        if digits[:1] in {"-", "−", "("}:
            raise InvalidField(
                field, "The amount is below zero: give what was ordered, zero or more."
            )
        if not (_AMOUNT.fullmatch(digits) or _GROUPED.fullmatch(digits)):
            # `1,299` is a thousand here and one and a bit elsewhere: it is not guessed.
            raise InvalidField(
                field, "Give a decimal number such as 1299.00, without a sign of currency."
            )
        return Decimal(digits.replace(",", ""))


@dataclass(frozen=True, slots=True)
class Currency:
    """A currency in use."""

    def read(self, text: str, *, field: str) -> str:
        """Its code. Raises InvalidField."""
        return currency_of(text, field=field)


@dataclass(frozen=True, slots=True)
class Locale:
    """A language, with its region where it has one."""

    def read(self, text: str, *, field: str) -> str:
        """With dashes. Raises InvalidField."""
        if not _LOCALE.fullmatch(text):
            raise InvalidField(field, "Give a language tag such as zh-CN.")
        return text.replace("_", "-")
