"""Keeper: the parent process of one PostgreSQL server, for as long as a command uses it.

Every command that uses the server holds a shared lock on one file, which the kernel takes from it
however it ends. The keeper stops the server once it can have that lock for itself, and starts the
server again when it dies. Should the keeper itself be killed, the kernel interrupts the server.
So nothing is left behind, whoever is killed.

It runs as a file under a bare interpreter (`python -I -S keeper.py POSTGRES CHARGE`): standard
library only, one thread, and nothing of this package is imported.
"""

from __future__ import annotations

import contextlib
import ctypes
import fcntl
import json
import os
import resource
import signal
import subprocess
import sys
import time
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

LOCK_FILE: Final = 3
"""The inherited file whose lock says that this server is kept, and whose text says by whom. It is
never closed: the kernel does that, however the keeper ends."""

PATIENCE_S: Final = 0.2
"""How often the keeper asks whether anybody still uses the server."""

STOPS: Final = ((signal.SIGINT, 60.0), (signal.SIGQUIT, 15.0), (signal.SIGKILL, 15.0))
"""PostgreSQL's fast stop, its immediate stop, the kernel's; and how long each may take."""

FALSE_STARTS: Final = 3
"""After so many starts in a row that took no connection, the keeper gives up."""

READY_LINE: Final = 7
"""Index of the line of `postmaster.pid` that says whether the server takes connections."""

_PR_SET_PDEATHSIG: Final = 1
_PR_SET_CHILD_SUBREAPER: Final = 36
_AWAITED: Final = (signal.SIGCHLD, signal.SIGTERM, signal.SIGINT, signal.SIGHUP)

# A limit of one byte, not none: the kernel ignores a limit of none where it pipes dumps into a
# program, and takes one byte as "no dump" in both cases (fs/coredump.c).
_NO_DUMP: Final = (1, 1)


@dataclass(frozen=True, kw_only=True)
class Charge:
    """What a keeper keeps. Travels as JSON in an argument."""

    data: str
    """The data directory, the server's own."""
    socket: str
    """The folder of its socket."""
    cluster: str
    """Name in the title of each of the server's processes."""
    users_lock: str
    """The file that every command using the server holds a shared lock on."""
    uid: int
    gid: int


def processes(charge: Charge) -> dict[int, str]:
    """The server's processes by id, with their titles. None is left once it has stopped."""
    found = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            title = _title_of(entry, charge)
            if title:
                found[int(entry.name)] = title
    return found


def _title_of(entry: Path, charge: Charge) -> str:
    """The title of a process if it belongs to the charge, else nothing."""
    try:
        if entry.stat().st_uid not in {charge.uid, 0}:
            return ""
        words = (entry / "cmdline").read_bytes().rstrip(b"\0").decode(errors="replace")
    except OSError:  # it ended while we looked
        return ""
    if words.startswith(f"postgres: {charge.cluster}: "):
        return words
    argv = words.split("\0")
    return " ".join(argv) if Path(argv[0]).name == "postgres" and charge.data in argv else ""


def end(charge: Charge, stops: Sequence[tuple[signal.Signals, float]] = STOPS) -> None:
    """Stop every process of the charge, whoever started it: politely, then firmly, then for sure.

    A postmaster alone is asked to stop; orphans of a killed one only know the kernel's way.
    """
    for number, seconds in (*stops, stops[-1]):
        deadline = time.monotonic() + seconds
        left = processes(charge)
        masters = [pid for pid, title in left.items() if not title.startswith("postgres: ")]
        for pid in masters or left:
            _signal(pid, number if masters else signal.SIGKILL)
        while left and time.monotonic() < deadline:
            time.sleep(0.01)
            left = processes(charge)
        if not left:
            return


def is_ready(charge: Charge) -> bool:
    """Whether the server says that it takes connections; a killed one's word stays."""
    try:
        lines = Path(charge.data, "postmaster.pid").read_text().splitlines()
    except OSError:
        return False
    return len(lines) > READY_LINE and lines[READY_LINE].strip() == "ready"


def forget(charge: Charge) -> None:
    """Remove the lock files of a server that has ended without doing so.

    PostgreSQL refuses to start while any process of its account has the number in them: another
    program's by now, or that of a dead one whom nobody has buried. They stay if the process may
    be a server that somebody started by hand: then PostgreSQL decides.
    """
    for stale in (
        Path(charge.data, "postmaster.pid"),
        Path(charge.socket, ".s.PGSQL.5432.lock"),
    ):
        try:
            pid = int(stale.read_text().split("\n", 1)[0])
            argv = Path(f"/proc/{pid}/cmdline").read_bytes().split(b"\0")
        except (OSError, ValueError):  # no file, no number in it, or no such process
            argv = [b""]
        if not _may_serve(argv, charge):
            stale.unlink(missing_ok=True)


def _may_serve(argv: Sequence[bytes], charge: Charge) -> bool:
    """Whether a process with these arguments could be a server of the charge's data."""
    if Path(os.fsdecode(argv[0])).name not in {"postgres", "postmaster"}:
        return False
    places = [os.fsdecode(word) for word in argv[1:] if word.startswith(b"/")]
    return not places or charge.data in places


def _signal(pid: int, number: int) -> None:
    with contextlib.suppress(ProcessLookupError):
        os.kill(pid, number)


class Keeper:
    """Starts the server, restarts it when it dies, stops it when nobody uses it."""

    def __init__(self, program: str, charge: Charge) -> None:
        self._program = program
        self._charge = charge
        self._users = os.open(charge.users_lock, os.O_RDWR)
        self._server: subprocess.Popen[bytes] | None = None
        self._false_starts = 0

    def run(self) -> int:
        """Keep until nobody uses the server. 0: stopped cleanly; 1: it could not be kept."""
        signal.pthread_sigmask(signal.SIG_BLOCK, _AWAITED)
        self._start()
        while True:
            got = signal.sigtimedwait(_AWAITED, PATIENCE_S)
            is_alive = self._reap()
            if (got is not None and got.si_signo != signal.SIGCHLD) or self._is_unused():
                self._stop()
                return 0
            if not is_alive and not self._start_again():
                return 1

    def _start(self) -> None:
        end(self._charge)  # backends outlive a killed postmaster for a moment
        forget(self._charge)
        self._server = subprocess.Popen(  # noqa: S603 - our own program and directory
            [self._program, "-D", self._charge.data],
            stdin=subprocess.DEVNULL,
            env={"LC_ALL": "C", "TZ": "UTC"},
            user=self._charge.uid if os.geteuid() == 0 else None,
            group=self._charge.gid if os.geteuid() == 0 else None,
            extra_groups=[] if os.geteuid() == 0 else None,
            umask=0o077,
            preexec_fn=partial(_beget, os.getpid()),  # noqa: PLW1509 - this process has one thread
        )

    def _start_again(self) -> bool:
        self._false_starts = 0 if is_ready(self._charge) else self._false_starts + 1
        if self._false_starts >= FALSE_STARTS:
            return False
        self._start()
        return True

    def _reap(self) -> bool:
        """Take the exit codes of all children, adopted ones too; whether the server lives."""
        with contextlib.suppress(ChildProcessError):
            while (ended := os.waitpid(-1, os.WNOHANG))[0]:
                if self._server is not None and ended[0] == self._server.pid:
                    self._server.returncode = os.waitstatus_to_exitcode(ended[1])
        return self._server is not None and self._server.returncode is None

    def _is_unused(self) -> bool:
        try:
            fcntl.flock(self._users, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True

    def _stop(self) -> None:
        """Stop the server and wait for the last of its processes."""
        for number, seconds in STOPS:
            deadline = time.monotonic() + seconds
            if self._reap() and self._server is not None:
                _signal(self._server.pid, number)
            while self._reap() and time.monotonic() < deadline:
                signal.sigtimedwait((signal.SIGCHLD,), PATIENCE_S)
            if not self._reap():
                break
        end(self._charge)


def _beget(keeper: int) -> None:
    """In the child, just before it becomes the server: no dumps, and never without its keeper."""
    signal.pthread_sigmask(signal.SIG_SETMASK, ())
    resource.setrlimit(resource.RLIMIT_CORE, _NO_DUMP)
    ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, int(signal.SIGINT))
    if os.getppid() != keeper:  # it was killed before the kernel knew what to do then
        os._exit(1)


def main() -> int:
    """Keep the charge named in the arguments, with the program named there."""
    program, charge = sys.argv[1], Charge(**json.loads(sys.argv[2]))
    os.pwrite(LOCK_FILE, str(os.getpid()).encode(), 0)
    os.chdir(Path(charge.users_lock).parent)
    ctypes.CDLL(None).prctl(_PR_SET_CHILD_SUBREAPER, 1)
    return Keeper(program, charge).run()


if __name__ == "__main__":
    sys.exit(main())
