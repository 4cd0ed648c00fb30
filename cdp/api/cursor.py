"""Cursors: a place in a list that nobody can read, make up, or use in another list.

A place is a time and an id; both are personal facts, so they travel under AES-SIV. It is
deterministic: the same place has the same cursor, and an answer stays a function of its rows.
Source: RFC 5297; Relay Cursor Connections.
"""

from __future__ import annotations

import base64
import binascii
import struct
from datetime import datetime, timedelta
from typing import Final, Self
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESSIV
from cryptography.hazmat.primitives.hashes import SHA512
from cryptography.hazmat.primitives.kdf.hkdf import HKDFExpand

from cdp.database.listing import EPOCH, Place
from cdp.errors import InvalidField
from privacy.discreet import Discreet

_INFO: Final = b"cdp/cursor/v1"
_TIME, _NUMBER = b"t", b"n"
_SHAPE: Final = struct.Struct(">cq16s")
_MICROSECOND: Final = timedelta(microseconds=1)


class Cursors(Discreet):
    """Writes and reads cursors under one key of the deployment."""

    __slots__ = ("_cipher",)

    _cipher: AESSIV

    def __init__(self, cipher: AESSIV) -> None:
        self._keep(_cipher=cipher)

    @classmethod
    def derive(cls, root: bytes) -> Self:
        """From 32 bytes of the root key's use `cursor`."""
        return cls(AESSIV(HKDFExpand(algorithm=SHA512(), length=64, info=_INFO).derive(root)))

    def cursor(self, listing: str, place: Place) -> str:
        """`place` in `listing`, as an answer carries it."""
        sealed = self._cipher.encrypt(_packed(place), [listing.encode()])
        return base64.urlsafe_b64encode(sealed).decode().rstrip("=")

    def place(self, listing: str, cursor: str, *, field: str = "after") -> Place:
        """The place that `cursor` names in `listing`.

        Raises:
            InvalidField: it is none of ours, or of another list.
        """
        try:
            sealed = base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4))
            return _unpacked(self._cipher.decrypt(sealed, [listing.encode()]))
        except (binascii.Error, ValueError, InvalidTag, struct.error):
            raise InvalidField(field, "Give a cursor as an earlier answer gave it.") from None


def _packed(place: Place) -> bytes:
    if isinstance(place.at, datetime):
        return _SHAPE.pack(_TIME, (place.at - EPOCH) // _MICROSECOND, place.id.bytes)
    return _SHAPE.pack(_NUMBER, place.at, place.id.bytes)


def _unpacked(plain: bytes) -> Place:
    kind, value, raw = _SHAPE.unpack(plain)
    at = EPOCH + timedelta(microseconds=value) if kind == _TIME else value
    return Place(at=at, id=UUID(bytes=raw))
