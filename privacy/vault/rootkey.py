"""RootKey: the one secret that is in no database. Everything else is derived or wrapped by it."""

from __future__ import annotations

from enum import StrEnum, auto, unique
from typing import Final, Protocol

from privacy.discreet import Discreet
from privacy.vault.suite import AES_GCM_SHA256

ROOT_BYTES: Final = 32


@unique
class RootUse(StrEnum):
    """What a key is derived from the root for. A word, once used, never changes its meaning."""

    INDEX = auto()
    KEK = auto()
    LEDGER = auto()
    RECEIPT = auto()
    TOKEN = auto()
    CELLS = auto()
    OWED = auto()
    POLICY = auto()
    SUPPRESSION = auto()
    RIGHTS = auto()
    CERTIFICATE = auto()
    CURSOR = auto()
    ID = auto()
    BUDGET = auto()
    IDEMPOTENCY = auto()
    MATCH = auto()


class RootKey(Protocol):
    """A provider of root-derived keys: a file here, a key management service elsewhere."""

    def derive(self, label: str) -> bytes:
        """32 bytes for one use; `label` is a `RootUse`. Raises `ValueError` for another word."""


class MasterKey(Discreet):
    """A root key held in memory."""

    __slots__ = ("_master",)

    _master: bytes

    def __init__(self, master: bytes) -> None:
        if len(master) != ROOT_BYTES:
            raise ValueError("a root key has 32 bytes")
        self._keep(_master=master)

    def derive(self, label: str) -> bytes:
        """HKDF-Expand-SHA256(master, "cdp/root/<label>/v1", 32), whatever the suite."""
        info = f"cdp/root/{RootUse(label).value}/v1".encode()
        return AES_GCM_SHA256.expand(self._master, info)
