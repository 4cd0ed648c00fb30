"""A process that appends: reads an address and a number, writes what it got receipts for.

echo ADDRESS | python -m tests.postgres.ledger_process NUMBER
"""

from __future__ import annotations

import asyncio
import hashlib
import json
import sys

from privacy.ledger.append import Appender
from tests.postgres.ledgers import lines
from tests.unit.ledger.scene import KEY, TENANT, read


async def append(dsn: str, number: int) -> list[tuple[int, str]]:
    """Append `number` leaves, many at once; the index and hash of each."""
    ledger = Appender(connect=lines(dsn), key=KEY, tenant=TENANT)

    async def one_after_the_other(times: int) -> list[tuple[int, str]]:
        got = []
        for _ in range(times):
            leaf = read(subjects=(bytes(16),))
            [receipt] = await ledger.append([leaf])
            got.append((receipt.index, hashlib.sha256(leaf.to_bytes()).hexdigest()))
        return got

    callers = [one_after_the_other(number // 20) for _ in range(20)]
    got = [pair for pairs in await asyncio.gather(*callers) for pair in pairs]
    await ledger.close()
    return got


if __name__ == "__main__":
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    json.dump(asyncio.run(append(sys.stdin.readline().strip(), int(sys.argv[1]))), sys.stdout)
