"""The statements about people read their indexes, whatever is asked for with them.

By the plan that serves every value, in a session as the service's readers are, among a thousand
people and among ten thousand.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any, Final
from uuid import uuid4

import asyncpg
import pytest
from graphql import OperationType

from cdp.api.selection import selection_of
from cdp.contacts.provenance import part_of
from cdp.contacts.survivorship import ContactField
from cdp.contract import load_contract
from cdp.database.dsn import Database, Dsns, Role
from cdp.database.explain import Explained, explained
from cdp.database.listing import EARLIEST, LATEST
from cdp.database.session import open_session
from cdp.profile import named
from cdp.profile.listings import LISTINGS, page_of
from cdp.profile.merged import parts_of
from cdp.profile.selection import Selection
from cdp.profile.store import by_id, by_ids, by_number, by_numbers
from privacy.gate import rule
from privacy.policy import default_document, load
from privacy.store.databases import DATA
from privacy.store.standing import binds
from privacy.store.statement import Statement
from privacy.terms import DataCategory
from privacy.testing.asks import ask
from tests.postgres.clones import Clones
from tests.postgres.crowd import FIRST, POLICY, buffers, gather
from tests.unit.plan.scene import CURSORS, SURFACE

AT: Final = datetime(2026, 11, 22, 3, 45, tzinfo=UTC)
SELECTION: Final = Selection(
    parts=parts_of("timeline")
    | parts_of("interactions")
    | {"reach", "assigned", "phones"}
    | frozenset(map(part_of, ContactField)),
    cells=frozenset({0, 3}),
)
TOKENS: Final = [sha256(str(n).encode()).digest()[:16] for n in range(1, 101)]
VALUES: Final[Mapping[str, Any]] = {
    **binds(rule(ask(DataCategory.IDENTITY_NAME), load(default_document())), AT),
    "bits": [0],
    "agent": "",
    "me": "local:agent-7",
    "seen_at": AT,
    "past_owners": False,
    "key_ver": 1,
    "bx": TOKENS[0],
    "tokens": TOKENS,
    "subject": FIRST,
    "subjects": [FIRST, *(uuid4() for _ in range(99))],
    "for_purpose": "service.support",
    "page_first": 11,
    "page_id": LATEST.id,
    "ref_source": "order-system",
    "ref_kind": "order",
    "ref_token": bytes(16),
    "source": "source-1",
    "role": "PROSPECT",
    "pool": "common",
    "created_since": AT,
    "created_until": AT,
}
OF_ANYBODY: Final = {
    "pk_subject",
    "pk_merge_link",
    "ix_merge_link_profile_id",
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
SMALL: Final = {"ledger_owed", "policy_active", "policy_version"}
"""Tables of a row or two, or of none."""

SORTED: Final = re.compile(
    r"^\(*contact\w*\.\w+_confirmed_at IS NOT NULL"  # whose word stands
    r"|^contact\w*\.(occurred_at|n) "
    r"|^\(?lower\(\w+\.during\)"  # her numbers
    r"|^newest_change\.n$"  # the last changes of a lead, cut by their index, first ones first
    r"|^subject\.created_at( DESC)?$"  # one person, who was looked up
)
"""What is sorted all the same: a few rows of one person."""


@dataclass(frozen=True, kw_only=True)
class Looked:
    """A statement, the indexes that it names, and the values that it is asked with."""

    statement: Statement
    indexes: frozenset[str] = frozenset()
    more: Mapping[str, Any] = field(default_factory=dict)
    of_one: bool = False

    @property
    def values(self) -> dict[str, Any]:
        return {**VALUES, **SELECTION.binds(), **self.more}


def looked(statement: Statement, *indexes: str, **more: object) -> Looked:
    return Looked(statement=statement, indexes=frozenset(indexes), more=more)


NAMED: Final = frozenset(named.PARTS.values())
ALL: Final = frozenset[str]()
LATELY: Final = {"created_since", "created_until"}
BY_HAND: Final = {
    "by number": looked(by_number(SELECTION.shape), *BY_NUMBER, *OF_ANYBODY),
    "by id": looked(by_id(SELECTION.shape), *OF_ANYBODY),
    "by numbers": looked(by_numbers(SELECTION.shape), *BY_NUMBER, *OF_ANYBODY),
    "by ids": looked(by_ids(SELECTION.shape), *OF_ANYBODY),
    "named rows": looked(by_ids(NAMED), "pk_subject", named_rows=[uuid4()] * 100),
    "newest": looked(page_of("profiles", ALL, ALL), "ix_subject_created_at", page_at=LATEST.at),
    "oldest": looked(
        page_of("profiles_oldest", ALL, ALL), "ix_subject_created_at", page_at=EARLIEST.at
    ),
    "lately": looked(
        page_of("profiles", frozenset(LATELY), ALL), "ix_subject_created_at", page_at=LATEST.at
    ),
    "who answers": looked(
        page_of("profiles", frozenset({"number"}), ALL),
        *BY_NUMBER,
        "pk_subject",
        page_at=LATEST.at,
    ),
    "whose record": looked(
        page_of("profiles", frozenset({"external_ref"}), ALL),
        "uq_external_ref_key",
        "pk_subject",
        page_at=LATEST.at,
    ),
    "of a source": looked(
        page_of("profiles", frozenset({"source", "role"}), ALL),
        "ix_contact_subject_id_source",
        page_at=LATEST.at,
    ),
}
"""Statements by the most that they can be asked for, with the indexes that they name."""


def pages(*names: str, filters: frozenset[str] = ALL) -> Callable[[Selection], list[Looked]]:
    def of(selection: Selection) -> list[Looked]:
        return [
            Looked(
                statement=page_of(name, filters, selection.shape),
                more={**selection.binds(), "page_at": LISTINGS[name].start.at},
            )
            for name in names
        ]

    return of


def people(
    *composed: Callable[[frozenset[str]], Statement],
) -> Callable[[Selection], list[Looked]]:
    def of(selection: Selection) -> list[Looked]:
        return [
            Looked(statement=each(selection.shape), more=selection.binds(), of_one=True)
            for each in composed
        ]

    return of


ROOTS: Final[Mapping[str, Callable[[Selection], list[Looked]]]] = {
    "callerContext": people(by_number),
    "profileByPhone": people(by_number),
    "profile": people(by_id),
    "timeline": people(by_id),
    "consents": people(by_id),
    "contactability": people(by_id),
    "node": people(by_ids),
    "nodes": people(by_ids),
    "resolvePhones": people(by_numbers),
    "matchSuggestions": people(by_ids),
    "contactabilityBatch": people(by_numbers, by_ids),
    "profiles": pages("profiles", "profiles_oldest"),
    "orders": pages("orders"),
    "leads": pages("leads"),
    "leadPool": pages("leadPool", filters=frozenset({"pool"})),
    "myTasks": pages("myTasks"),
    "serviceCases": pages("service_cases"),
}
"""By which statements a root field reads people."""

ELSEWHERE: Final = {
    "accessLog", "accessProof", "checkpoint", "identityGraph", "matchRules", "mergeDecisions",
    "previewMerge", "rightsRequest",
}  # fmt: skip
"""Root fields that read the ledger, a case, a cluster or rules: they are tested with those."""


def trusted() -> Iterator[tuple[str, Looked]]:
    """The root statements of every trusted query document."""
    for operation in load_contract().operations:
        plan = SURFACE.compiler.compile(operation.text)
        assert plan.root is not None
        root = plan.root.name.value
        if plan.operation.operation is not OperationType.QUERY or root in ELSEWHERE:
            continue
        variables = dict.fromkeys(("first", "orders", "calls"), 10)
        selection = selection_of(plan, variables, CURSORS)
        for n, asked in enumerate(ROOTS[root](selection)):
            yield f"{operation.persona} {operation.name} {n}", asked


STATEMENTS: Final = {**BY_HAND, **dict(trusted())}


def faults(plan: Explained, *, of_one: bool) -> list[str]:
    """What of `plan` would be slow among many people, in words."""
    found = []
    for place, step in enumerate(plan.steps):
        of_people = step.table is not None and "subject_id" in DATA.tables[step.table].c
        if step.table in SMALL:
            continue
        if step.kind == "Seq Scan" or (step.index is not None and step.found_by is None):
            found.append(f"{step.table} is read whole")
        elif (
            of_one
            and of_people
            and not re.search("(subject|identity|profile)_id", step.found_by or "")
        ):
            found.append(f"{step.table} is not read by whose it is: {step.found_by}")
        # Last of all a page is put in order that was cut by its index already.
        if place > 0 and step.kind == "Sort" and not SORTED.search(step.order[0]):
            found.append(f"sorted by {step.order}")
    return found


@dataclass(frozen=True, kw_only=True)
class Among:
    """What became of every statement among so many people."""

    plans: Mapping[str, Explained]
    pages: Mapping[str, int]


async def among(dsn: str) -> Among:
    plans = await explained(dsn, [each.statement for each in STATEMENTS.values()])
    session = await open_session(dsn, name="test", read_only=True, by_index=True)
    touched = {
        name: await buffers(session, each.statement, each.values)
        for name, each in STATEMENTS.items()
    }
    await session.close()
    return Among(plans=dict(zip(STATEMENTS, plans, strict=True)), pages=touched)


@pytest.fixture(scope="module")
def databases(clones: Clones) -> Iterator[Dsns]:
    with clones.fresh() as dsns:
        yield dsns


@pytest.fixture(scope="module")
def found(clones: Clones, databases: Dsns) -> tuple[Among, Among]:
    """Among a thousand people, and among ten thousand."""
    owner, reader = (databases.of(Database.DATA, role) for role in (Role.OWNER, Role.APP))

    async def look() -> tuple[Among, Among]:
        connection = await asyncpg.connect(owner)
        for line in POLICY:
            await connection.execute(line)
        await gather(connection, 1, 1_000)
        few = await among(reader)
        await gather(connection, 1_001, 10_000)
        await connection.close()
        return few, await among(reader)

    return clones.wait_for(look())


@pytest.mark.parametrize("name", sorted(STATEMENTS))
def test_a_statement_reads_its_indexes_and_nothing_else(
    found: tuple[Among, Among], name: str
) -> None:
    """No table from one end to the other, and no order that an index gives."""
    for each in found:
        plan = each.plans[name]
        assert faults(plan, of_one=STATEMENTS[name].of_one) == []
        assert STATEMENTS[name].indexes <= set(plan.indexes)


@pytest.mark.parametrize("name", sorted(STATEMENTS))
def test_a_statement_touches_as_many_pages_among_ten_times_as_many_people(
    found: tuple[Among, Among], name: str
) -> None:
    """But for a level that an index may have grown by, at each place where one is read."""
    few, many = (each.pages[name] for each in found)
    assert many <= few * 1.5 + 10


def test_a_screen_pop_touches_few_pages_of_a_person_with_a_thousand_orders(
    found: tuple[Among, Among],
) -> None:
    """Of her lists only what is shown is read."""
    assert found[1].pages["agent ScreenPop 0"] < 150


DROPPED: Final = {
    "ix_call_subject_id_started_at": "DROP INDEX ix_call_subject_id_started_at",
    "pk_order_line": "ALTER TABLE order_line DROP CONSTRAINT pk_order_line",
    "phone_ownership_one_owner_at_a_time": (
        "ALTER TABLE phone_ownership DROP CONSTRAINT phone_ownership_one_owner_at_a_time;"
        "DROP INDEX ix_phone_ownership_identity_id"
    ),
}


@pytest.mark.parametrize("index", sorted(DROPPED))
async def test_an_index_that_is_not_there_is_a_fault_of_the_screen_pop(
    clones: Clones, index: str
) -> None:
    """The fault that these tests are there for: planted, it is caught."""
    asked = STATEMENTS["agent ScreenPop 0"]
    with clones.fresh() as dsns:
        owner = await asyncpg.connect(dsns.of(Database.DATA, Role.OWNER))
        await gather(owner, 1, 1_000)
        await owner.execute(DROPPED[index])
        await owner.close()
        [plan] = await explained(dsns.of(Database.DATA, Role.APP), [asked.statement])
    assert faults(plan, of_one=True) != []
