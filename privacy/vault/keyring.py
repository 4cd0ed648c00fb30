"""Keyring: a person's data keys, fetched, unwrapped, used and dropped."""

from __future__ import annotations

from collections import defaultdict
from operator import attrgetter
from typing import TYPE_CHECKING, Final

from privacy.errors import KeyErased
from privacy.terms import KeyCategory
from privacy.vault.decoy import Decoy
from privacy.vault.gathering import Gathering
from privacy.vault.kek_ring import KekRing, UnknownEpoch
from privacy.vault.key_row import KeyRow
from privacy.vault.opening import erased_of, make_row, open_rows

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
    from datetime import datetime
    from uuid import UUID

    from privacy.grant import DataKey
    from privacy.vault.kek import Kek
    from privacy.vault.key_row import KeyStore
    from privacy.vault.rootkey import RootKey
    from privacy.vault.suite import Suite

ALL: Final = tuple(KeyCategory)
FIRST_VERSION: Final = 1
_KEY_VER: Final = attrgetter("key_ver")


class Keyring:
    """Opens the keys of many people by one query, and keeps none of them.

    The highest version of a person's row writes, every version that is there reads.
    """

    def __init__(
        self,
        store: KeyStore,
        *,
        root: RootKey,
        handler: UUID,
        suite: Suite,
        clock: Callable[[], datetime],
        entropy: Callable[[int], bytes],
    ) -> None:
        self._store = store
        self._rows = Gathering(fetch=store.rows)
        self._handler = handler
        self._clock = clock
        self._entropy = entropy
        self._decoy = Decoy(handler=handler, suite=suite, entropy=entropy)
        self.keks = KekRing(
            store, root=root, handler=handler, suite=suite, clock=clock, entropy=entropy
        )

    async def open(
        self,
        subjects: Collection[UUID],
        categories: Collection[KeyCategory],
        *,
        make_missing: bool = False,
    ) -> dict[UUID, dict[KeyCategory, DataKey]]:
        """The data keys of `subjects`; whoever or whatever has none is simply absent.

        One query, for people that exist and ids that do not alike; whoever asks at the same time
        shares it. With `make_missing`, for those who write, a key that was never made is made; an
        erased one is never made again.

        Raises:
            Tampered: a wrapped key does not authenticate for its person, column and version.
        """
        # Before the rows, so that a stale KEK costs its query for a known person and a random id.
        keks = await self.keks.epochs()
        rows = await self._rows.rows(subjects)
        if make_missing:
            rows = await self._fill(rows, categories)
            keks = await self.keks.epochs()
        people = _by_subject(rows)
        try:
            return self._opened(people, categories, keks)
        except UnknownEpoch:  # another process may have made one
            return self._opened(people, categories, await self.keks.reload())

    async def create(self, subject: UUID) -> dict[KeyCategory, DataKey]:
        """All seven keys of a new person, committed when this returns.

        Repeated for the same person it gives the same keys.

        Raises:
            KeyErased: this person was here and was erased, in whole or in part.
        """
        kek = await self.keks.newest()
        row = make_row(subject, ALL, kek, key_ver=FIRST_VERSION, entropy=self._entropy)
        if await self._store.insert(row, at=self._hour()):
            return self._open((row,), ALL, await self.keks.epochs())
        keys = (await self.open((subject,), ALL, make_missing=True)).get(subject, {})
        if len(keys) < len(ALL):
            raise KeyErased
        return keys

    async def to_write(
        self,
        *,
        new: Sequence[UUID],
        known: Sequence[UUID],
        needed: Collection[KeyCategory],
    ) -> dict[UUID, dict[KeyCategory, DataKey]]:
        """The keys to write about these people with: `new` ones made, `known` ones as they are.

        Raises:
            KeyErased: somebody was erased, in whole or in part.
        """
        keys = await self.create_many(new) if new else {}
        if known:
            opened = await self.open(known, needed, make_missing=True)
            for subject in known:
                if not frozenset(needed) <= opened.get(subject, {}).keys():
                    raise KeyErased
                keys[subject] = opened[subject]
        return keys

    async def create_many(self, subjects: Sequence[UUID]) -> dict[UUID, dict[KeyCategory, DataKey]]:
        """All keys of new people, by one statement; committed when this returns.

        Raises:
            KeyErased: somebody was here and was erased.
        """
        kek = await self.keks.newest()
        rows = [
            make_row(subject, ALL, kek, key_ver=FIRST_VERSION, entropy=self._entropy)
            for subject in subjects
        ]
        made = await self._store.insert_many(rows, at=self._hour())
        keks = await self.keks.epochs()
        return {
            row.subject: self._open((row,), ALL, keks)
            if row.subject in made
            else await self.create(row.subject)
            for row in rows
        }

    async def shred(self, subject: UUID, categories: Collection[KeyCategory]) -> int:
        """Erase these keys of a person in every version; the number of rows that were there.

        Zero rows is a finding, not a success: the caller must not certify it. Idempotent.
        """
        return await self._store.shred(subject, categories, at=self._clock())

    def _hour(self) -> datetime:
        """When keys are made, as it is kept: a time beside a ledger entry's would join the two."""
        return self._clock().replace(minute=0, second=0, microsecond=0)

    def decoy(self, categories: Collection[KeyCategory] = ALL) -> dict[KeyCategory, DataKey]:
        """Keys of nobody, at the cost of unwrapping `categories` for somebody."""
        return dict(self._decoy.keys(categories))

    @property
    def decoy_subject(self) -> UUID:
        """Whom the keys of `decoy` seal for: an id that exists nowhere."""
        return self._decoy.subject

    def _opened(
        self,
        people: Mapping[UUID, Sequence[KeyRow]],
        categories: Collection[KeyCategory],
        keks: Mapping[int, Kek | None],
    ) -> dict[UUID, dict[KeyCategory, DataKey]]:
        opened = {who: self._open(rows, categories, keks) for who, rows in people.items()}
        return {who: keys for who, keys in opened.items() if keys}

    def _open(
        self,
        rows: Sequence[KeyRow],
        categories: Collection[KeyCategory],
        keks: Mapping[int, Kek | None],
    ) -> dict[KeyCategory, DataKey]:
        return {**open_rows(rows, categories, keks, handler=self._handler, entropy=self._entropy)}

    async def _fill(
        self, rows: Sequence[KeyRow], categories: Collection[KeyCategory]
    ) -> list[KeyRow]:
        """`rows`, with the keys made that were never made, in each person's newest version."""
        filled: list[KeyRow] = []
        for versions in _by_subject(rows).values():
            *older, newest = versions
            missing = frozenset(categories) - newest.wrapped.keys() - erased_of(versions)
            filled += (*older, await self._with(newest, missing) if missing else newest)
        return filled

    async def _with(self, row: KeyRow, missing: Collection[KeyCategory]) -> KeyRow:
        made = make_row(
            row.subject,
            missing,
            await self.keks.newest(),
            key_ver=row.key_ver,
            entropy=self._entropy,
        )
        return await self._store.fill(made) or row


def _by_subject(rows: Iterable[KeyRow]) -> Mapping[UUID, Sequence[KeyRow]]:
    """The rows of each person, oldest version first."""
    people: defaultdict[UUID, list[KeyRow]] = defaultdict(list)
    for row in sorted(rows, key=_KEY_VER):
        people[row.subject].append(row)
    return people
