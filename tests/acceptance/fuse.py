"""Fuse: ports of the rights desk that die at the n-th thing they are asked, as a process does."""

from __future__ import annotations

import os
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from typing import cast
from uuid import uuid4

from cdp.acts.execute_erasure import Erased, execute_erasure
from cdp.acts.rights_desk import RightsDesk
from cdp.acts.write import Payload
from cdp.database.writer import Writer
from cdp.wiring import now
from privacy.gate import Ask
from privacy.ledger.append import Ledger
from privacy.ledger.batch import Written
from privacy.ledger.receipt import Receipt
from privacy.store.keys import PostgresKeyStore
from privacy.store.statement import Row, Runner, Statement
from privacy.terms import Action, Actor, Purpose, Role
from privacy.vault import Keyring
from tests.acceptance.naming import behind
from tests.acceptance.stand import Stand


class Died(Exception):
    """The process is gone: nobody cleans up after it."""


@dataclass(slots=True)
class Fuse:
    """Burns through before the n-th call, or after it was answered; `met` counts the calls."""

    n: int = 1_000_000
    after: bool = False
    met: int = 0
    names: list[str] = field(default_factory=list)

    def before_call(self, name: str) -> None:
        """Die here, or note the call."""
        self.met += 1
        self.names.append(name)
        if self.met == self.n and not self.after:
            raise Died

    def after_call(self) -> None:
        """Die here, with the call done."""
        if self.met == self.n and self.after:
            raise Died


@dataclass(frozen=True, slots=True)
class FusedRunner:
    """A Runner on a fuse."""

    run: Runner
    fuse: Fuse

    async def fetch(self, statement: Statement, **values: object) -> Sequence[Row]:
        """Burn and pass on."""
        self.fuse.before_call(statement.name)
        rows = await self.run.fetch(statement, **values)
        self.fuse.after_call()
        return rows


@dataclass(frozen=True, slots=True)
class FusedWriter:
    """A Writer on a fuse; the end of a transaction is a call too."""

    writer: Writer
    fuse: Fuse

    async def fetch(self, statement: Statement, **values: object) -> Sequence[Row]:
        """Burn and pass on."""
        return await FusedRunner(self.writer, self.fuse).fetch(statement, **values)

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[FusedRunner]:
        """Burn inside, before the commit, and after it."""
        async with self.writer.transaction() as tx:
            yield FusedRunner(tx, self.fuse)
            self.fuse.before_call("commit")
        self.fuse.after_call()


@dataclass(frozen=True, slots=True)
class FusedLedger:
    """A Ledger on a fuse."""

    ledger: Ledger
    fuse: Fuse

    async def append(self, leaves: Sequence[Written]) -> Sequence[Receipt]:
        """Burn and pass on."""
        self.fuse.before_call("leaf")
        receipts = await self.ledger.append(leaves)
        self.fuse.after_call()
        return receipts

    async def repay(self, leaves: Sequence[bytes]) -> Sequence[Receipt]:
        """Pass on."""
        return await self.ledger.repay(leaves)


def fused(at: Stand, fuse: Fuse) -> RightsDesk:
    """The desk of a service, every port on `fuse`."""
    desk, keys = at.service.rights, at.service.keys
    ground = desk.ground
    store = FusedRunner(desk.keys, fuse)
    door = replace(ground.door, ledger=FusedLedger(ground.door.ledger, fuse))
    return replace(
        desk,
        ground=replace(ground, writer=cast("Writer", FusedWriter(ground.writer, fuse)), door=door),
        jobs=cast("Writer", FusedWriter(desk.jobs, fuse)),
        keys=store,
        shredder=Keyring(
            PostgresKeyStore(store),
            root=keys.root,
            handler=keys.handler,
            suite=keys.suite,
            clock=now,
            entropy=os.urandom,
        ),
    )


def operators_ask() -> Ask:
    """What an operator asks for at the desk."""
    actor = Actor(
        id="dev:anna",
        client="privacy-desk",
        roles=frozenset({Role.PRIVACY_OPERATOR}),
        purposes=frozenset({Purpose.RIGHTS_FULFILMENT}),
    )
    return Ask(
        actor=actor,
        purpose=Purpose.RIGHTS_FULFILMENT,
        action=Action.WRITE,
        operation=uuid4(),
        at=now(),
    )


def carried_out(at: Stand, desk: RightsDesk, case: str) -> Erased:
    """Carry `case` out at `desk`, in the service's loop."""
    return at.wait_for(execute_erasure(behind(case), operators_ask(), desk, Payload()))
