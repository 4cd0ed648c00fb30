"""Keys of import runs: what a run could not file is sealed under its own key, and shredded with it.

A refused row belongs to nobody yet, so no person's key can seal it. Its run's key lives for seven
days; then the row is noise, in every copy and backup of the data.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from sqlalchemy import (
    CheckConstraint,
    Column,
    DateTime,
    LargeBinary,
    Table,
    Uuid,
    bindparam,
    select,
    update,
)
from sqlalchemy.dialects.postgresql import insert

from privacy.errors import KeyErased
from privacy.labels import opened
from privacy.store.databases import KEYS
from privacy.store.statement import Statement, every_column
from privacy.terms import KeyCategory
from privacy.vault.envelope import KEY_BYTES, NONCE_BYTES, WRAPPED_BYTES
from privacy.vault.field_key import FieldKey
from privacy.vault.kek_ring import KekRing, kek_for

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime
    from uuid import UUID

    from privacy.store.statement import Runner

_AT: Final = DateTime(timezone=True)
_VERSION: Final = 1
_COLUMN: Final = KeyCategory.RECORD
"""The word that binds a wrapped key to its place; no key row shares a run's id."""

run_key: Final = Table(
    "run_key",
    KEYS,
    Column("run_id", Uuid, primary_key=True, info=opened("id of a run, from an HMAC")),
    Column("wrapped", LargeBinary, info=opened("a key, unreadable without the one that wraps it")),
    Column("created_at", _AT, nullable=False, info=opened("time of a row")),
    Column("shredded_at", _AT, info=opened("time when a key was erased")),
    CheckConstraint(f"octet_length(wrapped) = {WRAPPED_BYTES}", name="length"),
    CheckConstraint("(wrapped IS NULL) = (shredded_at IS NOT NULL)", name="shredded"),
    comment="Keys of import runs: they seal what a run refused, for seven days.",
)

KEEP: Final = Statement(
    "run_keys.keep", insert(run_key).values(every_column(run_key)).on_conflict_do_nothing()
)
"""A new key, unless the run has one."""

ONE: Final = Statement(
    "run_keys.one",
    select(run_key.c.wrapped).where(run_key.c.run_id == bindparam("run_id", type_=Uuid)),
)
"""The wrapped key of a run. Index: pk_run_key."""

SHRED: Final = Statement(
    "run_keys.shred",
    update(run_key)
    .where(
        run_key.c.created_at < bindparam("until", type_=_AT),
        run_key.c.wrapped.is_not(None),
    )
    .values(wrapped=None, shredded_at=bindparam("at", type_=_AT))
    .returning(run_key.c.run_id),
)
"""Keys made before `until`, out; the runs whose keys went. Run by jobs, once an hour."""


class RunKeys:
    """Makes and opens the keys of runs, wrapped like a person's own."""

    def __init__(
        self,
        run: Runner,
        keks: KekRing,
        *,
        handler: UUID,
        clock: Callable[[], datetime],
        entropy: Callable[[int], bytes],
    ) -> None:
        self._run = run
        self._keks = keks
        self._handler = handler
        self._clock = clock
        self._entropy = entropy

    async def make(self, run_id: UUID) -> FieldKey:
        """The key of a run, made where it has none yet.

        Raises:
            KeyErased: it had one, and its seven days are over.
        """
        kek = await self._keks.newest()
        wrapped = kek.wrap(
            self._entropy(KEY_BYTES),
            subject=run_id,
            category=_COLUMN,
            key_ver=_VERSION,
            nonce=self._entropy(NONCE_BYTES),
        )
        await self._run.fetch(
            KEEP,
            run_id=run_id,
            wrapped=wrapped,
            created_at=self._clock(),
            shredded_at=None,
        )
        return await self.open(run_id)

    async def open(self, run_id: UUID) -> FieldKey:
        """The key of a run.

        Raises:
            KeyErased: there is none any more.
            Tampered: it does not authenticate for this run.
        """
        rows = await self._run.fetch(ONE, run_id=run_id)
        wrapped: bytes | None = rows[0]["wrapped"] if rows else None
        if wrapped is None:
            raise KeyErased
        kek = kek_for(wrapped, await self._keks.epochs())
        if kek is None:
            raise KeyErased
        version = kek.open(wrapped, subject=run_id, category=_COLUMN, key_ver=_VERSION)
        return FieldKey(
            {_VERSION: version},
            handler=self._handler,
            subject=run_id,
            entropy=self._entropy,
        )
