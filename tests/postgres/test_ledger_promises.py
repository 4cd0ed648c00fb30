"""The ledger on PostgreSQL keeps every promise of the ledger."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.postgres.ledgers import PostgresLog, open_log
from tests.unit.ledger.promises import LedgerPromises

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from cdp.database.dsn import Dsns


class TestOnPostgres(LedgerPromises):
    @pytest.fixture
    async def log(self, databases: Dsns) -> AsyncIterator[PostgresLog]:
        async with open_log(databases) as log:
            yield log
