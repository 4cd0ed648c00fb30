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
_MOST_CONTROLS: Final = 0.1
"""Share of control characters beyond which bytes are no text; a stray NUL is one row's fault."""

_LEAST_COMMON: Final = 0.5
"""Share of the letters outside ASCII that stand in GB 2312, in a text that really is GB 18030.

Nearly any bytes decode as GB 18030: Latin-1, Big5 and broken UTF-8 do, to rare characters.
"""

_LOPSIDED: Final = 20
"""How many times more NULs one half of each pair has, in UTF-16 of a table."""

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
    """UTF-16 without a mark: every comma, digit and line end has a NUL in the same half."""
    even, odd = head[0::2].count(0), head[1::2].count(0)
    if max(even, odd) * _LOPSIDED < len(head) or max(even, odd) <= _LOPSIDED * min(even, odd):
        return None
    encoding = Encoding.UTF_16_LE if odd > even else Encoding.UTF_16_BE
    try:
        text = codecs.getincrementaldecoder(encoding.value)().decode(head)
    except UnicodeDecodeError:
        return None
    is_text = text.isascii() or sum(letter.isprintable() for letter in text) * 2 > len(text)
    return encoding if is_text and "\x00" not in text else None


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
    text = codecs.getincrementaldecoder("utf-8")("replace").decode(stretch)
    broken = text.count("\ufffd")
    letters = sum(not letter.isascii() for letter in text)
    if broken * 2 <= letters:
        return Encoding.UTF_8  # one broken byte in it is named by its line, not read as Chinese
    try:
        text = codecs.getincrementaldecoder("gb18030")().decode(stretch)
    except UnicodeDecodeError:
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
