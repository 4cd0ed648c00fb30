"""Lock: an advisory lock on a file, held by one open file description and freed by the kernel."""

from __future__ import annotations

import fcntl
import os
import time
from typing import TYPE_CHECKING, Final, Self

from cdp.errors import ServerUnusable

if TYPE_CHECKING:
    from pathlib import Path

PATIENCE_S: Final = 300.0
"""How long to wait for a lock: the holder may be recovering a large database."""

_ASK_EVERY_S: Final = 0.01


class Lock:
    """One open file to lock. However its process ends, the kernel frees what it held.

    The file is never removed while in use; should its folder be removed and made again, a lock
    on the old file would guard nothing: `take` notices and opens the new one.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._file = -1

    @property
    def file(self) -> int:
        """The open file, for handing the lock to a child process."""
        return self._file

    def take(self, *, shared: bool = False, patience_s: float = PATIENCE_S) -> Self:
        """Take the lock, waiting at most `patience_s` seconds.

        Raises:
            ServerUnusable: somebody else holds it for longer than that.
        """
        deadline = time.monotonic() + patience_s
        while not self.attempt(shared=shared):
            if time.monotonic() > deadline:
                raise ServerUnusable(
                    f"Another command has held {self.path} for {patience_s:.0f} s. "
                    f"Find it with `fuser -v {self.path}`, let it end, and try again."
                )
            time.sleep(_ASK_EVERY_S)
        return self

    def attempt(self, *, shared: bool = False) -> bool:
        """Take the lock if nobody is in the way. A held lock changes to the mode asked for."""
        if self._file < 0:
            self._file = os.open(self.path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            fcntl.flock(self._file, (fcntl.LOCK_SH if shared else fcntl.LOCK_EX) | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        if self._is_current():
            return True
        self.free()
        return False

    def free(self) -> None:
        """Let go. A child that was handed the file keeps the lock."""
        if self._file >= 0:
            os.close(self._file)
            self._file = -1

    def clear(self) -> None:
        """Forget what an earlier holder wrote into the file."""
        os.ftruncate(self._file, 0)

    def _is_current(self) -> bool:
        try:
            return os.path.samestat(os.fstat(self._file), self.path.stat())
        except FileNotFoundError:
            return False

    def __enter__(self) -> Self:
        return self.take()

    def __exit__(self, *_: object) -> None:
        self.free()
