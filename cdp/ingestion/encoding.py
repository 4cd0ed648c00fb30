"""What the bytes of a file are as text. Decided once, by evidence, and never by replacing."""

from __future__ import annotations

import codecs
from enum import StrEnum, unique
from typing import BinaryIO, Final

from cdp.errors import FileUnreadable
from cdp.ingestion.foreign import refuse_binary, refuse_foreign

SAMPLE: Final = 64 * 1024
"""Bytes that are looked at to decide."""

_CONTROLS: Final = bytes({*range(32), 127} - {9, 10, 13})
_MOST_CONTROLS: Final = 0.3
"""Share of control characters beyond which bytes are no text; a stray NUL is one row's fault."""

_LEAST_COMMON: Final = 0.5
"""Share of the letters outside ASCII that stand in GB 2312, in a text that really is GB 18030.

Nearly any bytes decode as GB 18030: Latin-1, Big5 and broken UTF-8 do, to rare characters.
"""

_LEAST_PLAIN: Final = 0.05
"""Share of digits, delimiters, line ends and Latin letters that every table has."""

_MOST_STRAY: Final = 0.25
"""Share of NULs up to which a text that is UTF-8 is not rather UTF-16."""

_THREE_BYTES: Final = "\u0800"
"""From here on a letter of UTF-8 is three bytes long, as Chinese is."""

_CHANCE: Final = 8
"""One of about so many letters of GB 18030 is, by chance, one of two bytes in UTF-8."""

_UNKNOWN: Final = "The encoding is none of UTF-8, UTF-16 and GB 18030: save the file as UTF-8."


@unique
class Encoding(StrEnum):
    """An encoding, by Python's name for it. A mark at the beginning is no part of the text."""

    UTF_8 = "utf-8-sig"
    UTF_16_LE = "utf-16-le"
    UTF_16_BE = "utf-16-be"
    UTF_16 = "utf-16"
    GB_18030 = "gb18030"

    @property
    def written(self) -> str:
        """As people write it."""
        return {"utf-8-sig": "UTF-8", "gb18030": "GB 18030"}.get(self.value, self.value.upper())


def encoding_of(file: BinaryIO) -> Encoding:
    """The encoding of `file`, by its beginning and by the first bytes that ASCII cannot explain.

    Raises:
        FileUnreadable: it is empty, a binary file, or text of another encoding.
    """
    file.seek(0)
    head = file.read(SAMPLE)
    if not head.strip(b"\xef\xbb\xbf\xff\xfe\x00\t\r\n ,;"):
        raise FileUnreadable("The file is empty: export it again, with its header row.")
    refuse_foreign(head)
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return Encoding.UTF_16
    if head.startswith(codecs.BOM_UTF8):
        return Encoding.UTF_8
    wide = _wide(head)
    if wide is not None:
        return wide
    if _controls(head) > _MOST_CONTROLS * len(head):
        raise refuse_binary()
    return _by_letters(_beyond_ascii(file, head))


def _wide(head: bytes) -> Encoding | None:
    """UTF-16 without a mark: the order of bytes in which more of a table comes out plain."""
    share = head.count(0) / len(head)
    if share < _LEAST_PLAIN or (share < _MOST_STRAY and _decoded(head, "utf-8") is not None):
        return None
    found = {one: _plainness(head, one) for one in (Encoding.UTF_16_LE, Encoding.UTF_16_BE)}
    best = max(found, key=lambda one: found[one])
    return best if found[best][1] >= _LEAST_PLAIN else None


def _plainness(head: bytes, encoding: Encoding) -> tuple[int, float]:
    """How many line ends there are, and which share is plain. Turned around, no letter is one."""
    text = _decoded(head, encoding.value)
    if not text or "\x00" in text:
        return (0, 0.0)
    ends = text.count("\n") + text.count("\r")
    return (ends, (ends + sum(" " <= letter <= "~" for letter in text)) / len(text))


def _decoded(head: bytes, encoding: str) -> str | None:
    try:
        return codecs.getincrementaldecoder(encoding)().decode(head)
    except UnicodeDecodeError:
        return None


def _controls(head: bytes) -> int:
    return len(head) - len(head.translate(None, _CONTROLS))


def _beyond_ascii(file: BinaryIO, head: bytes) -> bytes:
    """The first stretch of the file that is not ASCII; empty where all of it is."""
    stretch = head
    while stretch.isascii():
        stretch = file.read(SAMPLE)
        if not stretch:
            return b""
    return stretch


def _by_letters(stretch: bytes) -> Encoding:
    if _decoded(stretch, "utf-8") is not None:
        return Encoding.UTF_8
    text = codecs.getincrementaldecoder("utf-8")("replace").decode(stretch)
    broken = text.count("\ufffd")
    wide = sum(letter >= _THREE_BYTES for letter in text) - broken
    narrow = sum(not letter.isascii() for letter in text) - broken - wide
    if broken * 2 <= wide + narrow / _CHANCE:
        return Encoding.UTF_8  # one broken byte in it is named by its line, not read as Chinese
    # It may be GB 18030 with one broken byte: which line that is, the survey says.
    text = codecs.getincrementaldecoder("gb18030")("replace").decode(stretch)
    foreign = [letter for letter in text if not letter.isascii()]
    common = sum(_is_common(letter) for letter in foreign)
    if common < _LEAST_COMMON * len(foreign):
        raise FileUnreadable(_UNKNOWN)
    return Encoding.GB_18030


def _is_common(letter: str) -> bool:
    try:
        letter.encode("gb2312")
    except UnicodeEncodeError:
        return False
    return True
