"""Reading a long ledger: every question is answered by an index, and truly."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING
from uuid import uuid4

import asyncpg
import pytest

from cdp.database.dsn import Database, Role
from privacy.ledger.records import EntryFilter
from privacy.ledger.words import Decision
from privacy.store.ledger_records import entries_where
from privacy.terms import LeafKind, Purpose, ReasonCode
from tests.postgres.ledgers import PostgresLog, open_log
from tests.unit.ledger.scene import AT, OPERATION, PSEUDONYM, denial, intent, outcome, read

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from cdp.database.dsn import Dsns

MANY = 30_000
FILL = """
INSERT INTO access_subject
SELECT substr(sha256(i::text::bytea), 1, 16), i FROM generate_series(0, 29999) AS i;
INSERT INTO access_entry
SELECT i, '{}', timestamptz '2026-01-01Z' + i * interval '1 s', gen_random_uuid(),
       (ARRAY['read','read','read','intent','outcome'])[1 + i % 5], 'allow', NULL,
       (ARRAY['service.support','sales.follow_up'])[1 + i % 2], 'oidc:' || i % 50, 'crm-web'
FROM generate_series(0, 29999) AS i
"""

QUESTIONS = [
    EntryFilter(kind=LeafKind.EXPORT),
    EntryFilter(reason=ReasonCode.CONSENT_MISSING),
    EntryFilter(purpose=Purpose.COMPLIANCE_AUDIT),
    EntryFilter(actor="oidc:nobody"),
    EntryFilter(operation=OPERATION),
    EntryFilter(subject=PSEUDONYM),
    EntryFilter(since=AT, until=AT),
    EntryFilter(purpose=Purpose.SERVICE_SUPPORT, decision=Decision.DENY),
    EntryFilter(),
]


@pytest.fixture
async def log(databases: Dsns) -> AsyncIterator[PostgresLog]:
    async with open_log(databases) as log:
        yield log


@pytest.mark.parametrize(
    "where", QUESTIONS, ids=lambda where: "+".join(where.conditions()) or "all"
)
async def test_no_question_reads_the_whole_log(where: EntryFilter, log: PostgresLog) -> None:
    """Thirty thousand entries, and no plan that scans them."""
    owner = await asyncpg.connect(log.dsns.of(Database.LEDGER, Role.OWNER))
    await owner.execute(FILL)
    await owner.execute("ANALYZE")
    values = where.conditions() | {"first": 50, "before": MANY}
    statement = entries_where(frozenset(values))
    plan = await owner.fetchval(
        f"EXPLAIN (FORMAT JSON) {statement.text}", *statement.arguments(**values)
    )
    await owner.close()
    scans = [
        node["Node Type"]
        for node in nodes(json.loads(plan)[0]["Plan"])
        if "Scan" in node["Node Type"]
    ]
    assert scans
    assert "Seq Scan" not in scans


def nodes(plan: dict[str, object]) -> list[dict[str, str]]:
    below = plan.get("Plans", [])
    assert isinstance(below, list)
    own = {key: str(value) for key, value in plan.items()}
    return [own, *(node for child in below for node in nodes(child))]


async def test_what_entries_are_found_by_is_what_they_say(log: PostgresLog) -> None:
    """The columns beside a leaf repeat it."""
    operation = uuid4()
    leaves = [read(subjects=(PSEUDONYM,)), denial(), intent(operation), outcome(operation)]
    await log.ledger.append(leaves)
    audit = await asyncpg.connect(log.dsns.of(Database.LEDGER, Role.AUDIT))
    rows = await audit.fetch("SELECT * FROM access_entry ORDER BY idx")
    found = await audit.fetch("SELECT pseudonym, idx FROM access_subject ORDER BY idx")
    await audit.close()
    for row, leaf in zip(rows, leaves, strict=True):
        told = json.loads(row["leaf"])
        assert told == json.loads(leaf.to_bytes())
        assert (leaf.at, leaf.operation, leaf.auth.client) == (row["at"], row["op"], row["client"])
        for name in ("kind", "decision", "reason", "purpose", "actor"):
            assert told[name] == row[name]
    assert [(row["pseudonym"], row["idx"]) for row in found] == [(PSEUDONYM, 0), (PSEUDONYM, 1)]


async def test_conditions_join(log: PostgresLog) -> None:
    """Whatever is asked together is one statement."""
    whole = EntryFilter(
        kind=LeafKind.READ,
        decision=Decision.ALLOW,
        reason=ReasonCode.CONSENT_MISSING,
        purpose=Purpose.SERVICE_SUPPORT,
        actor="oidc:x",
        client="crm-web",
        operation=OPERATION,
        subject=PSEUDONYM,
        since=AT,
        until=AT,
    )
    assert await log.shelf.entries(whole, first=1, before=5) == []
