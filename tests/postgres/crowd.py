"""A crowd: people by the thousand in plain SQL, to see how statements are planned among them.

Nothing is sealed in these rows, as nobody reads them. The first person has a thousand orders and
calls, the others a few: a list that is cut must not read all of hers.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final
from uuid import UUID

if TYPE_CHECKING:
    import asyncpg

    from privacy.store.statement import Statement

FIRST: Final = UUID("c4ca4238-a0b9-2382-0dcc-509a6f75849b")
"""The first person."""

_MEET: Final = """
CREATE TEMP TABLE IF NOT EXISTS met
  (i int, m int, person uuid, row uuid, token bytea, at timestamptz)
"""

_MET: Final = """
INSERT INTO met
SELECT i, m, md5(i::text)::uuid, md5(i || '-' || m)::uuid, substr(sha256(i::text::bytea), 1, 16),
       timestamptz '2026-01-01Z' + i * interval '1 h' + m * interval '1 s'
FROM generate_series($1::int, $2::int) AS i,
     generate_series(1, CASE WHEN i = 1 THEN 1000 ELSE 3 END) AS m
"""

_FILL: Final = """
INSERT INTO subject (id, created_at, contract_until)
SELECT person, at, 'infinity' FROM met WHERE m = 1;
INSERT INTO contact
  (subject_id, id, n, version, source, role, name, email, notice_version, occurred_at, received_at)
SELECT person, row, m, 1, 'source-' || (i + m) % 50, 'PROSPECT', 'n', 'e', '1', at, now()
FROM met WHERE m < 3;
INSERT INTO customer_order
  (subject_id, id, source, status, total_minor, currency, placed_at, agent, status_at,
   received_at)
SELECT person, row, 'shop', 'PAID', i, 'CNY', at, 'local:agent-7', now(), now() FROM met;
INSERT INTO order_line (subject_id, order_id, n, product, quantity, unit_minor)
SELECT person, row, 1, 'kettle', 1, 19900 FROM met;
INSERT INTO call
  (subject_id, id, source, direction, started_at, ring_s, talk_s, result, agent, channel,
   received_at)
SELECT person, row, 'centre', 'INBOUND', at, 8, 95, 'ANSWERED', 'local:agent-' || m % 9, 'PHONE',
       now()
FROM met;
INSERT INTO message
  (subject_id, id, source, channel, direction, state, sent_at, agent, state_at, received_at)
SELECT person, row, 'centre', 'SMS', 'OUTBOUND', 'SENT', at, 'local:agent-7', now(), now()
FROM met WHERE m = 1;
INSERT INTO service_case
  (subject_id, id, source, kind, priority, status, opened_at, sla_at, agent, status_at,
   received_at)
SELECT person, row, 'centre', 'COMPLAINT', 'HIGH', 'OPEN', at, now(), 'local:agent-7', now(), now()
FROM met WHERE m = 1;
INSERT INTO lead
  (subject_id, id, source, captured_at, qualification, status, paused, agent, owner,
   notice_version, received_at)
SELECT person, row, 'web-form', at, 'INQUIRY', 'NEW', false, 'local:agent-7',
       CASE WHEN i % 2 = 0 THEN 'local:agent-' || i % 9 END, '1', now()
FROM met WHERE m = 1;
INSERT INTO task
  (subject_id, id, kind, purpose, due_at, channel, priority, state, origin, agent, assignee,
   received_at)
SELECT person, row, 'CALLBACK', 'service.support', at, 'PHONE', 3, 'OPEN', 'PERSON',
       'local:agent-7', 'local:agent-' || i % 9, now()
FROM met WHERE m = 1;
INSERT INTO phone_identity
  (id, has_extension, country, region, line_type, carrier_original, created_at)
SELECT person, false, 'CN', '', 'MOBILE', '', now() FROM met WHERE m = 1;
INSERT INTO identity_index (kind, key_ver, bx, identity_id)
SELECT 'phone', 1, token, person FROM met WHERE m = 1;
INSERT INTO phone_ownership
  (subject_id, id, identity_id, e164, during, role, exclusive, verification, state, number_status)
SELECT person, row, person, '', tstzrange(NULL, NULL), 'PRIMARY', true, 'NONE', 'ACTIVE', 'ACTIVE'
FROM met WHERE m = 1;
TRUNCATE met
"""
"""Each table before what refers to it."""

POLICY: Final = (
    "INSERT INTO policy_version (hash, document, stored_at) VALUES ('0', '', now())",
    "INSERT INTO policy_active (one, hash, mac, activated_at) VALUES (true, '0', '', now())",
)


async def gather(owner: asyncpg.Connection, first: int, last: int) -> None:
    """Bring in the people from `first` to `last`, and let the server count."""
    await owner.execute(_MEET)
    await owner.execute(_MET, first, last)
    await owner.execute(_FILL)
    await owner.execute("VACUUM (ANALYZE)")


async def buffers(
    connection: asyncpg.Connection, statement: Statement, values: dict[str, Any]
) -> int:
    """How many pages `statement` touches with `values`, by the plan that serves every value."""
    prepared = await connection.prepare(statement.text)
    kinds = [kind.name for kind in prepared.get_parameters()]
    quoted = ", ".join(f"quote_nullable(${n}::{kind}::text)" for n, kind in enumerate(kinds, 1))
    given = await connection.fetchrow(f"VALUES ({quoted})", *statement.arguments(**values))
    call = f'"{prepared.get_name()}"({", ".join(given)})'
    told = await connection.fetchval(f"EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) EXECUTE {call}")
    top = json.loads(told)[0]["Plan"]
    return int(top["Shared Hit Blocks"]) + int(top["Shared Read Blocks"])
