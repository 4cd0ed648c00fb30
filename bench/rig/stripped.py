"""Stripped: the service with its own privacy taken out of it, to see what that costs.

The very service that `cdp serve` runs, with another door: it judges nobody and writes nothing
down. `sealed` still fetches, unwraps and uses the keys; `plain` has none, over rows that were
never sealed. Only a benchmark can do this: the product has no such setting. What the gate says of
a document is worked out once in the product too, and stays.

As a process: `python -m bench.rig.stripped sealed|plain`.
"""

from __future__ import annotations

import sys
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import fields, replace
from typing import TYPE_CHECKING, Final
from unittest.mock import patch

from bench.rig.unsealed import UNSEALED
from cdp import app
from cdp.cli.serve import serve
from cdp.settings import Settings
from cdp.wiring import service
from privacy.door import Door
from privacy.terms import KEY_OF
from privacy.testing.grants import grant_for
from privacy.threshold import Opened

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Sequence

    from cdp.database.dsn import Dsns
    from cdp.wiring import Keys, Service
    from privacy.gate import Ask, Ruling, Standing
    from privacy.threshold import InForce


class Unwatched(Door):
    """Keys are fetched and opened; nothing is decided, nothing written down."""

    async def admit(
        self,
        ask: Ask,
        ruling: Ruling,
        standings: Sequence[Standing],
        in_force: InForce,  # noqa: ARG002 - as the door's
        *,
        beside: int = 0,  # noqa: ARG002 - as the door's
    ) -> Opened:
        """Everybody may be seen."""
        needed = frozenset(KEY_OF[category] for category in ask.categories)
        keys = await self.keyring.open([each.subject for each in standings], needed)
        return Opened(grant=grant_for(keys, views=ruling.views), seen=tuple(standings), receipts=())


class Unsealed(Door):
    """There are no keys either."""

    async def admit(
        self,
        ask: Ask,  # noqa: ARG002 - as the door's
        ruling: Ruling,
        standings: Sequence[Standing],
        in_force: InForce,  # noqa: ARG002 - as the door's
        *,
        beside: int = 0,  # noqa: ARG002 - as the door's
    ) -> Opened:
        """Everybody may be seen."""
        keys = {each.subject: UNSEALED for each in standings}
        return Opened(grant=grant_for(keys, views=ruling.views), seen=tuple(standings), receipts=())


DOORS: Final[dict[str, type[Door]]] = {"sealed": Unwatched, "plain": Unsealed}


def with_door(door: type[Door]) -> Callable[..., AbstractAsyncContextManager[Service]]:
    """What wires the service as the product does, and then exchanges its door."""

    @asynccontextmanager
    async def wired(settings: Settings, dsns: Dsns, keys: Keys) -> AsyncIterator[Service]:
        async with service(settings, dsns, keys) as made:
            parts = {each.name: getattr(made.ground.door, each.name) for each in fields(Door)}
            ground = replace(made.ground, door=door(**parts))
            yield replace(made, ground=ground, executor=replace(made.executor, ground=ground))

    return wired


def main() -> None:
    """Serve until told to stop."""
    wired = with_door(DOORS[sys.argv[1]])
    with patch.object(app, "service", wired):
        serve(Settings.from_environment())


if __name__ == "__main__":
    main()
