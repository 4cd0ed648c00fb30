"""The integrator signs what stands, and stops when what stands is not what it signed."""

from __future__ import annotations

from dataclasses import replace

import pytest

from privacy.errors import LedgerBroken
from privacy.ledger.integrate import Integrator
from privacy.ledger.layout import Tile
from privacy.ledger.prove import Prover
from privacy.ledger.records import SignedCheckpoint
from privacy.ledger.verify.note import open_checkpoint
from privacy.testing.ledger import Book, MemoryLedger
from tests.unit.ledger.scene import AT, KEY, TENANT, Clock, read


async def grown(size: int) -> Book:
    """A book of `size` entries, integrated."""
    ledger = MemoryLedger(key=KEY, tenant=TENANT)
    await ledger.append([read() for _ in range(size)])
    await integrator(ledger.book).integrate()
    return ledger.book


def integrator(book: Book) -> Integrator:
    return Integrator(book, key=KEY, clock=Clock())


async def one_more(book: Book) -> None:
    await MemoryLedger(key=KEY, tenant=TENANT, book=book).append([read()])


async def test_a_checkpoint_tells_its_time_and_is_signed() -> None:
    """By the clock it was given, with the key it was given."""
    book = await grown(3)
    [checkpoint] = book.checkpoints
    assert checkpoint.at > AT
    assert open_checkpoint(checkpoint.note, KEY.public).root == checkpoint.root


async def test_a_changed_tile_stops_it() -> None:
    """Nothing is signed that contradicts what was signed."""
    book = await grown(3)
    book.shelved[Tile(0, 0)] = bytes(96)
    await one_more(book)
    with pytest.raises(LedgerBroken):
        await integrator(book).integrate()
    assert len(book.checkpoints) == 1


async def test_a_short_or_missing_tile_stops_it() -> None:
    """As a changed one does."""
    book = await grown(3)
    await one_more(book)
    for damaged in ({Tile(0, 0): bytes(64)}, {}):
        book.shelved = damaged
        with pytest.raises(LedgerBroken):
            await integrator(book).integrate()


async def test_a_missing_entry_stops_it() -> None:
    """Fewer entries than the head says are a gap."""

    class Gap(Book):
        async def size(self) -> int:
            return await super().size() + 1

    with pytest.raises(LedgerBroken):
        await integrator(Gap()).integrate()


async def test_the_slower_of_two_integrators_gives_way() -> None:
    """What the other stored counts for both."""

    class Contested(Book):
        async def checkpoint(self) -> SignedCheckpoint | None:
            newest = await super().checkpoint()
            if newest is None:
                await integrator(other).integrate()
            return newest

    other = Book()
    contested = Contested(rows=other.rows, shelved=other.shelved, checkpoints=other.checkpoints)
    await one_more(other)
    checkpoint = await integrator(contested).integrate()
    assert [checkpoint] == other.checkpoints


async def test_a_proof_over_a_missing_tile_is_refused() -> None:
    """Better no proof than one that does not verify."""
    book = await grown(3)
    book.shelved.clear()
    with pytest.raises(LedgerBroken):
        await Prover(book).inclusion(0)


async def test_a_proof_is_a_file_for_others_tools() -> None:
    """C2SP tlog-proof: header, index, path from the leaf up, blank line, checkpoint."""
    book = await grown(3)
    proof = await Prover(book).inclusion(1)
    assert proof is not None
    header, index, *path, blank = proof.to_text().split(KEY.origin)[0].split("\n")[:-1]
    assert (header, index, blank) == ("c2sp.org/tlog-proof@v1", "index 1", "")
    assert len(proof.path) == len(path)
    assert proof.to_text().endswith(book.checkpoints[0].note.decode())


async def test_a_proof_of_the_only_entry_has_no_path() -> None:
    """Its leaf hash is the root."""
    book = await grown(1)
    proof = await Prover(book).inclusion(0)
    assert proof is not None
    assert (proof.path, proof.leaf_hash) == ((), book.checkpoints[0].root)
    assert proof.to_text().startswith(f"c2sp.org/tlog-proof@v1\nindex 0\n\n{KEY.origin}\n1\n")


async def test_a_checkpoint_kept_in_between_is_not_replaced() -> None:
    """A shelf keeps only what continues its newest checkpoint."""
    book = await grown(3)
    stale = replace(book.checkpoints[0], size=2)
    assert not await book.keep({}, stale, after=1)
    assert len(book.checkpoints) == 1
