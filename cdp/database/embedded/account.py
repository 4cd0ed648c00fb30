"""Account: who the server runs as. PostgreSQL refuses to run as root, so root lends it one."""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, Final, Self

from cdp.errors import ServerUnusable

SYSTEM_ACCOUNT: Final = "cdp-postgres"

_SYSTEM_PROGRAMS: Final = "/usr/sbin:/sbin:/usr/bin:/bin"


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """An entry of the password file; `initdb` needs there to be one."""

    name: str
    uid: int
    gid: int

    @classmethod
    def for_server(cls) -> Self:
        """The account that the server of this process runs as.

        Raises:
            ServerUnusable: root has no such account and cannot make one, or this user has no entry.
        """
        uid = os.geteuid()
        return cls.system(SYSTEM_ACCOUNT) if uid == 0 else cls.of_user(uid)

    @classmethod
    def of_user(cls, uid: int) -> Self:
        """The account of a user.

        Raises:
            ServerUnusable: it has no entry in the password file.
        """
        try:
            return cls._of(pwd.getpwuid(uid))
        except KeyError:
            raise ServerUnusable(
                f"User {uid} has no entry in the password file, which PostgreSQL needs. "
                "Add one, or set CDP_DATABASE_URL, CDP_KEYS_URL and CDP_LEDGER_URL."
            ) from None

    @classmethod
    def system(cls, name: str, *, programs: str = _SYSTEM_PROGRAMS) -> Self:
        """The system account `name`, made by what is found in `programs` if it is missing.

        Raises:
            ServerUnusable: it is missing and cannot be made.
        """
        with suppress(KeyError):
            return cls._of(pwd.getpwnam(name))
        _make(name, programs)
        try:
            return cls._of(pwd.getpwnam(name))
        except KeyError:
            raise ServerUnusable(
                f"PostgreSQL does not run as root, and the account {name} could not be made. "
                "Make it (useradd --system), or run this command as a plain user."
            ) from None

    @property
    def is_lent(self) -> bool:
        """Whether the server runs as somebody other than this process."""
        return self.uid != os.geteuid()

    def spawning(self) -> dict[str, Any]:
        """Arguments for `subprocess` that run a program as this account, with no environment."""
        identity: dict[str, Any] = {"env": {"LC_ALL": "C", "TZ": "UTC"}, "umask": 0o077}
        if self.is_lent:
            identity |= {"user": self.uid, "group": self.gid, "extra_groups": ()}
        return identity

    @classmethod
    def _of(cls, entry: pwd.struct_passwd) -> Self:
        return cls(name=entry.pw_name, uid=entry.pw_uid, gid=entry.pw_gid)


def _make(name: str, programs: str) -> None:
    """Make the account; another command may do so at the same time, so only the outcome counts."""
    program = shutil.which("useradd", path=programs)
    if program is None:
        return
    options = ("--system", "--user-group", "--no-create-home", "--home-dir", "/nonexistent")
    subprocess.run(  # noqa: S603 - a fixed command
        [program, *options, "--shell", "/usr/sbin/nologin", name],
        check=False,
        capture_output=True,
        timeout=60,
    )
