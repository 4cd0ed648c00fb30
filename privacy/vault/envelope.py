"""Envelope: the bytes of a sealed value and of a wrapped key, and what they are bound to.

    field    01 | suite u8 | key_ver u16   | nonce[12] | ciphertext, padded | tag[16]
    wrapped  01 | suite u8 | kek_epoch u32 | nonce[12] | key[32]            | tag[16]    66 bytes

Big-endian. A phone number without extension fills one block: 48 bytes, whatever the number.
Source: security.md §1.4; the golden values of that page are tests.
"""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING, Final, NamedTuple

from privacy.errors import Tampered
from privacy.vault.suite import SUITES, TAG_BYTES

if TYPE_CHECKING:
    from uuid import UUID

    from privacy.terms import KeyCategory
    from privacy.vault.suite import Suite

VERSION: Final = 1
KEY_BYTES: Final = 32
NONCE_BYTES: Final = 12

_FIELD: Final = struct.Struct(">BBH")
_WRAPPED: Final = struct.Struct(">BBI")
WRAPPED_BYTES: Final = _WRAPPED.size + NONCE_BYTES + KEY_BYTES + TAG_BYTES
_SHORTEST_FIELD: Final = _FIELD.size + NONCE_BYTES + 1 + TAG_BYTES


class Envelope(NamedTuple):  # a tuple is made in a third of a dataclass's time, once an opening
    """The parts of a field value or a wrapped key; `number` is its key version or KEK epoch."""

    head: bytes
    suite: Suite
    number: int
    nonce: bytes
    body: bytes


def field_head(suite: Suite, key_ver: int) -> bytes:
    """The first four bytes of a field value."""
    return _FIELD.pack(VERSION, suite.number, key_ver)


def wrapped_head(suite: Suite, epoch: int) -> bytes:
    """The first six bytes of a wrapped key."""
    return _WRAPPED.pack(VERSION, suite.number, epoch)


def read_field(sealed: bytes) -> Envelope:
    """Take a field value apart.

    Raises:
        Tampered: too short, of another version, or of a suite that does not exist.
    """
    if len(sealed) < _SHORTEST_FIELD:
        raise Tampered
    return _read(_FIELD, sealed)


def read_wrapped(wrapped: bytes) -> Envelope:
    """Take a wrapped key apart.

    Raises:
        Tampered: not 66 bytes, of another version, or of a suite that does not exist.
    """
    if len(wrapped) != WRAPPED_BYTES:
        raise Tampered
    return _read(_WRAPPED, wrapped)


def epoch_of(wrapped: bytes) -> int:
    """The epoch whose KEK wraps this key: what can be said before anything is authenticated.

    Raises:
        Tampered: not 66 bytes.
    """
    if len(wrapped) != WRAPPED_BYTES:
        raise Tampered
    return int.from_bytes(wrapped[2 : _WRAPPED.size], "big")


def _read(layout: struct.Struct, sealed: bytes) -> Envelope:
    version, suite_number, number = layout.unpack_from(sealed)
    suite = SUITES.get(suite_number)
    if version != VERSION or suite is None or number == 0:
        raise Tampered
    start = layout.size + NONCE_BYTES
    return Envelope(
        head=sealed[: layout.size],
        suite=suite,
        number=number,
        nonce=sealed[layout.size : start],
        body=sealed[start:],
    )


def field_aad(head: bytes, *, handler: UUID, subject: UUID, row: UUID, column: str) -> bytes:
    """What a field value is bound to: its head and its place."""
    name = column.encode()
    place = handler.bytes + subject.bytes + row.bytes
    return b"cdp/field/v1\x00" + head + place + struct.pack(">H", len(name)) + name


def dek_aad(
    head: bytes, *, handler: UUID, subject: UUID, category: KeyCategory, key_ver: int
) -> bytes:
    """What a wrapped data key is bound to: its head, its person, its column and its version."""
    owner = handler.bytes + subject.bytes + category.encode()
    return b"cdp/dek/v1\x00" + head + owner + struct.pack(">H", key_ver)


def kek_aad(head: bytes, *, handler: UUID) -> bytes:
    """What a wrapped KEK is bound to: its head, which holds its epoch, and the handler."""
    return b"cdp/kek/v1\x00" + head + handler.bytes
