"""FileRootKey: the root key in a file that its owner alone can read.

The file is one line, `cdp-root-key-v1:` and 32 bytes in base64. It is written under another name,
flushed, and linked into place: whoever is killed while making it leaves no key or a whole one.
"""

from __future__ import annotations

import base64
import binascii
import errno
import os
import stat
from typing import TYPE_CHECKING, Final, NoReturn, Self

from privacy.errors import RootKeyMissing, RootKeyUnusable
from privacy.vault.rootkey import ROOT_BYTES, MasterKey

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

_PREFIX: Final = b"cdp-root-key-v1:"
_LONGEST: Final = 128
_MODE: Final = 0o600


class FileRootKey(MasterKey):
    """A root key read from its file once, at start."""

    __slots__ = ()

    @classmethod
    def load(cls, path: Path) -> Self:
        """Read the key.

        Raises:
            RootKeyMissing: there is no such file.
            RootKeyUnusable: it is a link, no plain file, another user's, open to others, or cut.
        """
        # O_NONBLOCK: opening a named pipe must not wait for a writer.
        flags = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC
        try:
            handle = os.open(path, flags)
        except FileNotFoundError:
            raise RootKeyMissing(f"{path} does not exist: restore it, or make a new key") from None
        except OSError as problem:
            _refuse(path, problem)
        try:
            _check(path, os.fstat(handle))
            line = os.read(handle, _LONGEST)
        finally:
            os.close(handle)
        return cls(_decode(path, line))

    @classmethod
    def create(cls, path: Path, *, entropy: Callable[[int], bytes] = os.urandom) -> Self:
        """Make a key, 0600, and return it once it is on the disk.

        Raises:
            RootKeyUnusable: the file exists, or its directory cannot be written.
        """
        master = entropy(ROOT_BYTES)
        draft = path.with_name(f".{path.name}.{os.getpid()}.{entropy(6).hex()}")
        try:
            _write(draft, _PREFIX + base64.b64encode(master) + b"\n")
            try:
                # Unlike a rename, a link fails where another process was first.
                os.link(draft, path, follow_symlinks=False)
            finally:
                draft.unlink()
            _flush_directory(path.parent)
        except FileExistsError:
            raise RootKeyUnusable(f"{path} exists: it is never overwritten") from None
        except OSError as problem:
            _refuse(path, problem)
        return cls(master)

    @classmethod
    def load_or_create(
        cls, path: Path, *, entropy: Callable[[int], bytes] = os.urandom
    ) -> tuple[Self, bool]:
        """The key, and whether it was made now; two processes at once end with the same key.

        Raises:
            RootKeyUnusable: as `load` and `create`.
        """
        try:
            return cls.load(path), False
        except RootKeyMissing:
            pass
        try:
            return cls.create(path, entropy=entropy), True
        except RootKeyUnusable:
            return cls.load(path), False


def _check(path: Path, status: os.stat_result) -> None:
    if not stat.S_ISREG(status.st_mode):
        raise RootKeyUnusable(f"{path} is not a plain file: put the root key into one")
    if status.st_uid not in {os.geteuid(), 0}:
        raise RootKeyUnusable(f"{path} belongs to another user: chown it to the service's account")
    if status.st_mode & 0o077:
        raise RootKeyUnusable(f"{path} is open to others: chmod 600, and consider the key known")


def _decode(path: Path, line: bytes) -> bytes:
    text = line.removesuffix(b"\n").removeprefix(_PREFIX)
    try:
        master = base64.b64decode(text, validate=True)
    except binascii.Error:
        master = b""
    if not line.startswith(_PREFIX) or len(master) != ROOT_BYTES:
        raise RootKeyUnusable(
            f"{path} holds no root key, or not all of it: restore it from its copy"
        )
    return master


def _write(path: Path, content: bytes) -> None:
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, _MODE)
    try:
        os.fchmod(handle, _MODE)  # whatever the umask
        os.write(handle, content)
        os.fsync(handle)
    finally:
        os.close(handle)


def _flush_directory(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _refuse(path: Path, problem: OSError) -> NoReturn:
    if problem.errno == errno.ELOOP:
        raise RootKeyUnusable(f"{path} is a symbolic link: name the file itself") from None
    word = errno.errorcode.get(problem.errno or 0, "an error")
    raise RootKeyUnusable(
        f"{path} cannot be used ({word}): check the path and its rights"
    ) from None
