"""Dsns: one address for each database and role."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Final
from urllib.parse import quote

from cdp.errors import DatabaseUnset

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path


class Database(StrEnum):
    """Three databases, three fates. The value is the database's name on the server."""

    DATA = "cdp"
    KEYS = "cdp_keys"
    LEDGER = "cdp_ledger"


class Role(StrEnum):
    """Who connects. The value is the role's name on the server."""

    OWNER = "cdp_owner"
    """Owns every table; migrations only."""
    APP = "cdp_app"
    """Requests: reads and writes data, reads and makes keys."""
    JOBS = "cdp_jobs"
    """Background work: what the app may, and sweeping."""
    LEDGER = "cdp_ledger"
    """Appends to the access ledger; sees no data and no keys."""
    AUDIT = "cdp_audit"
    """Reads the access ledger; nothing else."""


SETTINGS: Final[Mapping[tuple[Database, Role], str]] = {
    (Database.DATA, Role.OWNER): "CDP_DATABASE_OWNER_URL",
    (Database.KEYS, Role.OWNER): "CDP_KEYS_OWNER_URL",
    (Database.LEDGER, Role.OWNER): "CDP_LEDGER_OWNER_URL",
    (Database.DATA, Role.APP): "CDP_DATABASE_URL",
    (Database.KEYS, Role.APP): "CDP_KEYS_URL",
    (Database.LEDGER, Role.LEDGER): "CDP_LEDGER_URL",
    (Database.LEDGER, Role.AUDIT): "CDP_AUDIT_URL",
    (Database.DATA, Role.JOBS): "CDP_DATABASE_JOBS_URL",
    (Database.KEYS, Role.JOBS): "CDP_KEYS_JOBS_URL",
}
"""The setting that holds each address of a real server."""


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Dsns:
    """Addresses (`postgresql://…`) by database and role. They hold passwords: repr shows none."""

    urls: Mapping[tuple[Database, Role], str]

    def __repr__(self) -> str:
        """Say which are set."""
        names = ", ".join(f"{database.value}/{role.value}" for database, role in self.urls)
        return f"<Dsns {names}>"

    def of(self, database: Database, role: Role) -> str:
        """The address of `database` for `role`.

        Raises:
            DatabaseUnset: none is configured.
        """
        try:
            return self.urls[database, role]
        except KeyError:
            setting = SETTINGS.get((database, role), f"{database.value}/{role.value}")
            raise DatabaseUnset(setting) from None

    @classmethod
    def configured(cls, given: Mapping[str, str]) -> Dsns:
        """Addresses of real servers, by the key of their setting.

        The auditors' address may be left out: the role that appends may read as well.
        """
        spare = given.get(SETTINGS[Database.LEDGER, Role.LEDGER])
        urls = {pair: given[key] for pair, key in SETTINGS.items() if key in given}
        if spare is not None:
            urls.setdefault((Database.LEDGER, Role.AUDIT), spare)
        return cls(urls=urls)

    @classmethod
    def on_socket(
        cls,
        directory: Path,
        passwords: Mapping[str, str],
        names: Mapping[Database, str] | None = None,
    ) -> Dsns:
        """Addresses on a local server: every role of every database that it may enter.

        `names` gives the databases other names than their own (tests clone them).
        """
        return cls(
            urls={
                (database, role): socket_url(
                    directory,
                    role=role.value,
                    password=passwords[role.value],
                    name=database.value if names is None else names[database],
                )
                for database, role in SETTINGS
            }
        )


def socket_url(directory: Path, *, role: str, password: str, name: str) -> str:
    """The address of database `name` behind the socket in `directory`."""
    place = quote(str(directory), safe="/")
    return f"postgresql://{role}:{quote(password, safe='')}@/{name}?host={place}"
