"""Keys of an issuer over time: read, kept, read again when they rotate, kept through an outage.

A key is looked for by `kid` among what the issuer publishes; nothing of a token says where else to
look. A `kid` that is not there causes one new read a minute at most, however many ask for it.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Final, Protocol

from cdp.errors import IssuerKeysUnavailable
from cdp.http.jwks import read

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime
    from pathlib import Path

    from cdp.http.jwks import VerifyingKey

FRESH: Final = timedelta(minutes=10)
"""After this, keys are read again: so a key that the issuer withdrew ends here too."""

PATIENCE: Final = timedelta(hours=24)
"""How long keys serve on while they cannot be read again."""

PAUSE: Final = timedelta(seconds=60)
"""The least time between two reads, so that made-up names of keys cost the issuer nothing."""

EAGER: Final = timedelta(seconds=5)
"""The same while there are no keys at all: the issuer may only be starting."""

DEADLINE_S: Final = 5.0
"""Seconds that one read may take."""


class Keys(Protocol):
    """Where the keys of an issuer are found."""

    async def find(self, kid: str) -> VerifyingKey | None:
        """The key named `kid`, or None. Raises `IssuerKeysUnavailable`."""


class Source(Protocol):
    """Where a JWK set is read."""

    async def fetch(self) -> bytes:
        """The document. Raises `OSError`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fixed:
    """Keys that never change while the process lives."""

    keys: Mapping[str, VerifyingKey]

    async def find(self, kid: str) -> VerifyingKey | None:
        """The key named `kid`, or None."""
        return self.keys.get(kid)


@dataclass(frozen=True, slots=True, kw_only=True)
class JwksFile:
    """A JWK set in a file; writing the file anew rotates it."""

    path: Path

    async def fetch(self) -> bytes:
        """The file's content."""
        return await asyncio.to_thread(self.path.read_bytes)


class Published:
    """Keys that an issuer publishes."""

    def __init__(self, source: Source, *, clock: Callable[[], datetime]) -> None:
        self._source = source
        self._clock = clock
        self._lock = asyncio.Lock()
        self._keys: Mapping[str, VerifyingKey] = {}
        self._read_at: datetime | None = None
        self._tried_at: datetime | None = None

    async def find(self, kid: str) -> VerifyingKey | None:
        """The key named `kid`, or None.

        Raises:
            IssuerKeysUnavailable: no set was ever read, or the last is older than `PATIENCE`.
        """
        is_known = kid in self._keys
        if not is_known or (self._age() > FRESH and not self._lock.locked()):
            # Whoever holds a known key does not wait for somebody else's reading.
            async with self._lock:
                await self._read_again()
        if self._age() > PATIENCE:
            raise IssuerKeysUnavailable
        return self._keys.get(kid)

    def _age(self) -> timedelta:
        return timedelta.max if self._read_at is None else self._clock() - self._read_at

    async def _read_again(self) -> None:
        """Read, unless somebody just tried; a failure leaves the keys that we have."""
        now, pause = self._clock(), PAUSE if self._keys else EAGER
        if self._tried_at is not None and now - self._tried_at < pause:
            return
        self._tried_at = now
        try:
            async with asyncio.timeout(DEADLINE_S):
                keys = read(await self._source.fetch())
        except OSError:  # a TimeoutError is one
            return
        if keys:
            self._keys, self._read_at = keys, now
