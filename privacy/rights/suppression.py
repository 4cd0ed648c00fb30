"""Suppression: what is remembered of an erased number, so that a bought list brings nobody back.

It is an HMAC under a key of its own, which is in no database and finds nobody: no other table
holds its tokens, and no other key makes them. The certificate states that it was kept.
"""

from __future__ import annotations

import hmac
from datetime import timedelta
from typing import TYPE_CHECKING, Final, Self

from privacy.discreet import Discreet

if TYPE_CHECKING:
    from uuid import UUID

PURPOSE: Final = "suppress_recontact"
"""What an entry is for, and nothing else."""

TERM: Final = timedelta(days=3 * 365)
"""How long it is remembered, unless the person comes back by herself before that."""

_CONTEXT: Final = b"cdp/suppress_recontact/v1\x00"


class SuppressionKey(Discreet):
    """Makes the tokens of suppressed numbers."""

    __slots__ = ("_key",)

    _key: bytes

    def __init__(self, key: bytes) -> None:
        self._keep(_key=key)

    @classmethod
    def derive(cls, root: bytes, *, handler: UUID) -> Self:
        """The key of `handler`, from the root key's use `suppression`."""
        return cls(hmac.digest(root, _CONTEXT + handler.bytes, "sha256"))

    def token(self, canonical: str) -> bytes:
        """The 32 bytes that stand for a number in canonical form."""
        return hmac.digest(self._key, canonical.encode(), "sha256")
