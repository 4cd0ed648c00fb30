"""The service, made of its parts."""

from __future__ import annotations

import os
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from time import monotonic
from uuid import UUID, uuid4

from cdp.acts.ground import Ground
from cdp.acts.once import DailyKeys
from cdp.acts.rights_desk import RightsDesk
from cdp.acts.suppression import suppressed_now
from cdp.api.asking import LogDesk
from cdp.api.cursor import Cursors
from cdp.api.documents import Documents
from cdp.api.executor import GraphQLExecutor
from cdp.api.introspection import Introspection
from cdp.api.patience import Patience
from cdp.api.prepared import Preparations
from cdp.api.schema import surface
from cdp.api.shaping import Compiled, Reference
from cdp.budgets.purse import Purse
from cdp.contract import load_contract
from cdp.database.dsn import Database, Dsns, Role
from cdp.database.reader import Reader
from cdp.database.session import open_session
from cdp.database.writer import Writer
from cdp.errors import CdpError
from cdp.identity.matching.tokens import MatchIndex
from cdp.identity.number import NumberIndex
from cdp.imports.book import RunBook
from cdp.ingestion.desk import Desk, clerk
from cdp.jobs.budgets import BudgetSweeper
from cdp.jobs.idempotency import KeyExpiry
from cdp.jobs.orphans import OrphanSweeper
from cdp.jobs.run_keys import RunShredder
from cdp.jobs.suppressions import SuppressionSweeper
from cdp.jobs.sweep import Sweeper
from cdp.profile.pages import Pages
from cdp.profile.people import People
from cdp.settings import Settings
from cdp.sources.record import load_sources
from cdp.wiring.account import account
from cdp.wiring.binding import bind
from cdp.wiring.debts import OwedLeaves
from cdp.wiring.keys import Keys, ids_of
from cdp.wiring.matching import MatchingDesk, matching_desk
from cdp.wiring.numbers import NumberDesk, number_desk
from cdp.wiring.policies import bring_into_force, document_of
from cdp.wiring.rights import rights_desk, suppression_key
from privacy.debts import DebtSeal
from privacy.door import Door
from privacy.ledger.append import Appender, Line, LineLost
from privacy.ledger.integrate import Integrator
from privacy.ledger.prove import Prover
from privacy.policy import Mark
from privacy.store.deployment import READ
from privacy.store.keys import PostgresKeyStore
from privacy.store.ledger_line import open_line
from privacy.store.ledger_records import LedgerRecords
from privacy.store.run_keys import RunKeys
from privacy.store.statement import Runner
from privacy.vault import Keyring, RootUse
from privacy.witness import Witness

LANES_A_CORE = 2
"""Database sessions of each kind: more only made the slowest answers slower."""


def now() -> datetime:
    """The clock of a running service."""
    return datetime.now(UTC)  # noqa: TID251 - the one clock; everything else is handed it


@dataclass(frozen=True, slots=True, kw_only=True)
class Service:
    """A running service: what answers requests, and what goes on beside them."""

    executor: GraphQLExecutor
    ground: Ground
    log: LogDesk
    sweeper: Sweeper
    orphans: OrphanSweeper
    rights: RightsDesk
    shredder: RunShredder
    suppressions: SuppressionSweeper
    budgets: BudgetSweeper
    expiry: KeyExpiry
    matching: MatchingDesk
    imports: Desk
    numbers: NumberDesk
    keystore: Runner
    audit: Runner
    keys: Keys

    async def made_at(self) -> datetime:
        """When this deployment began, to the hour."""
        [row] = await self.ground.writer.fetch(READ)
        made_at: datetime = row["made_at"]
        return made_at


@asynccontextmanager
async def service(
    settings: Settings,
    dsns: Dsns,
    keys: Keys,
    *,
    clock: Callable[[], datetime] = now,
    ids: Callable[[], UUID] = uuid4,
) -> AsyncIterator[Service]:
    """Every part over the databases of `dsns`, which must be migrated; closed at the end.

    Raises:
        PolicyInvalid: the policy document cannot be brought into force.
        DatabaseUnavailable: a database cannot be reached.
    """
    lanes = LANES_A_CORE * (os.cpu_count() or 1)
    async with AsyncExitStack() as stack:
        reader = await stack.enter_async_context(
            Reader(dsns.of(Database.DATA, Role.APP), lanes=lanes, by_index=True)
        )
        writer = await stack.enter_async_context(
            Writer(dsns.of(Database.DATA, Role.APP), lanes=lanes)
        )
        keystore = await stack.enter_async_context(
            Writer(dsns.of(Database.KEYS, Role.APP), lanes=lanes, name="cdp keys")
        )
        audit = await stack.enter_async_context(
            Reader(dsns.of(Database.LEDGER, Role.AUDIT), lanes=2, name="cdp audit")
        )
        shelf = await stack.enter_async_context(
            Writer(dsns.of(Database.LEDGER, Role.LEDGER), lanes=1, name="cdp integrator")
        )
        keys_jobs = await stack.enter_async_context(
            Writer(dsns.of(Database.KEYS, Role.JOBS), lanes=1, name="cdp key sweeper")
        )
        data_jobs = await stack.enter_async_context(
            Writer(dsns.of(Database.DATA, Role.JOBS), lanes=1, name="cdp data sweeper")
        )
        appender = _appender(dsns, keys)
        stack.push_async_callback(appender.close)
        records = LedgerRecords(audit)
        witness = Witness(handler=keys.handler)
        debt_seal = DebtSeal(keys.root.derive(RootUse.OWED))
        debts = OwedLeaves(
            await stack.enter_async_context(
                Writer(dsns.of(Database.DATA, Role.APP), lanes=1, name="cdp debts")
            ),
            seal=debt_seal,
            timer=monotonic,
        )
        # A lane of its own: whoever waits for a budget holds up no act, and no act a budget.
        spent = await stack.enter_async_context(
            Writer(dsns.of(Database.DATA, Role.APP), lanes=1, name="cdp budgets")
        )
        purse = Purse(run=spent, key=keys.root.derive(RootUse.BUDGET), clock=clock)
        numbers = NumberIndex(key=keys.index, version=keys.index.version)
        keyring = Keyring(
            PostgresKeyStore(keystore),
            root=keys.root,
            handler=keys.handler,
            suite=keys.suite,
            clock=clock,
            entropy=os.urandom,
        )
        await bind(
            data=writer,
            keys_database=keystore,
            records=records,
            keyring=keyring,
            keys=keys,
            at=clock(),
        )
        policies = await bring_into_force(
            document_of(settings),
            is_chosen=settings.policy_file is not None,
            mark=Mark(keys.root.derive(RootUse.POLICY)),
            writer=writer,
            clock=clock,
            announce=lambda policy: appender.append(
                [witness.activation(policy.hash, at=clock(), operation=ids())]
            ),
        )
        ground = Ground(
            people=People(run=reader, numbers=numbers),
            pages=Pages(run=reader),
            writer=writer,
            door=Door(
                keyring=keyring,
                ledger=appender,
                debts=debts,
                witness=witness,
                clock=clock,
                ids=ids,
            ),
            debt_seal=debt_seal,
            policies=policies,
            numbers=numbers,
            matching=MatchIndex.derive(keys.root, handler=keys.handler, suite=keys.suite),
            sources=load_sources(),
            suppression=suppression_key(keys),
            clock=clock,
            ids=ids,
            subjects_at_most=settings.subjects_a_profile,
        )
        log = LogDesk(
            records=records,
            prover=Prover(records),
            integrator=Integrator(LedgerRecords(shelf), key=keys.log, clock=clock),
        )
        rights = await stack.enter_async_context(rights_desk(settings, dsns, keys, ground, records))
        matching = await stack.enter_async_context(matching_desk(dsns, ground))
        yield Service(
            executor=_executor(settings, ground, log, rights, keys, purse=purse),
            ground=ground,
            log=log,
            sweeper=Sweeper(
                records=records,
                ledger=appender,
                debts=debts,
                writer=writer,
                witness=witness,
                clock=clock,
            ),
            orphans=OrphanSweeper(keys=keys_jobs, data=data_jobs, clock=clock),
            shredder=RunShredder(keys=keys_jobs, data=data_jobs, clock=clock),
            suppressions=SuppressionSweeper(data=data_jobs, clock=clock),
            budgets=BudgetSweeper(data=data_jobs, clock=clock),
            expiry=KeyExpiry(data=data_jobs, clock=clock),
            matching=matching,
            imports=Desk(
                clerk=clerk(account()),
                ground=ground,
                runs=RunBook(run=writer),
                keys=RunKeys(
                    keystore,
                    keyring.keks,
                    handler=keys.handler,
                    clock=clock,
                    entropy=os.urandom,
                ),
                barred=partial(suppressed_now, reader, ground),
            ),
            numbers=number_desk(settings, ground, data_jobs),
            rights=rights,
            keystore=keystore,
            audit=audit,
            keys=keys,
        )


def _appender(dsns: Dsns, keys: Keys) -> Appender:
    """The ledger's own connection: it shares no transaction and no pool with requests."""

    async def connect() -> Line:
        try:
            # One attempt: whoever waits for an entry is told at once that the ledger is away.
            session = await open_session(
                dsns.of(Database.LEDGER, Role.LEDGER), name="cdp ledger", patience_s=0
            )
        except CdpError:
            raise LineLost from None
        return await open_line(session, entropy=os.urandom)

    return Appender(connect=connect, key=keys.log, tenant=keys.handler)


def _executor(
    settings: Settings,
    ground: Ground,
    log: LogDesk,
    rights: RightsDesk,
    keys: Keys,
    *,
    purse: Purse,
) -> GraphQLExecutor:
    made = surface()
    documents = Documents.of(load_contract(), made.compiler, settings.document_mode)
    cursors = Cursors.derive(keys.root.derive(RootUse.CURSOR))
    return GraphQLExecutor(
        surface=made,
        shaper=Compiled(Reference(made.schema)),
        documents=documents,
        preparations=Preparations(surface=made, cursors=cursors),
        ground=ground,
        log=log,
        rights=rights,
        cursors=cursors,
        ids=ids_of(keys.root),
        daily=DailyKeys(keys.root.derive(RootUse.IDEMPOTENCY)),
        purse=purse,
        patience=Patience(),
        introspection=Introspection.of(made.sdl, settings.introspection_roles),
    )
