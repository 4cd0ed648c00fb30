"""The receipt of one answer, which binds the log before any checkpoint does."""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING

from .merkle import Unverified, leaf_hash, root_by_path
from .note import Key, decode

if TYPE_CHECKING:
    from collections.abc import Mapping
    from uuid import UUID


def verify_receipt(
    receipt: Mapping[str, object], *, key: Key, tenant: UUID, leaf: bytes | None = None
) -> None:
    """Check the receipt an answer carried: the log promised this entry at this index.

    `leaf`, where given, is the entry that the log shows at `receipt["index"]` today.

    Raises:
        Unverified: the receipt is malformed or not signed by `key`, or the entry is another.
    """
    try:
        index, base, size = (_number(receipt[name]) for name in ("index", "base", "size"))
        hashed, signature = (decode(text) for text in _texts([receipt["leafHash"], receipt["sig"]]))
        path = [decode(step) for step in _texts(receipt["path"])]
        place = struct.pack(">QI", base, size)
    except (KeyError, TypeError, struct.error):
        raise Unverified("the receipt is malformed") from None
    root = root_by_path(index=index - base, size=size, leaf=hashed, path=path)
    message = b"cdp/receipt/v1\x00" + tenant.bytes + place + root
    if receipt.get("log") != key.name or not key.signed(message, signature):
        raise Unverified(f"the receipt is not signed by {key.name}")
    if leaf is not None and leaf_hash(leaf) != hashed:
        raise Unverified(f"entry {index} is not the entry that the receipt was given for")


def _number(value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool):
        raise TypeError
    return value


def _texts(value: object) -> list[str]:
    if not isinstance(value, list | tuple) or not all(isinstance(item, str) for item in value):
        raise TypeError
    return list(value)
