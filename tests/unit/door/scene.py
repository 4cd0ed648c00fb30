"""A door over ports in memory, and a journal of the order in which they were called."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from itertools import count
from typing import TYPE_CHECKING, Final
from uuid import UUID

from privacy.door import Door
from privacy.gate import Ask, Ruling, Standing, rule
from privacy.ledger.logkey import LogKey
from privacy.policy import default_document, load
from privacy.terms import AgeBand, ConsentState, DataCategory, Purpose, Role, SubjectState
from privacy.testing.asks import NOW, ask, caller
from privacy.testing.debts import MemoryDebts
from privacy.testing.keys import MemoryKeyStore
from privacy.testing.ledger import MemoryLedger
from privacy.threshold import InForce
from privacy.vault import Keyring
from privacy.witness import Witness
from tests.unit.vault.scene import HANDLER, PERSON, keyring

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence
    from datetime import datetime

    from privacy.ledger.batch import Written
    from privacy.ledger.entry import Leaf
    from privacy.ledger.receipt import Receipt
    from privacy.policy import Policy
    from privacy.terms import KeyCategory
    from privacy.vault import KeyRow

POLICY: Final[Policy] = load(default_document())
KEY: Final = LogKey(bytes(range(32)), origin="log.example/cdp")
IN_FORCE: Final = InForce(policy=POLICY.hash, owed=False)
PHONE: Final = DataCategory.CONTACT_PHONE
NAME: Final = DataCategory.IDENTITY_NAME
RECORD: Final = DataCategory.CONSENT_RECORD
STAFF: Final = DataCategory.STAFF_ACTIVITY

LATER: Final = NOW.replace(second=30)
"""What the door's clock says: outcomes are later than the ask."""


class WatchedStore(MemoryKeyStore):
    """Notes in the journal when keys are fetched or made."""

    def __init__(self, journal: list[str]) -> None:
        super().__init__()
        self._journal = journal

    async def rows(self, subjects: Collection[UUID]) -> Sequence[KeyRow]:
        self._journal.append("keys fetched")
        return await super().rows(subjects)

    async def insert_many(self, rows: Sequence[KeyRow], *, at: datetime) -> frozenset[UUID]:
        self._journal.append("keys made")
        return await super().insert_many(rows, at=at)


class WatchedLedger(MemoryLedger):
    """Notes when leaves are committed; can be told to hold a commit back."""

    def __init__(self, journal: list[str]) -> None:
        super().__init__(key=KEY, tenant=HANDLER)
        self._journal = journal
        self.may_commit = asyncio.Event()
        self.may_commit.set()

    async def append(self, leaves: Sequence[Written]) -> Sequence[Receipt]:
        await self.may_commit.wait()
        receipts = await super().append(leaves)
        self._journal.extend(f"{leaf.kind} committed" for leaf in leaves)
        return receipts

    async def repay(self, leaves: Sequence[bytes]) -> Sequence[Receipt]:
        receipts = await super().repay(leaves)
        self._journal.append("debt repaid")
        return receipts


@dataclass(frozen=True, kw_only=True)
class Scene:
    """The door and everything behind it."""

    door: Door
    keyring: Keyring
    store: WatchedStore
    ledger: WatchedLedger
    debts: MemoryDebts
    journal: list[str] = field(default_factory=list)

    @property
    def written(self) -> list[Leaf]:
        """What stands in the ledger."""
        return self.ledger.book.written

    async def met(self, *people: UUID, without: Collection[KeyCategory] = ()) -> Scene:
        """The same scene with keys of `people`, but for those that were erased."""
        for person in people:
            await self.keyring.create(person)
            if without:
                await self.keyring.shred(person, without)
        self.journal.clear()
        return self


def scene() -> Scene:
    """A door with empty ports."""
    journal: list[str] = []
    store, ledger, debts = WatchedStore(journal), WatchedLedger(journal), MemoryDebts()
    ring = keyring(store)
    door = Door(
        keyring=ring,
        ledger=ledger,
        debts=debts,
        witness=Witness(handler=HANDLER),
        clock=lambda: LATER,
        ids=counted_ids(),
    )
    return Scene(door=door, keyring=ring, store=store, ledger=ledger, debts=debts, journal=journal)


def counted_ids() -> Callable[[], UUID]:
    """Ids that are different each time and the same in every run."""
    numbers = count(1)
    return lambda: UUID(int=next(numbers))


def stands(
    subject: UUID = PERSON,
    *,
    contract: bool = True,
    consent: ConsentState = ConsentState.UNKNOWN,
    state: SubjectState = SubjectState.LIVE,
) -> Standing:
    """A customer with a running contract, unless told otherwise."""
    return Standing(
        subject=subject,
        state=state,
        contract=contract,
        consent=consent,
        age_band=AgeBand.UNKNOWN,
    )


def looking(*categories: DataCategory) -> tuple[Ask, Ruling]:
    """An agent of the call centre who looks at a phone and a name, unless told otherwise."""
    asked = ask(*(categories or (PHONE, NAME)))
    return asked, rule(asked, POLICY)


def marketing() -> tuple[Ask, Ruling]:
    """A marketer who looks at a phone: allowed by consent alone."""
    marketer = caller(Role.MARKETING, client="marketing-console")
    asked = ask(PHONE, actor=marketer, purpose=Purpose.MARKETING_DIRECT_CALL)
    return asked, rule(asked, POLICY)
