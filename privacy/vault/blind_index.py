"""IndexKey: an exact look-up over encrypted numbers, worth nothing without its key.

Ten thousand million numbers can be tried in under an hour on one core by whoever holds the key, so
its root is never in a database or a backup, and its tokens stand in the identity tables alone.
"""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING, Final, Self

from privacy.discreet import Discreet
from privacy.errors import Unsealable

if TYPE_CHECKING:
    from uuid import UUID

    from privacy.vault.suite import Suite

TOKEN_BYTES: Final = 16
"""128 bits: at 10^10 rows two people share a token with odds of about 2^-63."""


class IndexKey(Discreet):
    """The key of one kind of identifier in one version. Source: security.md §1.4."""

    __slots__ = ("_key", "_suite", "kind", "version")

    _key: bytes
    _suite: Suite
    kind: str
    version: int

    def __init__(self, key: bytes, *, suite: Suite, kind: str, version: int) -> None:
        self._keep(_key=key, _suite=suite, kind=kind, version=version)

    @classmethod
    def derive(
        cls, root_ix: bytes, *, handler: UUID, suite: Suite, kind: str = "phone", version: int = 1
    ) -> Self:
        """The key of `handler` for `kind` and `version`, from the root key's use `index`."""
        info = b"cdp/index/v1\x00" + handler.bytes + struct.pack(">H", version) + kind.encode()
        return cls(suite.expand(root_ix, info), suite=suite, kind=kind, version=version)

    def token(self, canonical: str) -> bytes:
        """The 16 bytes that stand for `canonical` in `identity_index`.

        Raises:
            Unsealable: no Unicode text.
        """
        try:
            message = canonical.encode()
        except UnicodeEncodeError:
            raise Unsealable from None
        return self._suite.mac(self._key, message)[:TOKEN_BYTES]
