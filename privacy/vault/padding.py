"""Padding: a length that says nothing. Source: ISO/IEC 7816-4 (one 80, then zeros)."""

from __future__ import annotations

from typing import Final

from privacy.errors import Tampered

PHONE_BLOCK: Final = 16
"""Every number without extension fills one: at most 15 digits and the mark."""

TEXT_BLOCK: Final = 32
"""Names, addresses, notes."""

_MARK: Final = b"\x80"


def pad(plaintext: bytes, block: int) -> bytes:
    """`plaintext` and its mark, filled with zeros to a multiple of `block`."""
    length = len(plaintext) + 1
    return plaintext + _MARK + bytes(-length % block)


def unpad(padded: bytes) -> bytes:
    """What `pad` was given.

    Raises:
        Tampered: no mark, although the bytes authenticated: they are none of ours.
    """
    plaintext = padded.rstrip(b"\x00")
    if plaintext[-1:] != _MARK:
        raise Tampered
    return plaintext[:-1]
