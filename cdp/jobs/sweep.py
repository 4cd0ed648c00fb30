"""The sweeper ends writes whose process died between intent and outcome.

It claims the operation as void. If the write's transaction was there first, the claim conflicts:
the write stands and the outcome says so. If not, the outcome says void, and a transaction that is
late finds its operation taken and rolls back.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from cdp.errors import StatementFailed
from privacy.debts import Debts
from privacy.errors import InvalidLeaf
from privacy.ledger.append import Ledger
from privacy.ledger.records import OpenIntent, Records
from privacy.store.operations import CELLS, CLAIM
from privacy.store.statement import Runner
from privacy.witness import Witness

_LOG: Final = logging.getLogger("cdp.jobs")

OPEN_S: Final = 60
"""Seconds after which an open intent is taken for abandoned: a transaction ends within 30."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sweeper:
    """Closes open intents. Two may run at once: the log takes one outcome of an operation."""

    records: Records
    ledger: Ledger
    debts: Debts
    writer: Runner
    witness: Witness
    clock: Callable[[], datetime]

    async def sweep(self, *, older_than_s: float = OPEN_S) -> int:
        """End every intent that has been open for longer; how many were ended.

        One that cannot be ended keeps no other from it: it is noted, and tried again.

        Raises:
            LedgerUnavailable, DatabaseUnavailable: nothing can be ended now; sweep again.
        """
        await self.debts.repay(self.ledger)
        until = self.clock() - timedelta(seconds=older_than_s)
        ended = 0
        for intent in await self.records.open_intents(until=until):
            try:
                await self._end(intent)
            except (InvalidLeaf, StatementFailed):
                _LOG.exception("an open intent could not be ended and is tried again")
            else:
                ended += 1
        return ended

    async def _end(self, intent: OpenIntent) -> None:
        now = self.clock()
        claimed = await self.writer.fetch(
            CLAIM,
            op=intent.operation,
            is_void=True,
            cells=[],
            at=now.replace(minute=0, second=0, microsecond=0),
        )
        how = await self.writer.fetch(CELLS, op=intent.operation)
        if claimed or how[0]["is_void"]:
            await self.ledger.append([self.witness.ended(intent.leaf, at=now, reason=None)])
        else:
            leaves = self.witness.applied(intent.leaf, at=now, cells=how[0]["cells"])
            await self.ledger.append(leaves)
