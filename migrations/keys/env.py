"""Alembic's entry to the database `cdp_keys`."""

from __future__ import annotations

from cdp.database.migrate import run
from privacy.store.databases import KEYS

run(KEYS)
