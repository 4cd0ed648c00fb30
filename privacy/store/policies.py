"""The versions of the policy, and the one in force, which every root statement returns."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Column,
    DateTime,
    ForeignKey,
    LargeBinary,
    String,
    Table,
    bindparam,
    exists,
    literal,
    select,
)
from sqlalchemy.dialects.postgresql import insert

from privacy.errors import Tampered
from privacy.labels import opened
from privacy.policy import Mark, check_succession, load
from privacy.store.databases import DATA
from privacy.store.owed import ledger_owed
from privacy.store.statement import Statement

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import FromClause
    from sqlalchemy.sql.base import ReadOnlyColumnCollection
    from sqlalchemy.sql.elements import KeyedColumnElement

    from privacy.policy import Policy
    from privacy.store.statement import Runner

    Columns = ReadOnlyColumnCollection[str, KeyedColumnElement[object]]

_HEX: Final = 64

policy_version: Final = Table(
    "policy_version",
    DATA,
    Column("hash", String(_HEX), primary_key=True, info=opened("hash of a published text")),
    Column("document", LargeBinary, nullable=False, info=opened("text of the policy")),
    Column("stored_at", DateTime(timezone=True), nullable=False, info=opened("time of a row")),
    comment="Every version of the policy that was ever activated, as its exact bytes.",
)

policy_active: Final = Table(
    "policy_active",
    DATA,
    Column("one", Boolean, primary_key=True, info=opened("there is one row")),
    Column(
        "hash",
        String(_HEX),
        ForeignKey("policy_version.hash"),
        nullable=False,
        info=opened("hash of a published text"),
    ),
    Column("mac", LargeBinary, nullable=False, info=opened("mark of who activated it")),
    Column("activated_at", DateTime(timezone=True), nullable=False, info=opened("time of a row")),
    comment="The version in force: one row, or none before the first start.",
)
policy_active.append_constraint(CheckConstraint(policy_active.c.one, name="one"))


def in_force(name: str = "in_force") -> FromClause[Columns]:
    """The version in force, and whether the ledger is owed entries. None where none is active.

    Columns: policy (SHA-256 in hex), owed. Join it with what else the statement fetches, so that
    the policy and the rows are of one snapshot. Indexes: pk_policy_active.
    """
    owed = exists(select(literal(1)).select_from(ledger_owed))
    return (
        select(policy_active.c.hash.label("policy"), owed.label("owed"))
        .where(policy_active.c.one)
        .subquery(name)
    )


_ACTIVE: Final = Statement(
    "policies.active",
    select(policy_version.c.document, policy_active.c.mac)
    .join(policy_active, policy_active.c.hash == policy_version.c.hash)
    .with_for_update(of=policy_active),
)

_STORE: Final = Statement(
    "policies.store",
    insert(policy_version)
    .values(
        hash=bindparam("hash", type_=String),
        document=bindparam("document", type_=LargeBinary),
        stored_at=bindparam("at", type_=DateTime(timezone=True)),
    )
    .on_conflict_do_nothing(),
)

_activation: Final = insert(policy_active).values(
    one=True,
    hash=bindparam("hash", type_=String),
    mac=bindparam("mac", type_=LargeBinary),
    activated_at=bindparam("at", type_=DateTime(timezone=True)),
)
_ACTIVATE: Final = Statement(
    "policies.activate",
    _activation.on_conflict_do_update(
        index_elements=[policy_active.c.one],
        set_={
            "hash": _activation.excluded.hash,
            "mac": _activation.excluded.mac,
            "activated_at": _activation.excluded.activated_at,
        },
        where=policy_active.c.hash != _activation.excluded.hash,
    ),
)

IN_FORCE: Final = Statement("policies.in_force", select(in_force()))
"""The version in force alone. Columns: policy, owed."""


async def active(run: Runner, *, mark: Mark) -> Policy | None:
    """The policy in force, loaded from its stored bytes; the row is held to the end of `run`.

    Raises:
        Tampered: somebody else put it there; nothing may be ruled by it.
    """
    rows = await run.fetch(_ACTIVE)
    if not rows:
        return None
    policy = load(rows[0]["document"])
    if not mark.holds(policy.hash, rows[0]["mac"]):
        raise Tampered
    return policy


async def activate(run: Runner, policy: Policy, *, at: datetime, mark: Mark) -> None:
    """Bring `policy` into force, in the transaction of `run`; nothing where it is already.

    Raises:
        PolicyInvalid: it would give a consent bit of the version in force a new meaning.
        Tampered: the version in force was not activated by us.
    """
    before = await active(run, mark=mark)
    if before is not None:
        check_succession(before, policy)
    await run.fetch(_STORE, hash=policy.hash, document=policy.document, at=at)
    await run.fetch(_ACTIVATE, hash=policy.hash, mac=mark.of(policy.hash), at=at)
