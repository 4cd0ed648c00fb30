"""Envelope: the bytes of a sealed value and of a wrapped key, and what they are bound to.

    field    01 | suite u8 | key_ver u16   | nonce[12] | ciphertext, padded | tag[16]
    wrapped  01 | suite u8 | kek_epoch u32 | nonce[12] | key[32]            | tag[16]    66 bytes

Big-endian. A phone number without extension fills one block: 48 bytes, whatever the number.
Source: security.md §1.4; the golden values of that page are tests.

A key that opens knows the heads it can open: it compares, and takes nothing apart.
"""

from __future__ import annotations

import struct
from functools import lru_cache
from typing import TYPE_CHECKING, Final

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
_SHORT: Final = struct.Struct(">H")

FIELD_HEAD: Final = _FIELD.size
FIELD_BODY: Final = FIELD_HEAD + NONCE_BYTES
SHORTEST_FIELD: Final = FIELD_BODY + 1 + TAG_BYTES
WRAPPED_HEAD: Final = _WRAPPED.size
WRAPPED_BODY: Final = WRAPPED_HEAD + NONCE_BYTES
WRAPPED_BYTES: Final = WRAPPED_BODY + KEY_BYTES + TAG_BYTES

_COLUMNS: Final = 2**10
"""Most columns whose names stand ready; there are a few dozen."""


def field_head(suite: Suite, key_ver: int) -> bytes:
    """The first four bytes of a field value."""
    return _FIELD.pack(VERSION, suite.number, key_ver)


def wrapped_head(suite: Suite, epoch: int) -> bytes:
    """The first six bytes of a wrapped key."""
    return _WRAPPED.pack(VERSION, suite.number, epoch)


def suite_of(wrapped: bytes) -> Suite:
    """The suite that a wrapped key names.

    Raises:
        Tampered: not 66 bytes, of another version, or of a suite that does not exist.
    """
    if len(wrapped) != WRAPPED_BYTES:
        raise Tampered
    version, number, _ = _WRAPPED.unpack_from(wrapped)
    suite = SUITES.get(number)
    if version != VERSION or suite is None:
        raise Tampered
    return suite


def epoch_of(wrapped: bytes) -> int:
    """The epoch whose KEK wraps this key: what can be said before anything is authenticated.

    Raises:
        Tampered: not 66 bytes.
    """
    if len(wrapped) != WRAPPED_BYTES:
        raise Tampered
    return int.from_bytes(wrapped[2:WRAPPED_HEAD], "big")


def field_bond(head: bytes, *, handler: UUID, subject: UUID) -> bytes:
    """What every value of a person under one head is bound to: how its AAD begins."""
    return b"cdp/field/v1\x00" + head + handler.bytes + subject.bytes


@lru_cache(maxsize=_COLUMNS)
def field_column(column: str) -> bytes:
    """What every value of a column is bound to: how its AAD ends, after the row."""
    name = column.encode()
    return _SHORT.pack(len(name)) + name


def dek_bond(head: bytes, *, handler: UUID) -> bytes:
    """What every data key of an epoch is bound to: how its AAD begins."""
    return b"cdp/dek/v1\x00" + head + handler.bytes


def dek_place(*, subject: UUID, category: KeyCategory, key_ver: int) -> bytes:
    """The person, the column and the version of a data key: how its AAD ends."""
    return subject.bytes + category.encode() + _SHORT.pack(key_ver)


def kek_aad(head: bytes, *, handler: UUID) -> bytes:
    """What a wrapped KEK is bound to: its head, which holds its epoch, and the handler."""
    return b"cdp/kek/v1\x00" + head + handler.bytes
