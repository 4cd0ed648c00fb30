"""Padding: a length that says nothing. Source: ISO/IEC 7816-4 (one 80, then zeros)."""

from __future__ import annotations

from typing import Final

PHONE_BLOCK: Final = 16
"""Every number without extension fills one: at most 15 digits and the mark."""

TEXT_BLOCK: Final = 32
"""Names, addresses, notes."""

MARK: Final = b"\x80"
"""Where the plaintext ends."""


def pad(plaintext: bytes, block: int) -> bytes:
    """`plaintext` and its mark, filled with zeros to a multiple of `block`."""
    length = len(plaintext) + 1
    return plaintext + MARK + bytes(-length % block)
