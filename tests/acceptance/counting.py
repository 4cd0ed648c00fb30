"""Counting: what one request costs, by ports that do their work and keep a tally."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field, replace
from typing import TypeVar, cast
from uuid import UUID

from cdp.api.executor import GraphQLExecutor
from cdp.wiring import Service, now
from privacy.grant import DataKey
from privacy.ledger.append import Ledger
from privacy.ledger.batch import Written
from privacy.ledger.receipt import Receipt
from privacy.store.keys import PostgresKeyStore
from privacy.store.statement import Row, Runner, Statement
from privacy.terms import KeyCategory
from privacy.vault import Keyring

T = TypeVar("T")


@dataclass(slots=True)
class Tally:
    """What has been done since `forget`: each deed by its name, in order."""

    deeds: list[str] = field(default_factory=list)

    def note(self, deed: str, times: int = 1) -> None:
        """Note a deed that was done so many times."""
        self.deeds.extend([deed] * times)

    def forget(self) -> None:
        """Begin at nothing."""
        self.deeds.clear()

    def counts(self) -> dict[str, int]:
        """How often each deed was done."""
        return dict(Counter(self.deeds))


@dataclass(frozen=True, slots=True)
class CountedRunner:
    """A Runner that notes the statements it passes on."""

    run: Runner
    database: str
    tally: Tally

    async def fetch(self, statement: Statement, **values: object) -> Sequence[Row]:
        """Note and pass on."""
        self.tally.note(f"{self.database}: {statement.name}")
        return await self.run.fetch(statement, **values)


@dataclass(frozen=True, slots=True)
class CountedLedger:
    """A Ledger that notes the leaves it is given."""

    ledger: Ledger
    tally: Tally

    async def append(self, leaves: Sequence[Written]) -> Sequence[Receipt]:
        """Note and pass on."""
        self.tally.note("leaf", len(leaves))
        return await self.ledger.append(leaves)

    async def repay(self, leaves: Sequence[bytes]) -> Sequence[Receipt]:
        """Note and pass on."""
        self.tally.note("leaf repaid", len(leaves))
        return await self.ledger.repay(leaves)


@dataclass(frozen=True, slots=True)
class CountedKey:
    """A DataKey that notes what it opens and derives."""

    key: DataKey
    tally: Tally

    def open(self, sealed: bytes, *, row: UUID, column: str) -> bytes:
        """Note and pass on."""
        self.tally.note("opening")
        return self.key.open(sealed, row=row, column=column)

    def opener(self, column: str, of: Callable[[bytes], T]) -> Callable[[bytes, UUID], T]:
        """Note each value that is opened, and pass on."""
        opens = self.key.opener(column, of)

        def opened(sealed: bytes, row: UUID) -> T:
            self.tally.note("opening")
            return opens(sealed, row)

        return opened

    def seal(self, plaintext: bytes, *, row: UUID, column: str, block: int = 32) -> bytes:
        """Note and pass on."""
        self.tally.note("sealing")
        return self.key.seal(plaintext, row=row, column=column, block=block)

    def derive(self, info: bytes) -> bytes:
        """Note and pass on."""
        self.tally.note("derivation")
        return self.key.derive(info)

    def mac(self, info: bytes, message: bytes) -> bytes:
        """Note and pass on."""
        self.tally.note("code")
        return self.key.mac(info, message)


class CountedKeyring(Keyring):
    """A Keyring that notes each key it unwraps."""

    tally: Tally

    async def open(
        self,
        subjects: Collection[UUID],
        categories: Collection[KeyCategory],
        *,
        make_missing: bool = False,
    ) -> dict[UUID, dict[KeyCategory, DataKey]]:
        """Open, and note."""
        opened = await super().open(subjects, categories, make_missing=make_missing)
        return {subject: self._noted(keys) for subject, keys in opened.items()}

    def decoy(
        self, categories: Collection[KeyCategory] = tuple(KeyCategory)
    ) -> dict[KeyCategory, DataKey]:
        """Open nobody's, and note."""
        return self._noted(super().decoy(categories))

    def _noted(self, keys: dict[KeyCategory, DataKey]) -> dict[KeyCategory, DataKey]:
        self.tally.note("unwrapping", len(keys))
        return {category: CountedKey(key, self.tally) for category, key in keys.items()}


@dataclass(frozen=True, slots=True)
class Counted:
    """Makes the executor of a service anew, over its ports, counted into `tally`."""

    tally: Tally

    def __call__(self, made: Service) -> GraphQLExecutor:
        """The executor."""
        ground, tally = made.ground, self.tally
        store = cast("PostgresKeyStore", ground.door.keyring._store)
        keyring = CountedKeyring(
            PostgresKeyStore(CountedRunner(store._run, "cdp_keys", tally)),
            root=made.keys.root,
            handler=made.keys.handler,
            suite=made.keys.suite,
            clock=now,
            entropy=os.urandom,
        )
        keyring.tally = tally
        door = replace(
            ground.door, keyring=keyring, ledger=CountedLedger(ground.door.ledger, tally)
        )
        people = replace(ground.people, run=CountedRunner(ground.people.run, "cdp", tally))
        pages = replace(ground.pages, run=CountedRunner(ground.pages.run, "cdp", tally))
        counted = replace(ground, people=people, pages=pages, door=door)
        return replace(made.executor, ground=counted)
