"""Deployment: databases of its own in a temporary place, with people to look up, then nothing."""

from __future__ import annotations

import tempfile
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final
from uuid import uuid4

import asyncpg

from bench.rig.machine import parent_of
from bench.rig.people import AT_ONCE, Press, copy
from cdp.database.dsn import Database, Dsns, Role
from cdp.database.embedded.server import EmbeddedPostgres
from cdp.database.migrate import upgrade
from cdp.settings import Settings
from cdp.wiring import Keys, keys_of, now, service

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from cdp.database.embedded.server import Tenancy

_SERVER_PID: Final = "SELECT pg_backend_pid()"
_ADVICE: Final = "VACUUM (ANALYZE)"
"""What autovacuum would have done by itself after a while."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Deployment:
    """Three databases with people in them; `postmaster` is their server's process."""

    settings: Settings
    tenancy: Tenancy
    keys: Keys
    postmaster: int
    folder: Path

    @property
    def dsns(self) -> Dsns:
        """The addresses of its databases."""
        return self.tenancy.dsns

    def environment(self, port: int) -> dict[str, str]:
        """What a service of this deployment is started with."""
        return {"CDP_STATE_DIR": str(self.settings.state_dir), "CDP_PORT": str(port)}


@asynccontextmanager
async def deployment(people: int, *, is_sealed: bool = True) -> AsyncIterator[Deployment]:
    """A migrated deployment with `people` in it; removed at the end.

    Not sealed, what a service without keys reads: plaintext where envelopes stand.
    """
    with tempfile.TemporaryDirectory(prefix="cdp-bench-") as place:
        folder = Path(place)
        settings = Settings.load({}, state_dir=folder / "state", log_level="error")
        embedded = EmbeddedPostgres(state_dir=settings.state_dir)
        try:
            with embedded.acquire() as tenancy:
                await upgrade(tenancy.dsns)
                keys = keys_of(settings, uuid4)
                yield Deployment(
                    settings=settings,
                    tenancy=tenancy,
                    keys=keys,
                    postmaster=await _settle(
                        settings, tenancy.dsns, keys, people, is_sealed=is_sealed
                    ),
                    folder=folder,
                )
        finally:
            embedded.drop()


async def _settle(
    settings: Settings, dsns: Dsns, keys: Keys, people: int, *, is_sealed: bool
) -> int:
    """Bring the people in; the server's process."""
    async with service(settings, dsns, keys) as made:  # activates the policy, as a first start
        kek = await made.ground.door.keyring.keks.newest()
    press = Press(keys=keys, kek=kek if is_sealed else None, now=now())
    data = await asyncpg.connect(dsns.of(Database.DATA, Role.APP))
    key_rows = await asyncpg.connect(dsns.of(Database.KEYS, Role.APP))
    for first in range(0, people, AT_ONCE):
        await copy(press.press(range(first, min(first + AT_ONCE, people))), data, key_rows)
    postmaster = parent_of(await data.fetchval(_SERVER_PID))
    await data.close()
    await key_rows.close()
    for database in (Database.DATA, Database.KEYS):
        owner = await asyncpg.connect(dsns.of(database, Role.OWNER))
        await owner.execute(_ADVICE)
        await owner.close()
    return postmaster
