"""A person, a place and a key: what every test of the vault starts from."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime, timedelta
from typing import Final
from uuid import UUID

from privacy.vault import AES_GCM_SHA256, Keyring, KeyStore, MasterKey, Suite
from privacy.vault.field_key import FieldKey, KeyVersion

HANDLER: Final = UUID("0192f000-0000-7000-8000-000000000001")
PERSON: Final = UUID("0192f000-0000-7000-8000-0000000000a1")
STRANGER: Final = UUID("0192f000-0000-7000-8000-0000000000a2")
ROW: Final = UUID("0192f000-0000-7000-8000-0000000000b1")
COLUMN: Final = "contact.name"
ROOT: Final = MasterKey(bytes(range(32)))
SECRET: Final = bytes(range(32, 64))


class Entropy:
    """Bytes that never repeat and are the same in every run."""

    def __init__(self, seed: bytes = b"") -> None:
        self._seed = seed
        self._drawn = 0

    def __call__(self, size: int) -> bytes:
        self._drawn += 1
        return hashlib.shake_256(self._seed + self._drawn.to_bytes(8, "big")).digest(size)


class Clock:
    """A time that moves when it is told to."""

    def __init__(self) -> None:
        self.now = datetime(2026, 11, 22, 3, 45, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now

    def advance(self, by: timedelta) -> None:
        self.now += by


def field_key(
    *,
    suite: Suite = AES_GCM_SHA256,
    handler: UUID = HANDLER,
    subject: UUID = PERSON,
    versions: tuple[int, ...] = (1,),
) -> FieldKey:
    """A data key whose versions differ in their first byte."""
    secrets = {n: KeyVersion(suite=suite, secret=bytes([n]) + SECRET[1:]) for n in versions}
    return FieldKey(secrets, handler=handler, subject=subject, entropy=Entropy())


def keyring(
    store: KeyStore,
    *,
    clock: Clock | None = None,
    suite: Suite = AES_GCM_SHA256,
    handler: UUID = HANDLER,
    root: MasterKey = ROOT,
    seed: bytes = b"",
) -> Keyring:
    """A keyring as one process has it; `seed` tells processes apart."""
    return Keyring(
        store,
        root=root,
        handler=handler,
        suite=suite,
        clock=clock or Clock(),
        entropy=Entropy(seed),
    )
