"""Ended: what is written down where a write changed nothing, or where the ledger is down."""

from __future__ import annotations

from cdp.acts.coarse import hour_of
from cdp.acts.ground import Ground
from cdp.acts.once import Taken
from cdp.acts.person import Raced
from cdp.database.writer import Transaction
from cdp.errors import Conflict, InvalidField, NobodyThere
from privacy.errors import LedgerUnavailable, Refusal
from privacy.store.owed import OWE
from privacy.terms import ReasonCode
from privacy.writing import Writing


async def owe(tx: Transaction, writing: Writing, ground: Ground) -> None:
    """The ledger is down and the act narrows: its leaves are kept with it, to be paid first."""
    leaves = [writing.intent, *ground.door.outcome(writing)]
    owed = [leaf.to_bytes() for leaf in leaves]
    debt = ground.ids()
    await tx.fetch(
        OWE, id=debt, leaves=owed, mac=ground.debt_seal.mac(debt, owed), at=hour_of(writing.ask.at)
    )


async def failed(writing: Writing, fault: Exception, ground: Ground) -> None:
    """Write down that the operation changed nothing, and why; the sweeper does where we cannot."""
    try:
        await ground.door.failed(writing, reason_of(fault))
    except LedgerUnavailable:
        return  # the intent stays open; the sweeper ends it


def reason_of(fault: Exception) -> ReasonCode:
    """Why a write changed nothing, as its entry says it."""
    match fault:
        case Refusal():
            return fault.reason
        case InvalidField():
            return ReasonCode.INVALID_INPUT
        case Conflict() | Raced() | Taken():
            return ReasonCode.CONFLICT
        case NobodyThere():
            return ReasonCode.NOT_AVAILABLE
        case _:
            return ReasonCode.INTERNAL
