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
from bench.rig.people import AT_ONCE, Press, Rows, copy
from cdp.database.dsn import Database, Dsns, Role
from cdp.database.embedded.server import EmbeddedPostgres
from cdp.database.migrate import upgrade
from cdp.settings import Settings
from cdp.wiring import Keys, keys_of, now, service
from privacy.policy import default_document

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable

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
async def deployment(
    people: int,
    *,
    is_sealed: bool = True,
    pressed: Callable[[Press, range], Rows] = Press.press,
    policy: Callable[[str], str] | None = None,
) -> AsyncIterator[Deployment]:
    """A migrated deployment with `people` in it, as they are `pressed`; removed at the end.

    Not sealed, what a service without keys reads: plaintext where envelopes stand. `policy` makes
    the policy in force of the text of the default one.
    """
    with tempfile.TemporaryDirectory(prefix="cdp-bench-") as place:
        folder = Path(place)
        settings = Settings.load(
            {},
            state_dir=folder / "state",
            log_level="error",
            policy_file=None if policy is None else _chosen(folder, policy),
        )
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
                        tenancy.dsns,
                        await _press(settings, tenancy.dsns, keys, is_sealed=is_sealed),
                        people,
                        pressed,
                    ),
                    folder=folder,
                )
        finally:
            embedded.drop()


def _chosen(folder: Path, policy: Callable[[str], str]) -> Path:
    place = folder / "policy.toml"
    place.write_text(policy(default_document().decode()), encoding="utf-8")
    return place


async def _press(settings: Settings, dsns: Dsns, keys: Keys, *, is_sealed: bool) -> Press:
    async with service(settings, dsns, keys) as made:  # activates the policy, as a first start
        kek = await made.ground.door.keyring.keks.newest()
    return Press(keys=keys, kek=kek if is_sealed else None, now=now())


async def _settle(
    dsns: Dsns, press: Press, people: int, pressed: Callable[[Press, range], Rows]
) -> int:
    """Bring the people in; the server's process."""
    data = await asyncpg.connect(dsns.of(Database.DATA, Role.APP))
    key_rows = await asyncpg.connect(dsns.of(Database.KEYS, Role.APP))
    for first in range(0, people, AT_ONCE):
        await copy(pressed(press, range(first, min(first + AT_ONCE, people))), data, key_rows)
    postmaster = parent_of(await data.fetchval(_SERVER_PID))
    await data.close()
    await key_rows.close()
    for database in (Database.DATA, Database.KEYS):
        owner = await asyncpg.connect(dsns.of(database, Role.OWNER))
        await owner.execute(_ADVICE)
        await owner.close()
    return postmaster
