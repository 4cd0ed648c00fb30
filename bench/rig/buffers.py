"""Buffers: how many pages of the database the root statement looks at for one request."""

from __future__ import annotations

import json
from statistics import mean
from typing import TYPE_CHECKING

import asyncpg

from bench.rig.ours import root_statement, token_of
from cdp.database.dsn import Database, Role

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bench.rig.deployment import Deployment


async def buffers(place: Deployment, people: Iterable[int]) -> float:
    """Pages a request, by EXPLAIN (ANALYZE, BUFFERS) of the statement for each of `people`."""
    root = root_statement(place)
    connection = await asyncpg.connect(place.dsns.of(Database.DATA, Role.APP))
    explain = f"EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) {root.statement.text}"
    pages: list[int] = []
    for n in people:
        values = root.statement.arguments(**root.values, bx=token_of(place, n))
        [told] = json.loads(await connection.fetchval(explain, *values))
        plan = told["Plan"]
        pages.append(plan["Shared Hit Blocks"] + plan["Shared Read Blocks"])
    await connection.close()
    return mean(pages)
