"""One policy is in force, every statement says which, and a version is never rewritten."""

from __future__ import annotations

import asyncio
from uuid import uuid4

import pytest
from sqlalchemy import LargeBinary, String, bindparam, delete, func, select, update

from cdp.database.dsn import Database, Dsns, Role
from cdp.database.reader import Reader
from cdp.database.writer import Writer
from cdp.errors import ConstraintViolated, StatementFailed
from privacy.errors import PolicyInvalid, Tampered
from privacy.policy import Mark, Policy, default_document, load
from privacy.store.owed import DEBTS, OWE, SETTLE
from privacy.store.policies import IN_FORCE, activate, active, policy_active, policy_version
from privacy.store.statement import Statement
from privacy.testing.asks import NOW

MARK = Mark(bytes(range(32)))
VERSIONS = Statement("test.versions", select(func.count()).select_from(policy_version))


def version(term_days: int) -> Policy:
    text = default_document().replace(
        b"service_term_days = 730", f"service_term_days = {term_days}".encode()
    )
    return load(text)


async def bring_into_force(writer: Writer, policy: Policy) -> None:
    async with writer.transaction() as transaction:
        await activate(transaction, policy, at=NOW, mark=MARK)


async def test_before_the_first_activation_nothing_is_in_force(
    writer: Writer, reader: Reader
) -> None:
    """No row: not configured, so the door refuses."""
    assert await reader.fetch(IN_FORCE) == []
    assert await in_force(writer) is None


async def test_the_version_in_force_is_the_last_activated(writer: Writer, reader: Reader) -> None:
    """By its hash; its stored document loads to the same policy."""
    for policy in (version(730), version(365)):
        await bring_into_force(writer, policy)
        (row,) = await reader.fetch(IN_FORCE)
        assert (row["policy"], row["owed"]) == (policy.hash, False)
        assert await in_force(writer) == policy


async def test_activating_again_changes_nothing(writer: Writer) -> None:
    """Every start of the service does it; going back to an earlier version is no new one."""
    for days in (730, 730, 365, 730):
        await bring_into_force(writer, version(days))
    assert (await writer.fetch(VERSIONS))[0][0] == 2


async def test_two_processes_that_start_at_once_agree(databases: Dsns) -> None:
    """The first start of two services on one empty database."""
    dsn = databases.of(Database.DATA, Role.APP)
    policy = version(730)
    async with Writer(dsn, lanes=2) as one, Writer(dsn, lanes=2) as other:
        await asyncio.gather(*(bring_into_force(each, policy) for each in [one, other] * 4))
        (row,) = await one.fetch(IN_FORCE)
    assert row["policy"] == policy.hash


async def test_a_version_that_changes_a_question_leaves_the_old_in_force(
    writer: Writer, reader: Reader
) -> None:
    """The refusal rolls back; the old version stands, and the new one is not even stored."""
    await bring_into_force(writer, version(730))
    changed = load(default_document().replace(b"valid_days = 90", b"valid_days = 99"))
    with pytest.raises(PolicyInvalid):
        await bring_into_force(writer, changed)
    (row,) = await reader.fetch(IN_FORCE)
    assert row["policy"] == version(730).hash
    assert (await reader.fetch(VERSIONS))[0][0] == 1


REPLACE = Statement(
    "test.replace",
    update(policy_active).values(
        hash=bindparam("hash", type_=String), mac=bindparam("mac", type_=LargeBinary)
    ),
)


@pytest.mark.parametrize(
    "mac",
    [b"", bytes(32), MARK.of("0" * 64), Mark(bytes(32)).of(version(365).hash)],
    ids=["none", "zeros", "another version's", "another key's"],
)
async def test_a_version_put_there_by_a_hand_in_the_database_rules_nothing(
    mac: bytes, writer: Writer
) -> None:
    """Nor is it followed by another: somebody looks into it first."""
    await bring_into_force(writer, version(365))
    await bring_into_force(writer, version(730))
    await writer.fetch(REPLACE, hash=version(365).hash, mac=mac)
    with pytest.raises(Tampered):
        await in_force(writer)
    with pytest.raises(Tampered):
        await bring_into_force(writer, version(730))


async def in_force(writer: Writer) -> Policy | None:
    async with writer.transaction() as transaction:
        return await active(transaction, mark=MARK)


async def test_there_is_one_version_in_force(writer: Writer) -> None:
    """A second row breaks a constraint."""
    await bring_into_force(writer, version(730))
    second = Statement(
        "test.second",
        update(policy_active).values(one=policy_active.c.one.is_(False)),
    )
    with pytest.raises(ConstraintViolated) as caught:
        await writer.fetch(second)
    assert caught.value.constraint == "ck_policy_active_one"


@pytest.mark.parametrize("role", [Role.OWNER, Role.APP], ids=lambda role: str(role.value))
async def test_a_version_is_never_rewritten(role: Role, databases: Dsns, writer: Writer) -> None:
    """A leaf names it by hash for years."""
    await bring_into_force(writer, version(730))
    rewrite = Statement(
        "test.rewrite", update(policy_version).values(hash=bindparam("hash", type_=String))
    )
    async with Writer(databases.of(Database.DATA, role), lanes=1) as other:
        with pytest.raises(StatementFailed):
            await other.fetch(rewrite, hash="0" * 64)
    with pytest.raises(StatementFailed):
        await writer.fetch(Statement("test.delete", delete(policy_version)))


async def test_a_debt_is_seen_with_the_policy_until_it_is_paid(writer: Writer) -> None:
    """Oldest first, leaves as they were, in the order of the acts."""
    await bring_into_force(writer, version(730))
    debts = [(uuid4(), [b"leaf 1", b"leaf 2"]), (uuid4(), [b"leaf 3"])]
    for debt, leaves in debts:
        await writer.fetch(OWE, id=debt, leaves=leaves, mac=b"mark", at=NOW)
    assert (await writer.fetch(IN_FORCE))[0]["owed"] is True
    rows = await writer.fetch(DEBTS, first=10)
    assert [(row["id"], row["leaves"]) for row in rows] == debts
    assert len(await writer.fetch(DEBTS, first=1)) == 1
    for debt, _ in debts:
        await writer.fetch(SETTLE, id=debt)
    assert (await writer.fetch(IN_FORCE))[0]["owed"] is False
