"""Reaching the databases: real servers where they are configured, else the embedded one."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from cdp.database.dsn import Dsns
from cdp.database.embedded.server import EmbeddedPostgres

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cdp.settings import Settings


@contextmanager
def reach(settings: Settings) -> Iterator[Dsns]:
    """The databases' addresses for this block; the embedded server runs as long as it does.

    Raises:
        ServerUnusable: the embedded server cannot be made or started.
    """
    if not settings.is_embedded:
        yield Dsns.configured(settings.database_urls())
        return
    with EmbeddedPostgres(state_dir=settings.state_dir).acquire() as tenancy:
        yield tenancy.dsns
