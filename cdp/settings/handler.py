"""The handler's id: given in production, made once in development."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Final
from uuid import UUID

from cdp.errors import SettingsInvalid

if TYPE_CHECKING:
    from collections.abc import Callable

    from cdp.settings.settings import Settings

_FILE: Final = "handler-id"


def handler_of(settings: Settings, ids: Callable[[], UUID]) -> UUID:
    """The id of the handler whose data this is.

    Development makes one at first start and keeps it in the state directory; of several
    processes that start at once, one wins and all return the same.

    Raises:
        SettingsInvalid: the kept file holds no UUID.
    """
    if settings.handler_id is not None:
        return settings.handler_id
    kept = settings.state_dir / _FILE
    if not kept.exists():
        _keep(kept, ids())
    try:
        return UUID(kept.read_text(encoding="ascii").strip())
    except ValueError:
        raise SettingsInvalid(
            [f"{kept}: holds no UUID. Restore it: what was sealed under it opens under no other."]
        ) from None


def _keep(place: Path, handler: UUID) -> None:
    """Write whole or not at all, and never over another process's id."""
    place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile("w", dir=place.parent, encoding="ascii") as draft:
        draft.write(f"{handler}\n")
        draft.flush()
        os.fsync(draft.fileno())
        try:
            os.link(draft.name, place)
        except FileExistsError:
            return
