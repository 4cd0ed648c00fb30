"""The desk of persons' requests, made of its parts."""

from __future__ import annotations

import os
import sys
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from functools import partial

from cdp.acts.coarse import hour_of
from cdp.acts.ground import Ground
from cdp.acts.rights_desk import RightsDesk, Sender
from cdp.api.ids import Ids, Record
from cdp.compliance.erase import Eraser
from cdp.database.dsn import Database, Dsns, Role
from cdp.database.schema import SCHEMA, load
from cdp.database.writer import Writer
from cdp.settings import Settings
from cdp.wiring.keys import Keys, ids_of
from cdp.wiring.sending import ConsoleSender, NoSender
from privacy.ledger.records import Records
from privacy.rights.certificate import CertificateKey
from privacy.rights.suppression import SuppressionKey
from privacy.rights.verification import RightsKey
from privacy.store.keys import PostgresKeyStore
from privacy.vault import Keyring, RootKey, RootUse

LANES = 2


@asynccontextmanager
async def rights_desk(
    settings: Settings, dsns: Dsns, keys: Keys, ground: Ground, records: Records
) -> AsyncIterator[RightsDesk]:
    """The desk, over sessions of its own with the rights of jobs; closed at the end.

    Raises:
        Unplannable: an erasure could not be planned for this schema, so nothing is served.
    """
    load()
    async with AsyncExitStack() as stack:
        opened = [
            await stack.enter_async_context(
                Writer(dsns.of(database, Role.JOBS), lanes=LANES, name="cdp rights")
            )
            for database in (Database.DATA, Database.DATA, Database.KEYS)
        ]
        jobs, turns, keystore = opened
        yield RightsDesk(
            ground=ground,
            sender=_sender(settings, ids_of(keys.root)),
            eraser=Eraser.of(SCHEMA[Database.DATA]),
            key=RightsKey(keys.root.derive(RootUse.RIGHTS)),
            certificates=certificate_key(keys.root, origin=keys.log.origin),
            records=records,
            shredder=Keyring(
                PostgresKeyStore(keystore),
                root=keys.root,
                handler=keys.handler,
                suite=keys.suite,
                # A key's end and the entry of its erasure must not share a moment: ADR 9.
                clock=lambda: hour_of(ground.clock()),
                entropy=os.urandom,
            ),
            keys=keystore,
            jobs=jobs,
            turns=turns,
            entropy=os.urandom,
            log=keys.log.origin,
        )


def certificate_key(root: RootKey, *, origin: str) -> CertificateKey:
    """What signs the certificates of the deployment whose log is called `origin`."""
    return CertificateKey(root.derive(RootUse.CERTIFICATE), name=f"{origin}/certificates")


def suppression_key(keys: Keys) -> SuppressionKey:
    """What makes the tokens of suppressed numbers."""
    return SuppressionKey.derive(keys.root.derive(RootUse.SUPPRESSION), handler=keys.handler)


def _sender(settings: Settings, ids: Ids) -> Sender:
    if settings.is_production:
        return NoSender()
    return ConsoleSender(sys.stderr, named=partial(ids.record, Record.RIGHTS_REQUEST))
