"""The keyring over the store in memory, and what it costs."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from privacy.errors import Tampered
from privacy.terms import KeyCategory
from privacy.testing.keys import MemoryKeyStore
from privacy.vault import SM4_GCM_SM3, KeyRow, MasterKey, pseudonym
from privacy.vault.kek_ring import TTL
from tests.unit.vault.keyring_promises import KeyringPromises
from tests.unit.vault.scene import COLUMN, HANDLER, PERSON, ROW, STRANGER, Clock, keyring

if TYPE_CHECKING:
    from uuid import UUID

    from privacy.vault import Keyring

ALL = tuple(KeyCategory)


class MemoryVault:
    """The store in memory, and its administrator."""

    def __init__(self) -> None:
        self.store = MemoryKeyStore()

    async def overwrite(self, row: KeyRow) -> None:
        self.store.overwrite(row)

    async def destroy_kek(self, epoch: int) -> None:
        self.store.destroy_kek(epoch)

    async def drop_kek(self, epoch: int) -> None:
        self.store.drop_kek(epoch)


@pytest.fixture
def vault() -> MemoryVault:
    return MemoryVault()


class TestInMemory(KeyringPromises):
    """Every promise, without a database."""


async def queries_of(ring: Keyring, store: MemoryKeyStore, subjects: list[UUID]) -> int:
    before = store.queries
    await ring.open(subjects, ALL)
    return store.queries - before


async def test_a_random_id_costs_the_query_of_a_person() -> None:
    """One query for one, for many, and for nobody; also when the KEKs have to be read anew."""
    store, clock = MemoryKeyStore(), Clock()
    ring = keyring(store, clock=clock)
    await ring.create(PERSON)
    for expected in (1, 2):
        for subjects in ([PERSON], [STRANGER], [PERSON, STRANGER]):
            if expected == 2:
                clock.advance(TTL)
            assert expected == await queries_of(ring, store, subjects)


async def test_data_keys_are_not_kept() -> None:
    """Erased by one process, gone at the next opening of every other."""
    store = MemoryKeyStore()
    here, there = keyring(store), keyring(store)
    await here.create(PERSON)
    assert await there.open([PERSON], ALL) != {}
    await here.shred(PERSON, ALL)
    assert await there.open([PERSON], ALL) == {}


async def test_a_kek_is_used_for_less_than_five_minutes() -> None:
    """Then the store is asked again: an epoch destroyed meanwhile opens nothing any more."""
    store, clock = MemoryKeyStore(), Clock()
    ring = keyring(store, clock=clock)
    await ring.create(PERSON)
    store.destroy_kek(1)
    clock.advance(TTL - timedelta(seconds=1))
    assert await ring.open([PERSON], ALL) != {}
    clock.advance(timedelta(seconds=1))
    assert await ring.open([PERSON], ALL) == {}


async def test_a_clock_that_was_set_back_does_not_prolong_a_kek() -> None:
    """An age below zero is no age."""
    store, clock = MemoryKeyStore(), Clock()
    ring = keyring(store, clock=clock)
    await ring.create(PERSON)
    store.destroy_kek(1)
    clock.advance(-timedelta(days=1))
    assert await ring.open([PERSON], ALL) == {}


async def test_another_suite_makes_its_own_epoch_and_reads_the_old_one() -> None:
    """Switching the suite changes what is written from then on, and loses nothing."""
    store = MemoryKeyStore()
    before = keyring(store)
    old = (await before.create(PERSON))[KeyCategory.CONTACT].seal(b"old", row=ROW, column=COLUMN)
    after = keyring(store, suite=SM4_GCM_SM3)
    new = (await after.create(STRANGER))[KeyCategory.CONTACT].seal(b"new", row=ROW, column=COLUMN)
    opened = await after.open([PERSON, STRANGER], ALL)
    assert (old[1], new[1]) == (0x01, 0x11)
    assert [
        opened[subject][KeyCategory.CONTACT].open(sealed, row=ROW, column=COLUMN)
        for subject, sealed in ((PERSON, old), (STRANGER, new))
    ] == [b"old", b"new"]
    assert [row.epoch for row in await store.keks()] == [1, 2]


async def test_a_destroyed_epoch_is_followed_by_a_new_one() -> None:
    """Its number is never given again."""
    store = MemoryKeyStore()
    ring = keyring(store)
    await ring.create(PERSON)
    store.destroy_kek(1)
    await ring.keks.reload()
    await ring.create(STRANGER)
    assert [(row.epoch, row.wrapped is not None) for row in await store.keks()] == [
        (1, False),
        (2, True),
    ]


@pytest.mark.parametrize("wrong", ["root", "handler"])
async def test_another_root_or_handler_opens_no_epoch(wrong: str) -> None:
    """The keys database alone, or moved to another deployment, is worth nothing."""
    store = MemoryKeyStore()
    await keyring(store).create(PERSON)
    other = (
        keyring(store, root=MasterKey(bytes(32)))
        if wrong == "root"
        else keyring(store, handler=STRANGER)
    )
    with pytest.raises(Tampered):
        await other.open([PERSON], ALL)


async def test_a_wrapped_key_that_was_cut_is_tampered_with() -> None:
    """PostgreSQL refuses to keep one; a store that does not is caught at the opening."""
    store = MemoryKeyStore()
    ring = keyring(store)
    await ring.create(PERSON)
    (row,) = await store.rows([PERSON])
    store.overwrite(replace(row, wrapped={**row.wrapped, KeyCategory.AUDIT: bytes(65)}))
    with pytest.raises(Tampered):
        await ring.open([PERSON], [KeyCategory.AUDIT])
    assert (await ring.open([PERSON], [KeyCategory.CONTACT])).keys() == {PERSON}


async def test_the_decoy_has_the_keys_of_a_person() -> None:
    """They seal, open and name a pseudonym, for nobody."""
    ring = keyring(MemoryKeyStore())
    keys = ring.decoy()
    assert set(ALL) == keys.keys()
    sealed = keys[KeyCategory.CONTACT].seal(b"text", row=ROW, column=COLUMN)
    again = ring.decoy([KeyCategory.CONTACT])
    assert {KeyCategory.CONTACT} == again.keys()
    assert again[KeyCategory.CONTACT].open(sealed, row=ROW, column=COLUMN) == b"text"
    assert len(pseudonym(keys[KeyCategory.AUDIT], HANDLER, ring.decoy_subject)) == 16


async def test_the_decoy_asks_the_store_for_nothing() -> None:
    """The query has been made: for the number never seen itself."""
    store = MemoryKeyStore()
    ring = keyring(store)
    assert (await ring.open([ring.decoy_subject], ALL), store.queries) == ({}, 2)
    ring.decoy()
    assert store.queries == 2
