"""The statements about people read their indexes, whatever is asked for with them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final
from uuid import uuid4

import asyncpg
import pytest

from cdp.contacts.provenance import part_of
from cdp.contacts.survivorship import ContactField
from cdp.database.dsn import Database, Dsns, Role
from cdp.database.listing import EARLIEST, LATEST
from cdp.profile import named
from cdp.profile.listings import page_of
from cdp.profile.merged import parts_of
from cdp.profile.selection import Selection
from cdp.profile.store import by_id, by_ids, by_number, by_numbers
from privacy.gate import rule
from privacy.policy import default_document, load
from privacy.store.standing import binds
from privacy.store.statement import Statement
from privacy.terms import DataCategory
from privacy.testing.asks import ask

AT: Final = datetime(2026, 11, 22, 3, 45, tzinfo=UTC)
SELECTION: Final = Selection(
    parts=parts_of("timeline")
    | parts_of("interactions")
    | {"reach", "assigned", "phones"}
    | frozenset(map(part_of, ContactField)),
    cells=frozenset({0, 3}),
)
VALUES: Final[Mapping[str, Any]] = {
    **binds(rule(ask(DataCategory.IDENTITY_NAME), load(default_document())), AT),
    **SELECTION.binds(),
    "bits": [0],
    "agent": "",
    "me": "local:agent-7",
    "seen_at": AT,
    "key_ver": 1,
    "bx": bytes(16),
    "tokens": [bytes(16)] * 100,
    "subject": uuid4(),
    "subjects": [uuid4()] * 100,
    "named_rows": [uuid4()] * 100,
    "for_purpose": "service.support",
    "page_first": 11,
    "page_id": LATEST.id,
    "ref_source": "order-system",
    "ref_kind": "order",
    "ref_token": bytes(16),
    "source": "web-form",
    "role": "PROSPECT",
    "created_since": AT,
    "created_until": AT,
}
OF_ANYBODY: Final = {
    "pk_subject",
    "pk_consent_state",
    "pk_phone_ownership",
    "ix_contact_subject_id_source",
    "ix_call_subject_id_started_at",
    "ix_customer_order_subject_id_placed_at",
    "ix_message_subject_id_sent_at",
    "ix_service_case_subject_id_opened_at",
    "ix_lead_subject_id_captured_at",
    "ix_task_subject_id_due_at",
}
BY_NUMBER: Final = {"pk_identity_index", "phone_ownership_one_owner_at_a_time"}
NO_INDEX: Final = {"ledger_owed", "policy_active", "policy_version"}
"""Tables of a row or two, or of none."""


@dataclass(frozen=True)
class Looked:
    """A statement, its values, and the indexes that it names."""

    statement: Statement
    indexes: frozenset[str]
    more: Mapping[str, Any]


def looked(statement: Statement, *indexes: str, **more: object) -> Looked:
    return Looked(statement, frozenset(indexes), more)


FILL: Final = """
INSERT INTO subject (id, created_at)
SELECT md5(i::text)::uuid, timestamptz '2026-01-01Z' + i * interval '1 h'
FROM generate_series(1, 5000) AS i;
INSERT INTO contact
  (subject_id, id, n, version, source, role, notice_version, occurred_at, received_at)
SELECT md5(i::text)::uuid, gen_random_uuid(), 1, 1, 'source-' || i % 5, 'PROSPECT', '1', now(),
       now()
FROM generate_series(1, 5000) AS i;
INSERT INTO customer_order
  (subject_id, id, source, status, total_minor, currency, placed_at, agent, status_at,
   received_at)
SELECT md5(i::text)::uuid, gen_random_uuid(), 'shop', 'PAID', i, 'CNY',
       timestamptz '2026-01-01Z' + i * interval '1 h', 'local:agent-7', now(), now()
FROM generate_series(1, 5000) AS i;
INSERT INTO lead
  (subject_id, id, source, captured_at, qualification, status, paused, agent, owner,
   notice_version, received_at)
SELECT md5(i::text)::uuid, gen_random_uuid(), 'web-form',
       timestamptz '2026-01-01Z' + i * interval '1 h', 'INQUIRY', 'NEW', false, 'local:agent-7',
       'local:agent-' || i % 9, '1', now()
FROM generate_series(1, 5000) AS i;
INSERT INTO task
  (subject_id, id, kind, purpose, due_at, channel, priority, state, origin, agent, assignee,
   received_at)
SELECT md5(i::text)::uuid, gen_random_uuid(), 'CALLBACK', 'service.support',
       timestamptz '2026-01-01Z' + i * interval '1 h', 'PHONE', 3, 'OPEN', 'PERSON',
       'local:agent-7', 'local:agent-' || i % 9, now()
FROM generate_series(1, 5000) AS i;
INSERT INTO phone_identity
  (id, has_extension, country, region, line_type, carrier_original, created_at)
SELECT md5(i::text)::uuid, false, 'CN', '', 'MOBILE', '', now() FROM generate_series(1, 5000) AS i;
INSERT INTO identity_index (kind, key_ver, bx, identity_id)
SELECT 'phone', 1, substr(sha256(i::text::bytea), 1, 16), md5(i::text)::uuid
FROM generate_series(1, 5000) AS i;
INSERT INTO phone_ownership
  (subject_id, id, identity_id, e164, during, role, exclusive, verification, state, number_status)
SELECT md5(i::text)::uuid, gen_random_uuid(), md5(i::text)::uuid, '', tstzrange(NULL, NULL),
       'PRIMARY', true, 'NONE', 'ACTIVE', 'ACTIVE'
FROM generate_series(1, 5000) AS i;
ANALYZE
"""
"""Enough people that a plan which reads them all would be a bad one."""

NAMED: Final = frozenset(named.PARTS.values())
ALL: Final = frozenset[str]()
STATEMENTS: Final = {
    "by number": looked(by_number(SELECTION.shape), *BY_NUMBER, *OF_ANYBODY),
    "by id": looked(by_id(SELECTION.shape), *OF_ANYBODY),
    "by numbers": looked(by_numbers(SELECTION.shape), *BY_NUMBER, *OF_ANYBODY),
    "by ids": looked(by_ids(SELECTION.shape), *OF_ANYBODY),
    "named rows": looked(by_ids(NAMED), "pk_subject"),
    "newest": looked(page_of("profiles", ALL, ALL), "ix_subject_created_at", page_at=LATEST.at),
    "oldest": looked(
        page_of("profiles_oldest", ALL, ALL), "ix_subject_created_at", page_at=EARLIEST.at
    ),
    "lately": looked(
        page_of("profiles", frozenset({"created_since", "created_until"}), ALL),
        "ix_subject_created_at",
        page_at=LATEST.at,
    ),
    "who answers": looked(
        page_of("profiles", frozenset({"number"}), ALL),
        *BY_NUMBER,
        "pk_subject",
        page_at=LATEST.at,
    ),
    "whose record": looked(
        page_of("profiles", frozenset({"external_ref"}), ALL),
        "pk_external_ref",
        "pk_subject",
        page_at=LATEST.at,
    ),
    "of a source": looked(
        page_of("profiles", frozenset({"source", "role"}), ALL),
        "ix_contact_subject_id_source",
        page_at=LATEST.at,
    ),
}


@pytest.mark.parametrize("name", sorted(STATEMENTS))
async def test_a_statement_reads_the_indexes_that_it_names_and_scans_no_table(
    databases: Dsns, name: str
) -> None:
    """By its generic plan, as the service's prepared statements come to have."""
    asked = STATEMENTS[name]
    connection = await asyncpg.connect(databases.of(Database.DATA, Role.OWNER))
    try:
        await connection.execute(FILL)
        await connection.execute(
            "SET enable_seqscan = off; SET plan_cache_mode = force_generic_plan"
        )
        values = asked.statement.arguments(**{**VALUES, **asked.more})
        plan = await connection.fetch(f"EXPLAIN {asked.statement.text}", *values)
    finally:
        await connection.close()
    text = "\n".join(str(row[0]) for row in plan)
    assert set(re.findall(r"Seq Scan on (\w+)", text)) <= NO_INDEX
    assert [index for index in sorted(asked.indexes) if index not in text] == []
