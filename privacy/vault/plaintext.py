"""Plaintext: how a text stands inside its envelope.

A number stands as its digits (`8613800138000`, with an extension `8613800138000x801`) in blocks of
16 bytes, so that all numbers look alike; every other text as UTF-8 in blocks of 32.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from privacy.errors import Tampered, Unsealable
from privacy.terms import DataCategory
from privacy.vault.padding import PHONE_BLOCK, TEXT_BLOCK

if TYPE_CHECKING:
    from collections.abc import Callable

MAX_BYTES: Final = 65_536
"""No text about a person is longer; an edge refuses earlier, and names the field."""

_CANONICAL: Final = re.compile(r"\+([0-9]{2,15})(?:;ext=([0-9]{1,6}))?")
_FEWEST: Final = 2
_MOST: Final = 15
_EXTENDED: Final = re.compile(rb"([0-9]{2,15})x([0-9]{1,6})")


def encode(text: str, category: DataCategory) -> tuple[bytes, int]:
    """The bytes to seal, and the block to pad them to.

    Raises:
        Unsealable: no Unicode text, too long, or, for a number, not in canonical form.
    """
    if category is not DataCategory.CONTACT_PHONE:
        return _utf8(text), TEXT_BLOCK
    number = _CANONICAL.fullmatch(text)
    if number is None:
        raise Unsealable
    digits, extension = number.groups()
    return (digits if extension is None else f"{digits}x{extension}").encode(), PHONE_BLOCK


def decode(plaintext: bytes, category: DataCategory) -> str:
    """The text that `encode` was given.

    Raises:
        Tampered: the bytes authenticate and are still none of ours.
    """
    try:
        return decoder(category)(plaintext)
    except UnicodeDecodeError:
        raise Tampered from None


def decoder(category: DataCategory) -> Callable[[bytes], str]:
    """`decode` for one category: which of the two forms it is, is looked up once.

    Raises, as it is used: Tampered, or UnicodeDecodeError, which an opener of a key takes for it.
    """
    return _number if category is DataCategory.CONTACT_PHONE else bytes.decode


def _number(plaintext: bytes) -> str:
    if plaintext.isdigit() and _FEWEST <= len(plaintext) <= _MOST:  # isdigit: ASCII, in bytes
        return f"+{plaintext.decode()}"
    number = _EXTENDED.fullmatch(plaintext)
    if number is None:
        raise Tampered
    digits, extension = number.groups()
    return f"+{digits.decode()};ext={extension.decode()}"


def _utf8(text: str) -> bytes:
    try:
        encoded = text.encode()
    except UnicodeEncodeError:
        raise Unsealable from None
    if len(encoded) > MAX_BYTES:
        raise Unsealable
    return encoded
