"""Rendering: what people type, reduced to digits and an extension.

Full-width digits, invisible marks of copy and paste, labels, brackets, dashes of every alphabet,
`转`, `分机`, `ext.`: all of it goes, and nothing is guessed. Whatever is left over is refused.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from typing import Final

from privacy.errors import PhoneRefused
from privacy.phone.advice import Advice

LONGEST: Final = 64
"""Characters of a text that is looked at at all."""

_SPACES: Final = frozenset({"Zs", "Zl", "Zp"})
_BROKEN: Final = frozenset({"Cc", "Cs", "Co", "Cn"})

_LABEL: Final = re.compile(
    r"^(?:tel|phone|mobile|cell|联系电话|手机号码?|手机|电话号码?|电话)\s*[:.]?", re.IGNORECASE
)
_MASKED: Final = re.compile(r"[*•●○◦∗✱■□█▪]|[x×#?_]{2}|\.{2}", re.IGNORECASE)
_ROUNDED: Final = re.compile(r"\d(?:\.\d+)?e\+?\d+|\d{7,}\.0+", re.IGNORECASE)
_EXTENSION: Final = re.compile(
    r"(?P<main>.*\d[\s)\]】-]*)"
    r"(?:[,;\s]*(?:extension|ext|转接?|轉接?|分机号?|分機號?|内线|內線|x|\#))+"
    r"[\s:.=-]*(?P<extension>\d{1,6})",
    re.IGNORECASE | re.DOTALL,
)
_TAIL: Final = re.compile(r"(?P<main>.*\d[\s)\]】]*)[-,;]\s*(?P<extension>\d{1,6})", re.DOTALL)
_BETWEEN: Final = re.compile(r"[/,;、|\n或和]")
_PUNCTUATION: Final = re.compile(r"[\s().\[\]【】·-]")
_DIALLED: Final = re.compile(r"\+?\d+")
_LONG_ENOUGH: Final = 7


@dataclass(frozen=True, slots=True, kw_only=True)
class Rendering:
    """The digits of a text, with `+` where it was written, and the extension that it names."""

    digits: str = field(repr=False)
    extension: str | None = field(default=None, repr=False)
    tail: tuple[str, str] | None = field(default=None, repr=False)
    """Digits and extension, should the part behind the last dash be an extension."""


def read(text: str) -> Rendering:
    """Reduce `text` to what is dialled.

    Raises:
        PhoneRefused: it is no single, whole, unmasked number.
    """
    if not isinstance(text, str):
        raise PhoneRefused(Advice.NOT_TEXT)
    if len(text) > LONGEST:
        raise PhoneRefused(Advice.TOO_LONG)
    line = _LABEL.sub("", _plain(text))
    if len(line) > LONGEST:
        raise PhoneRefused(Advice.TOO_LONG)  # folding may lengthen a text eighteenfold
    _refuse_damaged(line)
    named = _EXTENSION.fullmatch(line)
    if named is not None:
        return Rendering(digits=_digits(named["main"]), extension=named["extension"])
    tail = _TAIL.fullmatch(line)
    if tail is None:
        return Rendering(digits=_digits(line))
    # `010-6400-0000` and `010-64000000-801` differ only by what the numbering plan allows.
    whole = _digits(line.replace(",", "-").replace(";", "-"))
    return Rendering(digits=whole, tail=(_digits(tail["main"]), tail["extension"]))


def _plain(text: str) -> str:
    """Compatibility forms folded, marks dropped, digits of every script as 0 to 9."""
    kept: list[str] = []
    for character in unicodedata.normalize("NFKC", text.strip()):
        category = unicodedata.category(character)
        if category in _BROKEN and character != "\n":
            raise PhoneRefused(Advice.CHARACTERS)
        kept.append(_fold(character, category))
    return "".join(kept).strip()


def _fold(character: str, category: str) -> str:
    if category == "Nd":
        return str(unicodedata.decimal(character))
    if category == "Cf":
        return ""  # zero-width and direction marks come along with copy and paste
    if category in _SPACES:
        return " "
    return "-" if category == "Pd" or character == "−" else character


def _refuse_damaged(line: str) -> None:
    if not line:
        raise PhoneRefused(Advice.EMPTY)
    if _MASKED.search(line):
        raise PhoneRefused(Advice.MASKED)
    if _ROUNDED.fullmatch(line):
        raise PhoneRefused(Advice.SPREADSHEET)
    numbers = [part for part in _BETWEEN.split(line) if _count(part) >= _LONG_ENOUGH]
    if len(numbers) > 1:
        raise PhoneRefused(Advice.SEVERAL)


def _count(part: str) -> int:
    return sum(character.isdigit() for character in part)


def _digits(main: str) -> str:
    digits = _PUNCTUATION.sub("", main)
    if not _DIALLED.fullmatch(digits):
        raise PhoneRefused(Advice.WORDS)
    return digits
