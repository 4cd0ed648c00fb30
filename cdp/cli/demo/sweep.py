"""Sweep: every row of the three databases, the server's log and the files, looked through."""

from __future__ import annotations

import asyncio
import stat
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from cdp.cli.demo.stage import Stage
from cdp.compliance.dump import dump
from cdp.compliance.traces import Traces
from cdp.database.dsn import Database
from cdp.database.embedded.home import Home
from cdp.database.schema import SCHEMA
from privacy.store.statement import Runner

_PLANT = "planted-traces"
_PIECE = 1 << 22
_OVERLAP = 1 << 10


@dataclass(slots=True, kw_only=True)
class Sweep:
    """Looks for `traces`. Rows are read through the service's own sessions.

    Files that were last written before `since`, when the person was nobody yet, hold nothing of
    her: they are left out, which spares the templates of an embedded server.
    """

    traces: Traces
    databases: dict[Database, Runner]
    roots: tuple[Path, ...]
    since: datetime
    files: int = 0

    @classmethod
    def of(cls, stage: Stage, traces: Traces, *, since: datetime) -> Sweep:
        """A sweep of everything that a running service keeps."""
        service, state_dir = stage.at_work.service, stage.settings.state_dir.resolve()
        home = Home.find(state_dir) if stage.settings.is_embedded else None
        return cls(
            traces=traces,
            databases={
                Database.DATA: service.ground.people.run,
                Database.KEYS: service.keystore,
                Database.LEDGER: service.audit,
            },
            since=since,
            roots=(state_dir,) if home is None else (state_dir, home.root),
        )

    @property
    def where(self) -> str:
        """What is looked through, in words."""
        more = " and its server's, log and journal among them," if len(self.roots) > 1 else ""
        return (
            f"every row of three databases, and {self.files} files of the state directory{more}"
            " written since"
        )

    async def planted(self) -> set[str]:
        """What is found of every spelling, planted into a file of the state directory."""
        plant = self.roots[0] / _PLANT
        plant.write_bytes(b"\n".join(self.traces.needles))
        try:
            return await asyncio.to_thread(self._in_file, plant)
        finally:
            plant.unlink()

    async def sees(self, *, data: str, keys: str, ledger: str) -> bool:
        """Whether each database shows what is known to stand in it."""
        known = {Database.DATA: data, Database.KEYS: keys, Database.LEDGER: ledger}
        return all([await self._has(database, text) for database, text in known.items()])

    async def has_row(self, text: str) -> bool:
        """Whether any row of the data holds `text`."""
        return await self._has(Database.DATA, text)

    async def found(self) -> set[str]:
        """What stands anywhere, and how it is spelled there."""
        found = set[str]()
        for database in self.databases:
            async for rows in self._rows(database):
                found |= await asyncio.to_thread(self.traces.find, rows)
        files = list(self._files())
        self.files = len(files)
        for file in files:
            found |= await asyncio.to_thread(self._in_file, file)
        return found

    async def _has(self, database: Database, text: str) -> bool:
        # The ledger's entries are bytes, which a dump shows in hex.
        needles = (text.encode(), text.encode().hex().encode())
        return any([needle in rows async for rows in self._rows(database) for needle in needles])

    def _rows(self, database: Database) -> AsyncIterator[bytes]:
        return dump(self.databases[database], SCHEMA[database])

    def _files(self) -> Iterator[Path]:
        for root in self.roots:
            for path in sorted(root.rglob("*")):
                if self._may_hold(path):
                    yield path

    def _may_hold(self, path: Path) -> bool:
        try:
            found = path.lstat()
        except FileNotFoundError:
            return False
        written_at = datetime.fromtimestamp(found.st_mtime, UTC)
        return stat.S_ISREG(found.st_mode) and written_at >= self.since

    def _in_file(self, file: Path) -> set[str]:
        """What stands in one file; one that the server removed meanwhile holds nothing."""
        found, before = set[str](), b""
        try:
            with file.open("rb") as stream:
                while piece := stream.read(_PIECE):
                    # The server fills its files up with zeros beforehand.
                    found |= self.traces.find(before + piece.rstrip(b"\0"))
                    before = piece[-_OVERLAP:]
        except FileNotFoundError:
            return set()
        return found
