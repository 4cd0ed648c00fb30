"""Debts: leaves of narrowing acts that were committed while the ledger was down."""

from __future__ import annotations

import hashlib
import hmac
from typing import TYPE_CHECKING, Protocol

from privacy.discreet import Discreet

if TYPE_CHECKING:
    from collections.abc import Sequence
    from uuid import UUID

    from privacy.ledger.append import Ledger


class Debts(Protocol):
    """Where they are kept: in the data database, written by the act's own transaction."""

    async def repay(self, ledger: Ledger) -> None:
        """Append every leaf that is owed to `ledger`, oldest first, and forget it.

        One caller at a time: whoever comes meanwhile goes away, so that nothing is appended
        before a debt.

        Raises:
            LedgerUnavailable: the ledger is still down, or somebody else is paying; what is not
                appended stays owed.
        """


class DebtSeal(Discreet):
    """Marks a debt as ours. Whoever can write the data database must not write the ledger by it.

    `key` is 32 bytes of the root key, in no database.
    """

    __slots__ = ("_key",)

    _key: bytes

    def __init__(self, key: bytes) -> None:
        self._keep(_key=key)

    def mac(self, debt: UUID, leaves: Sequence[bytes]) -> bytes:
        """32 bytes over the debt's id and its leaves, each led by its length."""
        parts = [debt.bytes, *(len(leaf).to_bytes(4) + leaf for leaf in leaves)]
        return hmac.new(self._key, b"".join(parts), hashlib.sha256).digest()

    def holds(self, debt: UUID, leaves: Sequence[bytes], mac: bytes) -> bool:
        """Whether a debt was made by us and is unchanged."""
        return hmac.compare_digest(self.mac(debt, leaves), mac)
