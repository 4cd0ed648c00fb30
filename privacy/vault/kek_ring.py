"""KekRing: the KEKs of all epochs, unwrapped at most five minutes ago."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final

from privacy.errors import Tampered
from privacy.vault.envelope import epoch_of
from privacy.vault.kek import Kek
from privacy.vault.key_row import KekRow
from privacy.vault.rootkey import RootUse

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime
    from uuid import UUID

    from privacy.vault.key_row import KeyStore
    from privacy.vault.rootkey import RootKey
    from privacy.vault.suite import Suite

TTL: Final = timedelta(minutes=5)
"""How long an unwrapped KEK is used before the store is asked again. Source: security.md §1.5."""


class UnknownEpoch(Tampered):
    """A wrapped key names an epoch that is not known: a new one, or one that never was."""


class KekRing:
    """The only keys kept from one request to the next: they belong to nobody in particular.

    New keys are wrapped by the highest epoch that is not destroyed and runs the suite in force;
    where there is none, the next epoch is made.
    """

    def __init__(
        self,
        store: KeyStore,
        *,
        root: RootKey,
        handler: UUID,
        suite: Suite,
        clock: Callable[[], datetime],
        entropy: Callable[[int], bytes],
    ) -> None:
        self._store = store
        self._root = root
        self._handler = handler
        self._suite = suite
        self._clock = clock
        self._entropy = entropy
        self._keks: Mapping[int, Kek | None] = {}
        self._unwrapped_at: datetime | None = None

    async def epochs(self) -> Mapping[int, Kek | None]:
        """Every epoch; None stands for one that was destroyed.

        Raises:
            Tampered: a wrapped KEK does not authenticate under this root key.
        """
        now = self._clock()
        # An age below zero is a clock that was set back: as good as none.
        if self._unwrapped_at is None or not timedelta() <= now - self._unwrapped_at < TTL:
            await self.reload()
        return self._keks

    async def reload(self) -> Mapping[int, Kek | None]:
        """Ask the store now: another process may have made or destroyed an epoch.

        Raises:
            Tampered: a wrapped KEK does not authenticate under this root key.
        """
        secret = self._root.derive(RootUse.KEK)
        now = self._clock()
        self._keks = {
            row.epoch: None
            if row.wrapped is None
            else Kek.unwrap(row.wrapped, secret, epoch=row.epoch, handler=self._handler)
            for row in await self._store.keks()
        }
        self._unwrapped_at = now
        return self._keks

    async def newest(self) -> Kek:
        """The KEK that wraps new keys."""
        usable = self._usable(await self.epochs())
        return usable if usable is not None else await self.advance()

    async def advance(self) -> Kek:
        """Make the next epoch, unless another process just did, and wrap by it from now on."""
        epoch = max(await self.epochs(), default=0) + 1
        wrapped = Kek.make(
            self._root.derive(RootUse.KEK),
            epoch=epoch,
            suite=self._suite,
            handler=self._handler,
            entropy=self._entropy,
        )
        await self._store.add_kek(KekRow(epoch=epoch, wrapped=wrapped), at=self._clock())
        usable = self._usable(await self.reload())
        return usable if usable is not None else await self.advance()

    def _usable(self, keks: Mapping[int, Kek | None]) -> Kek | None:
        live = [kek for kek in keks.values() if kek is not None and kek.suite is self._suite]
        return max(live, key=lambda kek: kek.epoch, default=None)


def kek_for(wrapped: bytes, keks: Mapping[int, Kek | None]) -> Kek | None:
    """The KEK that `wrapped` names; None where that epoch was destroyed, and the key with it.

    Raises:
        UnknownEpoch: it names none of `keks`.
        Tampered: it is no wrapped key.
    """
    try:
        return keks[epoch_of(wrapped)]
    except KeyError:
        raise UnknownEpoch from None
