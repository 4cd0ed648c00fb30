"""Custody: whether a home's server has its keeper, and how it gets and loses one."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import socket as sockets
import sys
import time
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Final

from cdp.database.embedded import keeper
from cdp.database.embedded.cluster import Cluster
from cdp.database.embedded.lock import PATIENCE_S, Lock
from cdp.database.embedded.programs import Programs
from cdp.errors import ServerUnusable

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cdp.database.embedded.account import Account
    from cdp.database.embedded.home import Home

_ASK_EVERY_S: Final = 0.005
_LOG_BYTES: Final = 4 * 1024 * 1024
_STOP_S: Final = 120.0


@dataclass(slots=True, kw_only=True)
class Custody:
    """Starting and stopping one home's server. Hold the home's start lock for every call."""

    home: Home
    account: Account
    programs: Programs
    socket: Path
    """The folder of the server's socket."""
    keeper_pid: int | None = field(default=None, init=False)
    """The keeper, if this process began it and so has to take its exit code."""

    @property
    def charge(self) -> keeper.Charge:
        """What the keeper keeps."""
        return keeper.Charge(
            data=str(self.home.data),
            socket=str(self.socket),
            cluster=self.home.cluster,
            users_lock=str(self.home.lock("users")),
            uid=self.account.uid,
            gid=self.account.gid,
        )

    def assure(self, words: Mapping[str, str]) -> None:
        """Return once the server takes connections, begun if nobody keeps it.

        Raises:
            ServerUnusable: it cannot be made, or does not come up.
        """
        deadline = time.monotonic() + PATIENCE_S
        has_begun = False
        kept = Lock(self.home.lock("keeper"))
        try:
            while True:
                if kept.attempt():
                    self._reap()
                    if has_begun:
                        raise ServerUnusable(f"PostgreSQL does not start: {self._last_words()}")
                    self._begin(words, kept)
                    has_begun = True
                    kept.free()
                elif self._is_ready():
                    return
                if time.monotonic() > deadline:
                    raise ServerUnusable(f"PostgreSQL does not come up. Read {self.home.log}.")
                time.sleep(_ASK_EVERY_S)
        finally:
            kept.free()

    def end(self) -> None:
        """Stop the server and its keeper; return when both are gone."""
        kept = Lock(self.home.lock("keeper"))
        try:
            for number in (signal.SIGTERM, signal.SIGKILL):
                deadline = time.monotonic() + _STOP_S
                while not kept.attempt() and time.monotonic() < deadline:
                    self._signal_keeper(number)
                    time.sleep(_ASK_EVERY_S)
            keeper.end(self.charge)
        finally:
            kept.free()
        self._reap()

    def _begin(self, words: Mapping[str, str], kept: Lock) -> None:
        """Start a keeper, which inherits the lock and writes its process id into it."""
        keeper.end(self.charge)  # a server whose keeper was killed may still be stopping
        programs = self.programs
        if self.account.is_lent:
            programs = programs.lent_to(self.account, self.home.programs)
        cluster = Cluster(home=self.home, account=self.account, programs=programs)
        cluster.ensure(words)
        cluster.configure(self.socket)
        if self.home.log.is_file() and self.home.log.stat().st_size > _LOG_BYTES:
            self.home.log.replace(self.home.log.with_suffix(".log.1"))
        kept.clear()
        self.keeper_pid = self._spawn(programs, kept)

    def _spawn(self, programs: Programs, kept: Lock) -> int:
        program, charge = str(programs.path("postgres")), json.dumps(asdict(self.charge))
        log = os.open(self.home.log, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        try:
            return os.posix_spawn(
                sys.executable,
                [sys.executable, "-I", "-S", keeper.__file__, program, charge],
                {"LC_ALL": "C"},
                file_actions=(
                    (os.POSIX_SPAWN_OPEN, 0, os.devnull, os.O_RDONLY, 0),
                    (os.POSIX_SPAWN_DUP2, log, 1),
                    (os.POSIX_SPAWN_DUP2, log, 2),
                    (os.POSIX_SPAWN_DUP2, kept.file, keeper.LOCK_FILE),
                ),
                setsid=True,
            )
        finally:
            os.close(log)

    def _is_ready(self) -> bool:
        """Whether the server takes connections: it says so, and its socket answers."""
        try:
            with sockets.socket(sockets.AF_UNIX) as client:
                client.connect(str(self.socket / ".s.PGSQL.5432"))
        except OSError:
            return False
        return keeper.is_ready(self.charge)

    def _signal_keeper(self, number: int) -> None:
        """Signal the process named in the keeper's lock, if that is a keeper of this home."""
        lock = self.home.lock("keeper")
        with contextlib.suppress(ValueError, OSError):  # it has not written it yet, or just ended
            pid = int(lock.read_text())
            if self.home.cluster.encode() in Path(f"/proc/{pid}/cmdline").read_bytes():
                os.kill(pid, number)

    def _reap(self) -> None:
        """Take the exit code of a keeper that this process began. It has let go of its lock."""
        if self.keeper_pid is not None:
            with contextlib.suppress(ChildProcessError):  # taken by one who waits for any child
                os.waitpid(self.keeper_pid, 0)

    def _last_words(self) -> str:
        """Why the server gave up, by the log: nobody can have connected meanwhile."""
        lines = self.home.log.read_text(errors="replace").strip().splitlines()
        fatal = [line for line in lines if "FATAL" in line or "PANIC" in line] or lines
        return f"{fatal[-1] if fatal else 'it said nothing'} ({self.home.log})"
