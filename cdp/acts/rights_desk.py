"""The desk at which requests of persons are dealt with: what its acts stand on.

Rows and keys go with the rights of jobs: no request of anybody else's could delete either.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Protocol
from uuid import UUID

from cdp.acts.ground import Ground
from cdp.compliance.erase import Eraser
from cdp.database.writer import Writer
from cdp.errors import CdpError, Conflict
from privacy.ledger.records import EntryFilter, LogEntry, Records
from privacy.phone import Phone
from privacy.rights.certificate import CertificateKey
from privacy.rights.verification import RightsKey
from privacy.store.rights_cases import TURN
from privacy.store.statement import Runner
from privacy.terms import LeafKind
from privacy.vault import Keyring


class SenderUnset(CdpError):
    """No sender of one-time codes is configured, so no request can be verified. Configure one."""


class Sender(Protocol):
    """Brings one-time codes to telephones. It logs neither code nor number."""

    def check(self) -> None:
        """Return if codes can be sent.

        Raises:
            SenderUnset: none can.
        """

    async def send(self, code: str, *, case: UUID, to: Phone | None) -> None:
        """Hand `code` over, to be sent. `to` None: do what it takes as long, and send nothing.

        So whoever asks about a number cannot tell by a clock whether we know it.
        """


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class RightsDesk:
    """The ports of these acts. `jobs` and `keys` run with the rights of jobs."""

    ground: Ground
    sender: Sender
    eraser: Eraser
    key: RightsKey
    certificates: CertificateKey
    records: Records
    shredder: Keyring
    keys: Runner
    jobs: Writer
    turns: Writer
    entropy: Callable[[int], bytes]
    log: str
    """The name of the access log."""

    @property
    def handler(self) -> UUID:
        """Whose deployment this is."""
        return self.ground.door.witness.handler

    @asynccontextmanager
    async def turn(self, case: UUID) -> AsyncIterator[None]:
        """Nobody else carries `case` out in this block; a process that dies gives it up at once.

        Raises:
            Conflict: somebody does.
        """
        async with self.turns.transaction() as tx:
            turn = int.from_bytes(case.bytes[:8], signed=True)
            if not (await tx.fetch(TURN, turn=turn))[0]["is_ours"]:
                raise Conflict("Somebody is carrying this request out. Ask again in a moment.")
            yield

    async def entry(self, operation: UUID, kind: LeafKind) -> LogEntry | None:
        """The newest entry of that kind that `operation` left in the log."""
        found = await self.records.entries(EntryFilter(operation=operation, kind=kind), first=1)
        return found[0] if found else None
