"""Text as people type it: trimmed, composed, bounded, and free of what no screen can show."""

from __future__ import annotations

import unicodedata
from typing import Final

from cdp.errors import InvalidField

NAME_LETTERS: Final = 200
"""Longest name, company or title, in Unicode code points."""

NOTE_LETTERS: Final = 4_000
"""Longest free text, in Unicode code points."""

_ALLOWED: Final = frozenset("\n\t\u200c\u200d")
"""Line and tab, and the joiners that some scripts are written with."""

_UNPRINTABLE: Final = frozenset({"Cc", "Cf", "Cn", "Co", "Cs"})
"""Controls, half surrogates, what nobody assigned, and what would turn a screen's text around."""


def clean(text: str | None, *, field: str, at_most: int) -> str | None:
    """`text` composed (NFC) and trimmed; None where nothing is left.

    Raises:
        InvalidField: too long, or holding a control character or half a surrogate pair.
    """
    if text is None:
        return None
    if len(text) > at_most:
        raise InvalidField(field, f"Give at most {at_most} characters.")
    # Whatever Python calls printable has none of these categories: looked at once, in C.
    if not text.isprintable() and any(_is_unprintable(letter) for letter in text):
        raise InvalidField(field, "Remove control characters; they cannot be stored.")
    composed = unicodedata.normalize("NFC", text).strip()
    if len(composed) > at_most:  # composing lengthens a few letters, such as U+0958
        raise InvalidField(field, f"Give at most {at_most} characters.")
    return composed or None


def _is_unprintable(letter: str) -> bool:
    return unicodedata.category(letter) in _UNPRINTABLE and letter not in _ALLOWED
