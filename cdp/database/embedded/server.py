"""EmbeddedPostgres: one server for every command that uses the same state directory."""

from __future__ import annotations

import os
import tempfile
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final, Self

from cdp.database.dsn import Dsns
from cdp.database.embedded import home as homes
from cdp.database.embedded import passwords
from cdp.database.embedded.account import Account
from cdp.database.embedded.custody import Custody
from cdp.database.embedded.home import PRIVATE, Home
from cdp.database.embedded.lock import Lock
from cdp.database.embedded.programs import Programs
from cdp.errors import ServerUnusable

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_LOCK: Final = "postgres.lock"
"""In the state directory: held while its server is found, made, started or removed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EmbeddedPostgres:
    """The embedded server of one state directory.

    `acquire` starts it or joins the commands that use it already; the last one to let go stops it.
    """

    state_dir: Path
    runtime_dir: Path | None = None
    """Where a socket goes whose path would be too long; the system's temporary folder if None."""
    programs: Programs | None = None
    """The installation of PostgreSQL; the wheel's if None."""

    def acquire(self) -> Tenancy:
        """Use the server: started if it is not running, made if there is none.

        Raises:
            ServerUnusable: it cannot be made or started; the advice says what to do.
        """
        account = Account.for_server()
        with _advised(self.state_dir):
            self.state_dir.mkdir(mode=PRIVATE, parents=True, exist_ok=True)
            state_dir = self.state_dir.resolve()
            with Lock(state_dir / _LOCK):
                return self._enter(Home.make(state_dir, account), account)

    def drop(self) -> bool:
        """Remove the server and everything in it; whether there was one.

        Raises:
            ServerUnusable: a command uses it.
        """
        if not self.state_dir.is_dir():
            return False
        state_dir = self.state_dir.resolve()
        with _advised(state_dir), Lock(state_dir / _LOCK):
            home = Home.find(state_dir)
            if home is None:
                return False
            if home.root.is_dir():
                _empty(self._custody(home, Account.for_server()))
            homes.forget(state_dir)
            return True

    def _custody(self, home: Home, account: Account) -> Custody:
        folder = home.socket(self.runtime_dir or Path(tempfile.gettempdir()))
        if account.is_lent:
            os.chown(folder, account.uid, account.gid)
        programs = self.programs or Programs.of_wheel()
        return Custody(home=home, account=account, programs=programs, socket=folder)

    def _enter(self, home: Home, account: Account) -> Tenancy:
        users = Lock(home.lock("users")).take(shared=True)
        try:
            with Lock(home.lock("start")):
                passwords.make(home.passwords)
                words = passwords.read(home.passwords)
                custody = self._custody(home, account)
                custody.assure(words)
        except BaseException:
            users.free()
            raise
        return Tenancy(custody=custody, users=users, passwords=words)


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Tenancy:
    """The use of a running server, until `release`. It ends with the process at the latest."""

    custody: Custody
    users: Lock
    passwords: Mapping[str, str]

    @property
    def socket(self) -> Path:
        """The folder of the server's socket."""
        return self.custody.socket

    @property
    def dsns(self) -> Dsns:
        """The addresses of the server's databases."""
        return Dsns.on_socket(self.socket, self.passwords)

    @property
    def log(self) -> Path:
        """Where the server writes what it has to say."""
        return self.custody.home.log

    def assure(self) -> None:
        """Begin the server again if its keeper was killed; nothing else can need it.

        Raises:
            ServerUnusable: it does not come up.
        """
        with Lock(self.custody.home.lock("start")):
            self.custody.assure(self.passwords)

    def release(self) -> None:
        """Stop using the server. The last one stops it, and returns when it has stopped."""
        if self.users.file < 0:
            return
        home = self.custody.home
        with Lock(home.lock("start")):
            self.users.free()
            everybody = Lock(home.lock("users"))
            try:
                # If neither can be had, the keeper holds it, and stops the server just now.
                if everybody.attempt() or not everybody.attempt(shared=True):
                    self.custody.end()
            finally:
                everybody.free()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.release()


@contextmanager
def _advised(state_dir: Path) -> Iterator[None]:
    """Turn what the operating system refuses into advice."""
    try:
        yield
    except OSError as error:
        raise ServerUnusable(
            f"The database in {state_dir} cannot be made, used or removed: {error.strerror}"
            f"{f' ({error.filename})' if error.filename else ''}. Make room or give this user "
            "access, or set CDP_STATE_DIR to another place; then run the command again."
        ) from None


def _empty(custody: Custody) -> None:
    """Remove a home that nobody uses."""
    home = custody.home
    with Lock(home.lock("start")):
        everybody = Lock(home.lock("users"))
        try:
            if not everybody.attempt():
                raise ServerUnusable(
                    f"A command still uses the server in {home.root}. "
                    f"Find it with `fuser -v {everybody.path}`, stop it, then drop again."
                )
            custody.end()
            home.remove()
        finally:
            everybody.free()
