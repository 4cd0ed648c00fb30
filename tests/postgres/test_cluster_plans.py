"""The statements on clusters read their indexes, among people of whom any two are merged."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import asyncpg
import pytest

from cdp.contacts.candidates import OF_MANY
from cdp.database.dsn import Database, Dsns, Role
from cdp.database.explain import Explained, explained
from cdp.identity.cluster_store import ABOUT, BOUND, CLUSTER, DECIDED, GRAPH, PAGE
from cdp.identity.relinking import RELEASE, REVERSE, UNLINK
from cdp.profile.nodes import NODES
from cdp.tasks.store import STANDING
from privacy.store.statement import Statement
from tests.postgres.clones import Clones
from tests.postgres.crowd import POLICY, gather

PEOPLE: Final = 10_000
MERGED: Final = (
    # Every second person is one with the next; a decision and a row of each of the two.
    (
        "INSERT INTO merge_decision (id, kind, evidence, reason, actor, decided_at)"
        " SELECT md5('d' || i)::uuid, 'MERGE', 'DOCUMENT', 'SAME_PERSON', 'local:dora',"
        " timestamptz '2026-01-01Z' + i * interval '1 h' FROM generate_series(1, 10000, 2) AS i"
    ),
    (
        "INSERT INTO merge_member (subject_id, decision_id, side)"
        " SELECT md5((i + of)::text)::uuid, md5('d' || i)::uuid,"
        " CASE WHEN of = 0 THEN 'SURVIVOR' ELSE 'ABSORBED' END"
        " FROM generate_series(1, 9999, 2) AS i, generate_series(0, 1) AS of"
    ),
    (
        "INSERT INTO merge_link (subject_id, profile_id)"
        " SELECT md5((i + of)::text)::uuid, md5(i::text)::uuid"
        " FROM generate_series(1, 9999, 2) AS i, generate_series(0, 1) AS of"
    ),
    (
        "INSERT INTO link_constraint (subject_id, id, kind, set_by, set_at)"
        " SELECT md5((i + of)::text)::uuid, md5('c' || i)::uuid, 'NEVER_LINK', 'local:dora', now()"
        " FROM generate_series(1, 9998, 2) AS i, generate_series(1, 2) AS of"
    ),
)
SMALL: Final = {
    *("ledger_owed", "policy_active", "policy_version"),
    *("consent_event", "consent_state", "contact_address", "organisation"),
}
"""Tables of a row or two here, or of none."""

READ: Final = {
    CLUSTER: {"pk_merge_link", "ix_merge_link_profile_id", "pk_subject"},
    GRAPH: {
        "pk_merge_member",
        "pk_merge_decision",
        "ix_merge_member_decision_id",
        "pk_link_constraint",
    },
    BOUND: {"pk_link_constraint", "ix_link_constraint_id", "pk_subject"},
    DECIDED: {"pk_merge_member", "pk_merge_decision", "ix_merge_member_decision_id", "pk_subject"},
    ABOUT: {"pk_merge_decision", "ix_merge_member_decision_id"},
    PAGE: {"ix_merge_decision_decided_at", "ix_merge_member_decision_id"},
    REVERSE: {"pk_merge_decision"},
    UNLINK: {"pk_merge_link"},
    RELEASE: {"ix_link_constraint_id"},
    OF_MANY: {"ix_contact_subject_id_source"},
    NODES: {"pk_subject", "pk_phone_ownership"},
    STANDING: {"ix_task_subject_id_due_at"},
}
"""What each statement says that it reads."""


@pytest.fixture(scope="module")
def crowded(clones: Clones) -> Iterator[Dsns]:
    """A database with a crowd, whom somebody took together by twos."""

    async def fill(dsn: str) -> None:
        owner = await asyncpg.connect(dsn)
        for line in POLICY:
            await owner.execute(line)
        await gather(owner, 1, PEOPLE)
        for line in MERGED:
            await owner.execute(line)
        await owner.execute("VACUUM (ANALYZE)")
        await owner.close()

    with clones.fresh() as dsns:
        clones.wait_for(fill(dsns.of(Database.DATA, Role.OWNER)))
        yield dsns


async def planned(dsns: Dsns, statement: Statement) -> Explained:
    [plan] = await explained(dsns.of(Database.DATA, Role.OWNER), [statement], by_index=False)
    return plan


@pytest.mark.parametrize("statement", READ, ids=lambda each: each.name)
async def test_a_statement_on_clusters_reads_the_indexes_that_it_names(
    crowded: Dsns, statement: Statement
) -> None:
    """By the plan that serves every value; no table of people is read from end to end."""
    plan = await planned(crowded, statement)
    assert set(plan.scanned) <= SMALL
    assert READ[statement] <= set(plan.indexes)


async def test_without_the_index_of_profiles_every_link_would_be_read(clones: Clones) -> None:
    """The fault that the test above is there for."""
    with clones.fresh() as dsns:
        owner = await asyncpg.connect(dsns.of(Database.DATA, Role.OWNER))
        await gather(owner, 1, 1000)
        for line in (*MERGED[2:3], "DROP INDEX ix_merge_link_profile_id", "ANALYZE"):
            await owner.execute(line.replace("9999", "999"))
        await owner.close()
        assert "merge_link" in (await planned(dsns, CLUSTER)).scanned
