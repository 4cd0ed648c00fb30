"""Opaque text: a few bytes that travel outside, and that nobody can read, make up or alter.

AES-SIV is deterministic: the same bytes have the same text, so that an answer stays a function of
its rows. Each text has one spelling alone: base64url as it was given, without padding.
Source: RFC 5297; RFC 4648 section 5.
"""

from __future__ import annotations

import base64
from binascii import b2a_base64
from collections.abc import Callable
from typing import Final, Self
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESSIV
from cryptography.hazmat.primitives.hashes import SHA512
from cryptography.hazmat.primitives.kdf.hkdf import HKDFExpand

from privacy.discreet import Discreet

_URL_SAFE: Final = bytes.maketrans(b"+/", b"-_")


class Opaque(Discreet):
    """Turns bytes into such text and back, under one key."""

    __slots__ = ("_cipher",)

    _cipher: AESSIV

    def __init__(self, cipher: AESSIV) -> None:
        self._keep(_cipher=cipher)

    @classmethod
    def derive(cls, root: bytes, *, info: bytes) -> Self:
        """From 32 bytes of a use of the root key; `info` says what the text is."""
        return cls(AESSIV(HKDFExpand(algorithm=SHA512(), length=64, info=info).derive(root)))

    def text(self, plain: bytes, *bound: str) -> str:
        """`plain` as text that opens only together with `bound`."""
        return _spelled(self._cipher.encrypt(plain, [each.encode() for each in bound]))

    def pairer(self, head: bytes) -> Callable[[UUID, UUID], str]:
        """What makes such text of many pairs: of `head` and the octets of both.

        Straight on, for an answer holds dozens of ids: nothing here is called that is not C.
        """
        encrypt = self._cipher.encrypt

        def spell(first: UUID, second: UUID) -> str:
            sealed = encrypt(head + first.bytes + second.bytes, None)
            return b2a_base64(sealed, newline=False).translate(_URL_SAFE, b"=").decode()

        return spell

    def plain(self, text: str, *bound: str) -> bytes | None:
        """What `text` stands for together with `bound`; None: it is none of ours."""
        try:
            sealed = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
            # The decoder skips what it does not know and ignores the last spare bits.
            if _spelled(sealed) != text:
                return None
            return self._cipher.decrypt(sealed, [each.encode() for each in bound])
        except (ValueError, InvalidTag):
            return None


def _spelled(sealed: bytes) -> str:
    # As urlsafe_b64encode does it, at a third of its price; the padding goes on the way.
    return b2a_base64(sealed, newline=False).translate(_URL_SAFE, b"=").decode()
