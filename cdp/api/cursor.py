"""Cursors: a place in a list that nobody can read, make up, or use in another list.

A place is a time and an id; both are personal facts, so they travel under AES-SIV. It is
deterministic: the same place has the same cursor, and an answer stays a function of its rows.
Source: RFC 5297; Relay Cursor Connections.
"""

from __future__ import annotations

import struct
from datetime import datetime, timedelta
from typing import Final, Self
from uuid import UUID

from cdp.api.opaque import Opaque
from cdp.database.listing import EPOCH, Place
from cdp.errors import InvalidField
from privacy.discreet import Discreet

_INFO: Final = b"cdp/cursor/v1"
_TIME, _NUMBER = b"t", b"n"
_SHAPE: Final = struct.Struct(">cq16s")
_MICROSECOND: Final = timedelta(microseconds=1)


class Cursors(Discreet):
    """Writes and reads cursors under one key of the deployment."""

    __slots__ = ("_opaque",)

    _opaque: Opaque

    def __init__(self, opaque: Opaque) -> None:
        self._keep(_opaque=opaque)

    @classmethod
    def derive(cls, root: bytes) -> Self:
        """From 32 bytes of the root key's use `cursor`."""
        return cls(Opaque.derive(root, info=_INFO))

    def cursor(self, listing: str, place: Place) -> str:
        """`place` in `listing`, as an answer carries it."""
        return self._opaque.text(_packed(place), listing)

    def place(self, listing: str, cursor: str, *, field: str = "after") -> Place:
        """The place that `cursor` names in `listing`.

        Raises:
            InvalidField: it is none of ours, or of another list.
        """
        plain = self._opaque.plain(cursor, listing)
        if plain is None:
            raise InvalidField(field, "Give a cursor as an earlier answer gave it.")
        return _unpacked(plain)


def _packed(place: Place) -> bytes:
    if isinstance(place.at, datetime):
        return _SHAPE.pack(_TIME, (place.at - EPOCH) // _MICROSECOND, place.id.bytes)
    return _SHAPE.pack(_NUMBER, place.at, place.id.bytes)


def _unpacked(plain: bytes) -> Place:
    kind, value, raw = _SHAPE.unpack(plain)
    at = EPOCH + timedelta(microseconds=value) if kind == _TIME else value
    return Place(at=at, id=UUID(bytes=raw))
