"""Passwords of the embedded server's roles: random, made once, kept in one file of mode 0600."""

from __future__ import annotations

import json
import os
import secrets
from typing import TYPE_CHECKING, Final

from cdp.database.dsn import Role
from cdp.errors import ServerUnusable

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

SUPERUSER: Final = "cdp_superuser"
"""Owns the cluster. No command connects as it; it is there for repairs, and for tests."""

NAMES: Final = (SUPERUSER, *(role.value for role in Role))

_BYTES: Final = 32


def make(path: Path) -> None:
    """Write a password for each role to `path`, unless there is such a file."""
    if path.exists():
        return
    words = {name: secrets.token_hex(_BYTES) for name in NAMES}
    fresh = path.with_suffix(".new")
    fresh.unlink(missing_ok=True)
    file = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(file, "w") as out:
        json.dump(words, out)
        out.flush()
        os.fsync(file)
    fresh.rename(path)


def read(path: Path) -> Mapping[str, str]:
    """The password of each role.

    Raises:
        ServerUnusable: the file is missing or damaged, so nobody can log in any more.
    """
    try:
        words = json.loads(path.read_text())
        return {name: str(words[name]) for name in NAMES}
    except (OSError, ValueError, KeyError, TypeError):
        raise ServerUnusable(
            f"The passwords in {path} cannot be read. Restore that file from a backup, or remove "
            "this server and its data with `cdp db drop`."
        ) from None
