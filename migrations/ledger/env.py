"""Alembic's entry to the database `cdp_ledger`."""

from __future__ import annotations

from cdp.database.migrate import run
from privacy.store.databases import LEDGER

run(LEDGER)
