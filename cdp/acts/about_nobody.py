"""How an act is written down that is about nobody: a rule, or a run over everybody.

    rule ─► intent committed ─► transaction ─► outcome committed

Its entries name no person; what is written of somebody by it has entries of its own.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import Final, TypeVar

from cdp.acts.coarse import hour_of
from cdp.acts.ended import reason_of
from cdp.acts.ground import Ground
from cdp.acts.once import Once, Spent
from cdp.acts.write import Payload, Voided
from cdp.database.writer import Transaction, Writer
from cdp.errors import CdpError, CommitUnknown, Conflict
from privacy.errors import LedgerUnavailable, PrivacyError, StalePolicy
from privacy.gate import Ask, Ruling, rule
from privacy.ledger.entry import Leaf
from privacy.store.operations import CLAIM
from privacy.terms import Action, DataCategory

T = TypeVar("T")

_ATTEMPTS: Final = 4

Filing = Callable[[Transaction], Awaitable[T]]
"""What is done inside the transaction."""


async def ruled(ask: Ask, ground: Ground) -> Ruling:
    """The gate's word by the policy in force, with what is owed to the ledger repaid.

    Raises:
        Refusal: the gate refused; the caller writes that down.
        Conflict: the policy changed again and again.
        LedgerUnavailable: the ledger is down.
    """
    for _ in range(_ATTEMPTS):
        ruling = rule(ask, ground.policies.current)
        try:
            await ground.door.check(ruling, await ground.people.in_force())
        except StalePolicy:
            await ground.policies.reload()
        else:
            return ruling
    raise Conflict("The policy changed again and again. Send it once more.")


async def looked(ask: Ask, ground: Ground, payload: Payload) -> Ruling:
    """Write down that something is looked at which names nobody. The ruling.

    Raises: as `ruled`.
    """
    asked = replace(ask, action=Action.READ, operation=ground.ids(), writes=frozenset())
    ruling = await ruled(asked, ground)
    leaf = ground.door.witness.filed(asked, ruling)
    payload.receipts.extend(await ground.door.ledger.append([leaf]))
    return ruling


async def file_of_nobody(
    ask: Ask,
    ground: Ground,
    payload: Payload,
    work: Filing[T],
    *,
    writes: frozenset[DataCategory],
    on: Writer | None = None,
    once: Once | None = None,
) -> T:
    """Do `work` in one transaction, between its two entries; `on`: with whose rights.

    Raises: as `ruled`, Taken where another request with the key of `once` was faster, and what
        `work` raises, which is written down first.
    """
    asked = replace(
        ask,
        action=Action.WRITE,
        operation=ground.ids(),
        writes=writes,
        categories=frozenset(),
    )
    ruling = await ruled(asked, ground)
    witness, ledger = ground.door.witness, ground.door.ledger
    intent = witness.filing(asked, ruling)
    payload.receipts.extend(await ledger.append([intent]))
    try:
        async with (on or ground.writer).transaction() as tx:
            if once is not None:
                await once.take(tx)
                await once.remember(tx, None, [])
            done = await work(tx)
            await _claim(tx, asked)
    except (CommitUnknown, Voided):
        raise  # the sweeper finds out, or has found out, how it ended
    except (CdpError, PrivacyError) as fault:
        await _fail(intent, fault, ground, payload)
        raise
    applied = witness.applied(intent, at=ground.clock(), cells=())
    payload.receipts.extend(await ledger.append(applied))
    return done


async def _claim(tx: Transaction, ask: Ask) -> None:
    claimed = await tx.fetch(CLAIM, op=ask.operation, is_void=False, cells=[], at=hour_of(ask.at))
    if not claimed:
        raise Voided


async def spent_before(payload: Payload, ground: Ground) -> Spent | None:
    """What the payload's idempotency key was used for, if it was."""
    return None if payload.once is None else await payload.once.look(ground.people.run)


async def _fail(intent: Leaf, fault: Exception, ground: Ground, payload: Payload) -> None:
    leaf = ground.door.witness.ended(intent, at=ground.clock(), reason=reason_of(fault))
    try:
        payload.receipts.extend(await ground.door.ledger.append([leaf]))
    except LedgerUnavailable:
        return  # the intent stays open; the sweeper ends it
