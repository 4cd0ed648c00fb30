"""Spelling: one text for the ways in which the same thing is typed.

Full-width letters, case, spaces and marks, traditional and simplified characters say nothing of
who somebody is, so none of them may tell two tokens apart.
Source: Unicode UAX 15 (NFKC); OpenCC for `t2s`.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from typing import Final

from opencc import OpenCC

_VARIANTS: Final = str.maketrans({"锺": "钟", "衹": "只", "甯": "宁", "閒": "闲"})
"""Characters that OpenCC keeps apart and forms do not."""

_HAN: Final = (("㐀", "鿿"), ("豈", "﫿"), ("𠀀", "𳟿"), ("〇", "〇"))


def folded(text: str) -> str:
    """`text` in one width, case and script; its spaces and marks stay.

    Folding once is folding for ever: `folded(folded(text)) == folded(text)`.
    """
    if text.isascii():  # as most addresses are: there is nothing to convert
        return text.casefold()
    once = _fold(text)
    return once if (twice := _fold(once)) == once else twice


def letters(text: str) -> str:
    """The letters and digits of a folded text, nothing else."""
    return "".join(each for each in text if each.isalnum())


def words(text: str) -> tuple[str, ...]:
    """The runs of letters and digits of a folded text."""
    return tuple("".join(each if each.isalnum() else " " for each in text).split())


def is_han(letter: str) -> bool:
    """Whether `letter` is a Chinese character."""
    return any(first <= letter <= last for first, last in _HAN)


def _fold(text: str) -> str:
    plain = unicodedata.normalize("NFKC", text).casefold()
    return unicodedata.normalize("NFKC", _converter().convert(plain).translate(_VARIANTS))


@lru_cache(maxsize=1)
def _converter() -> OpenCC:
    """Loaded when the first text comes: whoever files nothing waits for no table."""
    return OpenCC("t2s")
