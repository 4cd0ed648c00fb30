"""LogKey: the one key that signs for this log, its checkpoints and its receipts."""

from __future__ import annotations

import base64
import struct
from typing import TYPE_CHECKING, Final

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from privacy.ledger.verify.note import Checkpoint, Key

if TYPE_CHECKING:
    from uuid import UUID

RECEIPT_CONTEXT: Final = b"cdp/receipt/v1\x00"
"""Begins what a receipt signs. A note's text never holds a zero byte, so neither passes for
the other."""


class LogKey:
    """Ed25519 over a seed of 32 bytes that the root key yields; `origin` names the log.

    Raises:
        ValueError: the origin is empty or holds a blank, a plus or a control character.
    """

    __slots__ = ("_private", "public")

    def __init__(self, seed: bytes, *, origin: str) -> None:
        if not origin.isprintable() or any(c.isspace() or c == "+" for c in origin) or not origin:
            raise ValueError("the log's origin is a URL without its scheme, such as log.example/a")
        self._private = Ed25519PrivateKey.from_private_bytes(seed)
        self.public = Key.of(origin, self._private.public_key().public_bytes_raw())

    def __repr__(self) -> str:
        """Name the log; never the seed."""
        return f"<LogKey {self.public}>"

    @property
    def origin(self) -> str:
        """The log's name, which is also its key's."""
        return self.public.name

    def sign_checkpoint(self, size: int, root: bytes) -> bytes:
        """A signed note that says: at `size` entries the root is `root`."""
        text = Checkpoint(origin=self.origin, size=size, root=root).text()
        signature = self.public.id + self._private.sign(text.encode())
        return f"{text}\n\u2014 {self.origin} {base64.b64encode(signature).decode()}\n".encode()

    def sign_batch(self, *, tenant: UUID, base: int, size: int, root: bytes) -> bytes:
        """The signature of a batch: its `size` entries stand at `base` and on, under `root`."""
        return self._private.sign(
            RECEIPT_CONTEXT + tenant.bytes + struct.pack(">QI", base, size) + root
        )

    def policy(self) -> str:
        """The policy file by which verifiers know the log. Source: C2SP tlog-policy."""
        return (
            f"# Who signs for this log; no witness is required.\nlog {self.public}\nquorum none\n"
        )
