"""Cage: a serving process with everything around it that could keep what a canary said."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from cdp.database.dsn import Database, Dsns, Role
from cdp.database.embedded.programs import Programs
from privacy.vault import FileRootKey, RootUse
from tests.acceptance.canary import Canary
from tests.acceptance.collector import Collected, collecting
from tests.acceptance.people import Caller, Persona, minted
from tests.acceptance.process import Process, environment, serving
from tests.acceptance.stand import run
from tests.postgres.clones import Clones


@dataclass(frozen=True, slots=True, kw_only=True)
class Cage:
    """Where the canary is: a process, its databases, its collector and its state."""

    process: Process
    dsns: Dsns
    clones: Clones
    state_dir: Path
    collected: Collected
    canary: Canary

    def caller(self, who: Persona) -> Caller:
        seed = FileRootKey.load(self.state_dir / "root.key").derive(RootUse.TOKEN)
        token = minted(seed, who, audience="cdp")
        return Caller(url=self.process.url, token=token, folder=who.folder)

    def files(self) -> dict[str, bytes]:
        """Every file of its state, by where it lies."""
        return {
            f"file {place.relative_to(self.state_dir)}": place.read_bytes()
            for place in sorted(self.state_dir.rglob("*"))
            if place.is_file()
        }

    def sql(self, database: Database, query: str, *values: object) -> None:
        self.clones.wait_for(run(self.dsns.of(database, Role.OWNER), query, *values))

    @property
    def environ(self) -> dict[str, str]:
        """What its processes read: they say all that they can, to a collector as well."""
        return environment(
            self.state_dir, self.dsns, CDP_OTLP_ENDPOINT=self.collected.url, CDP_LOG_LEVEL="debug"
        )


@contextmanager
def caged(clones: Clones, state_dir: Path, said_to: Path) -> Iterator[Cage]:
    """A new canary in a cage of its own; `said_to` takes what the process writes."""
    with clones.fresh() as dsns, collecting() as collected:
        environ = environment(
            state_dir, dsns, CDP_OTLP_ENDPOINT=collected.url, CDP_LOG_LEVEL="debug"
        )
        with serving(environ, said_to) as process:
            yield Cage(
                process=process,
                dsns=dsns,
                clones=clones,
                state_dir=state_dir,
                collected=collected,
                canary=Canary.hatched(),
            )


def dumped(cage: Cage, database: Database) -> bytes:
    """A plain dump of one database, with everything in it."""
    name = urlsplit(cage.dsns.of(database, Role.OWNER)).path.removeprefix("/")
    done = subprocess.run(
        [Programs.of_wheel().path("pg_dump"), cage.clones.superuser_url(name)],
        env={"PATH": "/usr/bin:/bin", "LC_ALL": "C"},
        check=True,
        capture_output=True,
    )
    return done.stdout
