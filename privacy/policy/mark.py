"""Mark: that a policy was activated by the service, and not by a hand in its database."""

from __future__ import annotations

import hashlib
import hmac
from typing import Final

from privacy.discreet import Discreet

_CONTEXT: Final = b"cdp/policy-in-force/v1\x00"


class Mark(Discreet):
    """`key` is 32 bytes of the root key, in no database."""

    __slots__ = ("_key",)

    _key: bytes

    def __init__(self, key: bytes) -> None:
        self._keep(_key=key)

    def of(self, policy: str) -> bytes:
        """32 bytes for the version with hash `policy`, in hex."""
        return hmac.new(self._key, _CONTEXT + policy.encode(), hashlib.sha256).digest()

    def holds(self, policy: str, mark: bytes) -> bool:
        """Whether `mark` is ours for that version."""
        return hmac.compare_digest(self.of(policy), mark)
