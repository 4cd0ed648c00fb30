"""Text as people type it: trimmed, composed, bounded, and free of what no screen can show."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

from cdp.errors import InvalidField
from privacy.ledger.words import ACTOR

NAME_LETTERS: Final = 200
"""Longest name, company or title, in Unicode code points."""

NOTE_LETTERS: Final = 4_000
"""Longest free text, in Unicode code points."""

KEY_LETTERS: Final = 128
"""Longest key of a campaign or a tracking link."""

_TELEPHONE: Final = re.compile(r"(?<!\d)(?:1\W?[3-9](?:\W?\d){9}|0(?:\W?\d){9,11})(?!\d)")

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


def key(text: str | None, *, field: str) -> str | None:
    """`text` as the key of something that stands clear, for rules to compare: nobody is in it.

    Raises:
        InvalidField: as `clean`, or it holds an e-mail address or a telephone number.
    """
    cleaned = clean(text, field=field, at_most=KEY_LETTERS)
    if cleaned is not None and ("@" in cleaned or _TELEPHONE.search(cleaned)):
        raise InvalidField(field, "Give a key without e-mail addresses and telephone numbers.")
    return cleaned


def staff(text: str | None, *, field: str) -> str | None:
    """`text` as the id of somebody who works here, as the ledger writes it.

    Raises:
        InvalidField: it is no such id.
    """
    if text is not None and ACTOR.fullmatch(text) is None:
        raise InvalidField(field, "Give a colleague's id, as the access ledger writes it.")
    return text
