"""What the keyring promises over any key store: one suite, run in memory and on PostgreSQL."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import Protocol
from uuid import UUID

import pytest

from privacy.errors import KeyErased, Tampered
from privacy.grant import DataKey
from privacy.terms import KeyCategory
from privacy.vault import KeyRow, KeyStore, pseudonym
from tests.unit.vault.scene import COLUMN, HANDLER, PERSON, ROW, STRANGER, Clock, keyring

ALL = tuple(KeyCategory)
CONTACT, MARKETING, AUDIT = KeyCategory.CONTACT, KeyCategory.MARKETING, KeyCategory.AUDIT


class Vault(Protocol):
    """A key store, and what its administrator could do to it behind our back."""

    @property
    def store(self) -> KeyStore:
        """The store under test."""

    async def overwrite(self, row: KeyRow) -> None:
        """Replace a key row, or add one."""

    async def destroy_kek(self, epoch: int) -> None:
        """Destroy the KEK of an epoch."""

    async def drop_kek(self, epoch: int) -> None:
        """Remove an epoch, as if it had never been."""


def seal(key: DataKey, text: bytes = b"text") -> bytes:
    return key.seal(text, row=ROW, column=COLUMN)


def read(key: DataKey, sealed: bytes) -> bytes:
    return key.open(sealed, row=ROW, column=COLUMN)


async def row_of(vault: Vault, subject: UUID = PERSON) -> KeyRow:
    return (await vault.store.rows([subject]))[0]


class KeyringPromises:
    """Inherit, and provide the fixture `vault`."""

    async def test_a_new_person_has_a_key_of_each_category(self, vault: Vault) -> None:
        """Each its own, wrapped in 66 bytes, committed when `create` returns."""
        created = await keyring(vault.store).create(PERSON)
        row = await row_of(vault)
        assert set(ALL) == created.keys() == row.wrapped.keys()
        assert len(set(row.wrapped.values())) == len(ALL)
        assert {66} == {len(wrapped) for wrapped in row.wrapped.values()}
        assert (row.key_ver, row.shredded) == (1, frozenset())

    async def test_another_process_opens_what_one_sealed(self, vault: Vault) -> None:
        """All it shares is the root key and the store."""
        created = await keyring(vault.store, seed=b"one").create(PERSON)
        opened = await keyring(vault.store, seed=b"two").open([PERSON], [CONTACT])
        assert read(opened[PERSON][CONTACT], seal(created[CONTACT])) == b"text"

    async def test_only_the_categories_asked_for_are_opened(self, vault: Vault) -> None:
        """The key row holds seven; a purpose needs one or two."""
        ring = keyring(vault.store)
        await ring.create(PERSON)
        opened = await ring.open([PERSON], [CONTACT, AUDIT])
        assert {CONTACT, AUDIT} == opened[PERSON].keys()

    async def test_whoever_has_no_keys_is_absent(self, vault: Vault) -> None:
        """Not an error: a number never seen is a common case."""
        ring = keyring(vault.store)
        await ring.create(PERSON)
        assert (await ring.open([PERSON, STRANGER, PERSON], [CONTACT])).keys() == {PERSON}
        assert await ring.open([STRANGER], ALL) == {}
        assert await ring.open([], ALL) == {}

    async def test_creating_a_person_twice_gives_the_same_keys(self, vault: Vault) -> None:
        """An answer that was lost may be asked for again, also by two processes at once."""
        rings = [keyring(vault.store, seed=bytes([n])) for n in range(4)]
        created = await asyncio.gather(*(ring.create(PERSON) for ring in rings))
        sealed = seal(created[0][CONTACT])
        assert [read(keys[CONTACT], sealed) for keys in created] == [b"text"] * 4

    async def test_an_erased_key_is_gone_and_the_others_stay(self, vault: Vault) -> None:
        """Withdrawing marketing leaves the order record readable."""
        ring = keyring(vault.store)
        await ring.create(PERSON)
        assert await ring.shred(PERSON, [MARKETING]) == 1
        opened = await ring.open([PERSON], ALL)
        assert set(ALL) - {MARKETING} == opened[PERSON].keys()
        assert {MARKETING} == (await row_of(vault)).shredded

    async def test_an_erased_key_is_never_made_again(self, vault: Vault) -> None:
        """Not by a writer, and not by creating the person anew."""
        ring = keyring(vault.store)
        await ring.create(PERSON)
        await ring.shred(PERSON, [MARKETING])
        opened = await ring.open([PERSON], ALL, make_missing=True)
        assert MARKETING not in opened[PERSON]
        with pytest.raises(KeyErased):
            await ring.create(PERSON)

    async def test_a_person_erased_whole_is_like_one_never_seen(self, vault: Vault) -> None:
        """Absent, for readers and writers, and not to be created."""
        ring = keyring(vault.store)
        await ring.create(PERSON)
        await ring.shred(PERSON, ALL)
        assert await ring.open([PERSON], ALL) == {}
        assert await ring.open([PERSON], ALL, make_missing=True) == {}
        with pytest.raises(KeyErased):
            await ring.create(PERSON)

    async def test_whoever_can_no_longer_be_named_has_nothing_unwrapped(self, vault: Vault) -> None:
        """Asked with the key that the ledger names her by: not even what is kept as proof."""
        ring = keyring(vault.store)
        await ring.create(PERSON)
        await ring.shred(PERSON, [AUDIT])
        before = await row_of(vault)
        for makes in (False, True):
            opened = await ring.open([PERSON], [CONTACT, AUDIT], make_missing=makes)
            assert not opened.get(PERSON)
        assert await row_of(vault) == before
        assert {CONTACT} == (await ring.open([PERSON], [CONTACT]))[PERSON].keys()

    async def test_erasing_is_idempotent_and_says_when_nobody_was_there(self, vault: Vault) -> None:
        """A case that is run again changes nothing; no row is a finding, not a success."""
        ring = keyring(vault.store)
        await ring.create(PERSON)
        assert [await ring.shred(PERSON, [CONTACT]) for _ in range(2)] == [1, 1]
        assert await ring.shred(STRANGER, [CONTACT]) == 0

    async def test_a_key_never_made_is_made_for_a_writer_alone(self, vault: Vault) -> None:
        """A category that came later than the person; reading does not make it."""
        ring = keyring(vault.store)
        await ring.create(PERSON)
        row = await row_of(vault)
        await vault.overwrite(replace(row, wrapped={AUDIT: row.wrapped[AUDIT]}))
        assert {AUDIT} == (await ring.open([PERSON], ALL))[PERSON].keys()
        opened = await ring.open([PERSON], [CONTACT], make_missing=True)
        assert {CONTACT} == opened[PERSON].keys()
        again = await ring.open([PERSON], ALL)
        assert {AUDIT, CONTACT} == again[PERSON].keys()
        assert read(again[PERSON][CONTACT], seal(opened[PERSON][CONTACT])) == b"text"

    async def test_writers_who_miss_the_same_key_get_the_same_key(self, vault: Vault) -> None:
        """The first one's; the others' is thrown away unused."""
        await keyring(vault.store).create(PERSON)
        row = await row_of(vault)
        await vault.overwrite(replace(row, wrapped={}))
        rings = [keyring(vault.store, seed=bytes([n])) for n in range(4)]
        opened = await asyncio.gather(
            *(ring.open([PERSON], [CONTACT], make_missing=True) for ring in rings)
        )
        sealed = seal(opened[0][PERSON][CONTACT])
        assert [read(keys[PERSON][CONTACT], sealed) for keys in opened] == [b"text"] * 4

    async def test_a_row_that_is_not_there_is_not_made_by_a_writer(self, vault: Vault) -> None:
        """Only `create` makes a person."""
        ring = keyring(vault.store)
        assert await ring.open([STRANGER], ALL, make_missing=True) == {}
        row = KeyRow(subject=STRANGER, key_ver=1, wrapped={CONTACT: bytes(66)})
        assert await vault.store.fill(row) is None

    async def test_the_highest_version_writes_and_every_version_reads(self, vault: Vault) -> None:
        """A second row is a rotation under way: nothing has to be sealed anew at once."""
        ring = keyring(vault.store)
        old = seal((await ring.create(PERSON))[CONTACT])
        await self._rotate(vault)
        key = (await ring.open([PERSON], [CONTACT]))[PERSON][CONTACT]
        new = seal(key)
        assert (old[2:4], new[2:4]) == (b"\x00\x01", b"\x00\x02")
        assert [read(key, old), read(key, new)] == [b"text", b"text"]

    async def test_a_pseudonym_outlives_a_rotation(self, vault: Vault) -> None:
        """The ledger cannot be rewritten, so the key it names people by does not rotate."""
        ring = keyring(vault.store)
        before = pseudonym((await ring.create(PERSON))[AUDIT], HANDLER, PERSON)
        await self._rotate(vault)
        opened = await ring.open([PERSON], [AUDIT])
        assert before == pseudonym(opened[PERSON][AUDIT], HANDLER, PERSON)

    async def test_erasing_erases_every_version(self, vault: Vault) -> None:
        """Also where an old row is put back afterwards."""
        ring = keyring(vault.store)
        await ring.create(PERSON)
        kept = await row_of(vault)
        await self._rotate(vault)
        assert await ring.shred(PERSON, [CONTACT]) == 2
        await vault.overwrite(kept)
        assert CONTACT not in (await ring.open([PERSON], ALL))[PERSON]
        assert CONTACT not in (await ring.open([PERSON], ALL, make_missing=True))[PERSON]

    async def test_many_new_people_are_given_the_keys_that_one_would_be(self, vault: Vault) -> None:
        """All seven each, none shared, committed by one statement."""
        created = await keyring(vault.store).create_many([PERSON, STRANGER])
        rows = await vault.store.rows([PERSON, STRANGER])
        assert {PERSON, STRANGER} == created.keys() == {row.subject for row in rows}
        assert len({key for row in rows for key in row.wrapped.values()}) == 2 * len(ALL)
        opened = await keyring(vault.store, seed=b"two").open([PERSON, STRANGER], ALL)
        for who, keys in created.items():
            assert {category: read(opened[who][category], seal(keys[category])) for category in ALL}

    async def test_many_created_twice_have_the_same_keys(self, vault: Vault) -> None:
        """Whoever was made meanwhile by another process included."""
        first = await keyring(vault.store, seed=b"one").create(PERSON)
        both = await keyring(vault.store, seed=b"two").create_many([PERSON, STRANGER])
        again = await keyring(vault.store, seed=b"three").create_many([STRANGER, PERSON])
        assert read(again[PERSON][CONTACT], seal(first[CONTACT])) == b"text"
        assert read(again[STRANGER][CONTACT], seal(both[STRANGER][CONTACT])) == b"text"

    async def test_nobody_of_many_is_created_whom_somebody_erased(self, vault: Vault) -> None:
        """Not even where her key alone is gone."""
        ring = keyring(vault.store)
        await ring.create(PERSON)
        await ring.shred(PERSON, [MARKETING])
        with pytest.raises(KeyErased):
            await ring.create_many([STRANGER, PERSON])
        assert MARKETING not in (await row_of(vault)).wrapped

    async def test_a_writer_about_new_and_known_people_has_the_keys_of_all(
        self, vault: Vault
    ) -> None:
        """The known ones' that are needed, and those of them that were never made."""
        ring = keyring(vault.store)
        await ring.create(PERSON)
        row = await row_of(vault)
        await vault.overwrite(replace(row, wrapped={AUDIT: row.wrapped[AUDIT]}))
        keys = await ring.to_write(new=[STRANGER], known=[PERSON], needed={AUDIT, CONTACT})
        assert {PERSON, STRANGER} == keys.keys()
        assert {AUDIT, CONTACT} == keys[PERSON].keys()
        assert set(ALL) == keys[STRANGER].keys()
        assert await ring.to_write(new=[], known=[], needed=ALL) == {}

    @pytest.mark.parametrize("gone", [(CONTACT,), ALL], ids=["in part", "whole"])
    async def test_a_writer_about_somebody_erased_has_no_keys_at_all(
        self, vault: Vault, gone: tuple[KeyCategory, ...]
    ) -> None:
        """Nor about somebody who never was."""
        ring = keyring(vault.store)
        await ring.create(PERSON)
        await ring.shred(PERSON, gone)
        with pytest.raises(KeyErased):
            await ring.to_write(new=[], known=[PERSON], needed={AUDIT, CONTACT})
        with pytest.raises(KeyErased):
            await ring.to_write(new=[], known=[STRANGER], needed={AUDIT})

    async def test_swapped_key_columns_are_found(self, vault: Vault) -> None:
        """The marketing key in the contact column would follow the wrong consent."""
        ring = keyring(vault.store)
        await ring.create(PERSON)
        row = await row_of(vault)
        swapped = {**row.wrapped, CONTACT: row.wrapped[MARKETING]}
        await vault.overwrite(replace(row, wrapped=swapped))
        with pytest.raises(Tampered):
            await ring.open([PERSON], [CONTACT])

    async def test_swapped_people_are_found(self, vault: Vault) -> None:
        """One person's row under another's id."""
        ring = keyring(vault.store)
        await ring.create(PERSON)
        await vault.overwrite(replace(await row_of(vault), subject=STRANGER))
        with pytest.raises(Tampered):
            await ring.open([PERSON, STRANGER], [CONTACT])

    async def test_swapped_versions_are_found(self, vault: Vault) -> None:
        """An old key passed off as a new one."""
        ring = keyring(vault.store)
        await ring.create(PERSON)
        await vault.overwrite(replace(await row_of(vault), key_ver=2))
        with pytest.raises(Tampered):
            await ring.open([PERSON], [CONTACT])

    async def test_keys_of_a_destroyed_epoch_are_gone(self, vault: Vault) -> None:
        """As if each had been erased; nothing is tampered with."""
        clock = Clock()
        await keyring(vault.store, clock=clock).create(PERSON)
        await vault.destroy_kek(1)
        assert await keyring(vault.store, clock=clock).open([PERSON], ALL) == {}

    async def test_keys_of_an_epoch_that_never_was_are_tampered_with(self, vault: Vault) -> None:
        """Asked for once more, because another process may just have made it."""
        await keyring(vault.store).create(PERSON)
        await vault.drop_kek(1)
        with pytest.raises(Tampered):
            await keyring(vault.store).open([PERSON], [CONTACT])

    async def test_an_epoch_that_another_process_made_is_found(self, vault: Vault) -> None:
        """By a process that looked just before."""
        here, there = (keyring(vault.store, seed=seed) for seed in (b"here", b"there"))
        await here.create(STRANGER)
        assert (await there.keks.advance()).epoch == 2
        created = await there.create(PERSON)
        opened = await here.open([PERSON, STRANGER], [CONTACT])
        assert read(opened[PERSON][CONTACT], seal(created[CONTACT])) == b"text"
        assert opened.keys() == {PERSON, STRANGER}

    async def test_processes_that_make_an_epoch_at_once_make_one(self, vault: Vault) -> None:
        """The first one's key wraps for all of them."""
        rings = [keyring(vault.store, seed=bytes([n])) for n in range(4)]
        made = await asyncio.gather(*(ring.keks.newest() for ring in rings))
        assert [kek.epoch for kek in made] == [1] * 4
        assert [row.epoch for row in await vault.store.keks()] == [1]

    async def _rotate(self, vault: Vault) -> None:
        """What a rotation will do: a second version of new keys, and the audit key carried over."""
        ring = keyring(vault.store, seed=b"rotation")
        row = await row_of(vault)
        kek = (await ring.keks.epochs())[1]
        assert kek is not None
        secrets = dict.fromkeys(ALL, bytes(32)) | {
            AUDIT: kek.open(row.wrapped[AUDIT], subject=PERSON, category=AUDIT, key_ver=1).secret
        }
        wrapped = {
            name: kek.wrap(secret, subject=PERSON, category=name, key_ver=2, nonce=bytes(12))
            for name, secret in secrets.items()
        }
        await vault.overwrite(KeyRow(subject=PERSON, key_ver=2, wrapped=wrapped))
