"""Home: where one embedded server's data, socket, locks, log and passwords stand."""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import stat
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final, Self

from cdp.errors import ServerUnusable

if TYPE_CHECKING:
    from cdp.database.embedded.account import Account

SYSTEM_HOMES: Final = Path("/var/lib/pipl-cdp")
"""Where root puts the homes of servers: the account it lends may not enter root's folders."""

PRIVATE: Final = 0o700
"""Mode of a home and of a socket's folder."""

SOCKET_BYTES: Final = 100
"""Longest path of a socket; the kernel's own bound is 107."""

_NEAR: Final = "postgres"
_PLAIN: Final = re.compile(r"[A-Za-z0-9._/-]+")
_SOCKET_NAME: Final = ".s.PGSQL.5432"


@dataclass(frozen=True, slots=True, kw_only=True)
class Home:
    """A folder of mode 0700, owned by the account that the server runs as."""

    root: Path

    @property
    def data(self) -> Path:
        """The data directory; it is there only when it is complete."""
        return self.root / "data"

    @property
    def programs(self) -> Path:
        """The copy of the binaries, where the server runs as an account of its own."""
        return self.root / "programs"

    @property
    def passwords(self) -> Path:
        """The roles' passwords, mode 0600."""
        return self.root / "passwords.json"

    @property
    def log(self) -> Path:
        """What the server and its keeper say."""
        return self.root / "server.log"

    @property
    def cluster(self) -> str:
        """The name in the title of each process of this server."""
        return f"cdp-{_digest(self.root)}"

    def lock(self, name: str) -> Path:
        """The file of one lock: `start`, `users` or `keeper`."""
        return self.root / f"{name}.lock"

    def socket(self, runtime_dir: Path) -> Path:
        """The folder of the socket: in the home, or under `runtime_dir` where that does not fit.

        A path does not fit if it is too long, or has letters that mean something in an address. A
        folder under `runtime_dir` has a name nobody can foresee, since others may write there;
        the home remembers it.
        """
        near = self.root / "socket"
        if _fits(near):
            near.mkdir(mode=PRIVATE, exist_ok=True)
            return near
        memory = self.root / "socket-folder"
        if (known := self._known_folder(memory)) is not None:
            return known
        folder = Path(tempfile.mkdtemp(prefix="cdp-", dir=runtime_dir))
        if not _fits(folder):
            folder.rmdir()
            raise ServerUnusable(
                f"The path of a socket under {runtime_dir} would exceed {SOCKET_BYTES} bytes or "
                "hold unusual letters. Set CDP_STATE_DIR or TMPDIR to a shorter, plainer path."
            )
        memory.write_text(str(folder))
        return folder

    def remove(self) -> None:
        """Remove everything. No server may run. Raises `OSError`."""
        known = self._known_folder(self.root / "socket-folder")
        if known is not None:
            shutil.rmtree(known)
        shutil.rmtree(self.root)

    def _known_folder(self, memory: Path) -> Path | None:
        """The folder that `memory` names, if it is still ours and closed to everybody else."""
        if not memory.is_file():
            return None
        folder = Path(memory.read_text())
        try:
            there = folder.lstat()
        except OSError:
            return None
        # lstat follows no link: whoever put one there, or another folder, is found out.
        owner = self.root.stat().st_uid
        is_ours = there.st_mode == stat.S_IFDIR | PRIVATE and there.st_uid == owner
        return folder if is_ours else None

    @classmethod
    def find(cls, state_dir: Path) -> Self | None:
        """The home that belongs to `state_dir`, if one was made.

        Raises:
            ServerUnusable: the pointer leads elsewhere than to a home; `drop` would remove it.
        """
        near = state_dir / _NEAR
        if near.is_dir():
            return cls(root=near)
        pointer = _pointer(state_dir)
        if not pointer.is_file():
            return None
        root = Path(pointer.read_text())
        if root.parent != SYSTEM_HOMES or root.name in {"", ".", ".."}:
            raise ServerUnusable(
                f"{pointer} names no folder in {SYSTEM_HOMES}. Restore it from a backup, or remove "
                "it to begin with an empty database."
            )
        return cls(root=root)

    @classmethod
    def make(cls, state_dir: Path, account: Account) -> Self:
        """The home of `state_dir`, made if there is none. Hold the state's lock.

        Raises:
            ServerUnusable: the home belongs to another account.
            OSError: the folder cannot be made.
        """
        home = cls.find(state_dir) or cls._new(state_dir, account)
        if not home.root.exists():
            home.root.mkdir(mode=PRIVATE, parents=True)
            home.root.chmod(PRIVATE)  # whatever the process's umask
            if account.is_lent:
                os.chown(home.root, account.uid, account.gid)
        owner = home.root.stat().st_uid
        if owner != account.uid:
            raise ServerUnusable(
                f"The database in {home.root} belongs to user {owner}, and this command would run "
                f"it as user {account.uid}. Run it as the user who made it, or set CDP_STATE_DIR."
            )
        return home

    @classmethod
    def _new(cls, state_dir: Path, account: Account) -> Self:
        if not account.is_lent:
            return cls(root=state_dir / _NEAR)
        SYSTEM_HOMES.mkdir(mode=0o755, parents=True, exist_ok=True)
        SYSTEM_HOMES.chmod(0o755)
        root = SYSTEM_HOMES / _digest(state_dir)
        attempt = 1
        # A home that no pointer names lost its state directory. It is somebody's data: leave it.
        while root.exists():
            attempt += 1
            root = SYSTEM_HOMES / f"{_digest(state_dir)}-{attempt}"
        pointer = _pointer(state_dir)
        fresh = pointer.with_suffix(".new")
        fresh.write_text(str(root))
        fresh.rename(pointer)
        return cls(root=root)


def forget(state_dir: Path) -> None:
    """Remove the pointer of `state_dir`, after its home."""
    _pointer(state_dir).unlink(missing_ok=True)


def _pointer(state_dir: Path) -> Path:
    return state_dir / "postgres.home"


def _fits(folder: Path) -> bool:
    """Whether a socket in `folder` has a path that the kernel, PostgreSQL and a URL can take."""
    is_short = len(os.fsencode(folder / _SOCKET_NAME)) <= SOCKET_BYTES
    return is_short and _PLAIN.fullmatch(str(folder)) is not None


def _digest(path: Path) -> str:
    return hashlib.sha256(os.fsencode(path)).hexdigest()[:16]
