"""What the ledger promises over any store: one suite, run in memory and on PostgreSQL."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from typing import TYPE_CHECKING, Protocol
from uuid import uuid4

import pytest

from privacy.errors import InvalidLeaf, LedgerUnavailable
from privacy.ledger.integrate import STRIDE, Integrator
from privacy.ledger.prove import Prover
from privacy.ledger.records import EVERY_ENTRY, EntryFilter
from privacy.ledger.tree import leaf_hash
from privacy.ledger.verify.merkle import root_of, verify_consistency, verify_inclusion
from privacy.ledger.verify.note import open_checkpoint
from privacy.ledger.verify.receipt import verify_receipt
from privacy.ledger.words import Decision
from privacy.terms import LeafKind, Purpose, ReasonCode
from tests.unit.ledger.scene import (
    AT,
    KEY,
    PSEUDONYM,
    TENANT,
    Clock,
    denial,
    intent,
    outcome,
    read,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from privacy.ledger.append import Appender
    from privacy.ledger.records import Shelf, SignedCheckpoint


class Log(Protocol):
    """A ledger, and the shelf it writes to."""

    ledger: Appender
    shelf: Shelf


async def everything(log: Log) -> Sequence[bytes]:
    return await log.shelf.leaves(0, await log.shelf.size())


async def found(log: Log, where: EntryFilter) -> list[int]:
    return [entry.index for entry in await log.shelf.entries(where, first=100)]


async def integrated(log: Log) -> SignedCheckpoint:
    checkpoint = await Integrator(log.shelf, key=KEY, clock=Clock()).integrate()
    assert checkpoint is not None
    return checkpoint


class LedgerPromises:
    """Inherit, and provide the fixture `log`."""

    async def test_leaves_stand_where_their_receipts_say(self, log: Log) -> None:
        """Consecutive indexes from 0, and the bytes that were given."""
        leaves = [read() for _ in range(5)]
        receipts = await log.ledger.append(leaves)
        assert [receipt.index for receipt in receipts] == [0, 1, 2, 3, 4]
        assert [leaf.to_bytes() for leaf in leaves] == await everything(log)

    async def test_receipts_verify_at_once(self, log: Log) -> None:
        """Before any checkpoint exists, with one signature for a whole batch."""
        batches = await asyncio.gather(
            *(log.ledger.append([read()] * (1 + at % 3)) for at in range(20))
        )
        leaves = await everything(log)
        for receipt in (receipt for batch in batches for receipt in batch):
            leaf = leaves[receipt.index]
            verify_receipt(receipt.to_extension(), key=KEY.public, tenant=TENANT, leaf=leaf)
        signatures = {receipt.signature for batch in batches for receipt in batch}
        assert len(signatures) <= 2

    async def test_many_at_once_leave_no_gap(self, log: Log) -> None:
        """Each caller's leaves stay together, and every index is given out once."""
        batches = await asyncio.gather(*(log.ledger.append([read()] * 2) for _ in range(200)))
        places = [[receipt.index for receipt in batch] for batch in batches]
        assert all(place == [place[0], place[0] + 1] for place in places)
        assert list(range(400)) == sorted(index for place in places for index in place)

    async def test_nothing_to_append_is_nothing(self, log: Log) -> None:
        """No entry, no receipt."""
        assert tuple(await log.ledger.append([])) == ()
        assert await log.shelf.size() == 0

    async def test_another_handler_s_leaf_is_refused(self, log: Log) -> None:
        """One log, one handler."""
        with pytest.raises(InvalidLeaf, match="tenant"):
            await log.ledger.append([read(tenant=uuid4())])
        assert await log.shelf.size() == 0

    async def test_more_than_the_queue_holds_is_refused_at_once(self, log: Log) -> None:
        """Back-pressure: the rest is told to come again, those who wait are served."""
        asks = [asyncio.ensure_future(log.ledger.append([read()] * 100)) for _ in range(8)]
        outcomes = await asyncio.gather(*asks, return_exceptions=True)
        refused = [outcome for outcome in outcomes if isinstance(outcome, LedgerUnavailable)]
        assert (len(refused), await log.shelf.size()) == (3, 500)

    async def test_a_closed_ledger_takes_no_more(self, log: Log) -> None:
        """What waits is committed, what comes later is refused."""
        waiting = asyncio.ensure_future(log.ledger.append([read()]))
        await asyncio.sleep(0)
        await log.ledger.close()
        assert (await waiting)[0].index == 0
        with pytest.raises(LedgerUnavailable):
            await log.ledger.append([read()])

    async def test_an_intent_is_open_until_its_outcome(self, log: Log) -> None:
        """The sweeper finds just the writes that nobody finished, with what they announced."""
        done, lost, recent = uuid4(), uuid4(), uuid4()
        await log.ledger.append([intent(done), intent(lost)])
        await log.ledger.append([intent(recent, at=AT + timedelta(seconds=61))])
        await log.ledger.append([outcome(done)])
        [swept] = await log.shelf.open_intents(until=AT + timedelta(seconds=60))
        assert (lost, 1, intent(lost)) == (swept.operation, swept.index, swept.leaf)

    async def test_an_intent_with_its_outcome_is_never_open(self, log: Log) -> None:
        """Also where both come in one batch, and where the intent came in parts."""
        both, parts = uuid4(), uuid4()
        await log.ledger.append([intent(both), outcome(both), intent(parts), intent(parts)])
        await log.ledger.append([intent(parts)])
        [still] = await log.shelf.open_intents(until=AT + timedelta(days=1))
        assert (parts, 2) == (still.operation, still.index)

    async def test_entries_are_found_by_every_condition(self, log: Log) -> None:
        """One at a time and together, newest first."""
        later = AT + timedelta(hours=1)
        operation = uuid4()
        await log.ledger.append(
            [
                read(operation, subjects=(PSEUDONYM,)),
                read(at=later, actor="oidc:other", purpose=Purpose.ORDER_FULFILMENT),
                denial(ReasonCode.CONSENT_MISSING),
            ]
        )
        expected: list[tuple[EntryFilter, list[int]]] = [
            (EVERY_ENTRY, [2, 1, 0]),
            (EntryFilter(kind=LeafKind.READ), [1, 0]),
            (EntryFilter(decision=Decision.DENY), [2]),
            (EntryFilter(reason=ReasonCode.CONSENT_MISSING), [2]),
            (EntryFilter(reason=ReasonCode.CONSENT_REFUSED), []),
            (EntryFilter(purpose=Purpose.ORDER_FULFILMENT), [1]),
            (EntryFilter(actor="oidc:other"), [1]),
            (EntryFilter(client="marketing-console"), [2]),
            (EntryFilter(operation=operation), [0]),
            (EntryFilter(subject=PSEUDONYM), [2, 0]),
            (EntryFilter(subject=PSEUDONYM, kind=LeafKind.READ), [0]),
            (EntryFilter(subject=bytes(16)), []),
            (EntryFilter(since=later), [1]),
            (EntryFilter(until=later), [2, 0]),
            (EntryFilter(since=AT, until=later, decision=Decision.ALLOW), [0]),
        ]
        assert [places for _, places in expected] == [await found(log, w) for w, _ in expected]

    async def test_pages_follow_one_another(self, log: Log) -> None:
        """The last index of a page is the cursor of the next."""
        await log.ledger.append([read() for _ in range(5)])
        pages: list[list[int]] = []
        before: int | None = None
        while page := await log.shelf.entries(EVERY_ENTRY, first=2, before=before):
            pages.append([entry.index for entry in page])
            before = pages[-1][-1]
        assert pages == [[4, 3], [2, 1], [0]]

    async def test_owed_leaves_are_written_once(self, log: Log) -> None:
        """Paid again after a crash between payment and its note, they are found, not repeated."""
        owed = [read().to_bytes(), read().to_bytes()]
        first = await log.ledger.repay(owed)
        await log.ledger.append([read()])
        again = await log.ledger.repay(owed)
        assert [[receipt.index for receipt in paid] for paid in (first, again)] == [[0, 1]] * 2
        assert await log.shelf.size() == 3

    async def test_a_debt_that_only_begins_like_another_is_written(self, log: Log) -> None:
        """It is the same only if all its leaves stand side by side."""
        first, second, third = (read().to_bytes() for _ in range(3))
        await log.ledger.repay([first, second])
        assert (await log.ledger.repay([first, third]))[0].index == 2
        assert [first, second, first, third] == await everything(log)

    async def test_an_empty_log_has_no_checkpoint(self, log: Log) -> None:
        """There is nothing to sign."""
        assert await Integrator(log.shelf, key=KEY, clock=Clock()).integrate() is None
        assert await log.shelf.checkpoint() is None

    async def test_a_checkpoint_covers_everything_before_it(self, log: Log) -> None:
        """Its root is the tree's, its note is signed, and asking twice changes nothing."""
        await log.ledger.append([read() for _ in range(300)])
        checkpoint = await integrated(log)
        hashes = [leaf_hash(leaf) for leaf in await everything(log)]
        signed = open_checkpoint(checkpoint.note, KEY.public)
        assert (300, root_of(hashes)) == (signed.size, signed.root)
        assert checkpoint == await integrated(log) == await log.shelf.checkpoint()

    async def test_every_entry_and_every_older_size_is_proved(self, log: Log) -> None:
        """From the stored tiles, while the log grows over the edges of tiles."""
        hashes: list[bytes] = []
        for step in (1, 254, 2, 256):
            await log.ledger.append([read() for _ in range(step)])
            checkpoint, prover = await integrated(log), Prover(log.shelf)
            hashes = [leaf_hash(leaf) for leaf in await everything(log)]
            size, root = checkpoint.size, checkpoint.root
            for index in range(0, size, 37):
                shown = await prover.inclusion(index)
                assert shown is not None
                verify_inclusion(
                    index=index, size=size, leaf=hashes[index], path=shown.path, root=root
                )
                older = await prover.consistency(index + 1)
                assert older is not None
                verify_consistency(
                    old_size=index + 1,
                    old_root=root_of(hashes[: index + 1]),
                    size=size,
                    root=root,
                    path=older.path,
                )

    async def test_what_no_checkpoint_covers_is_not_proved(self, log: Log) -> None:
        """Nor is consistency with nothing, or with the future."""
        prover = Prover(log.shelf)
        assert (await prover.inclusion(0), await prover.consistency(1)) == (None, None)
        await log.ledger.append([read()])
        await integrated(log)
        assert (await prover.inclusion(1), await prover.inclusion(-1)) == (None, None)
        assert (await prover.consistency(0), await prover.consistency(2)) == (None, None)

    async def test_a_long_backlog_is_taken_in_by_steps(self, log: Log) -> None:
        """Each step is signed; the last covers all."""
        leaf = read()
        for _ in range(STRIDE // 500 + 1):
            await log.ledger.append([leaf] * 500)
        checkpoint = await integrated(log)
        assert checkpoint.size == STRIDE // 500 * 500 + 500
        assert root_of([leaf_hash(leaf.to_bytes())] * checkpoint.size) == checkpoint.root

    async def test_several_integrators_agree(self, log: Log) -> None:
        """Run at once they sign one tree; none fails."""
        await log.ledger.append([read() for _ in range(400)])
        await asyncio.gather(
            *(Integrator(log.shelf, key=KEY, clock=Clock()).integrate() for _ in range(4))
        )
        newest = await log.shelf.checkpoint()
        assert newest is not None
        hashes = [leaf_hash(leaf) for leaf in await everything(log)]
        assert (400, root_of(hashes)) == (newest.size, newest.root)
