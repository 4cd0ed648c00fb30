"""Alembic's entry to the database `cdp`."""

from __future__ import annotations

from cdp.database.migrate import run
from privacy.store.databases import DATA

run(DATA)
