"""How every act moves a request on: ruled, announced, one transaction, and what came of it.

Its entries name the case and nobody: they are the same whether there is a person behind it or not.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace
from typing import Final, TypeVar
from uuid import UUID

from cdp.acts.coarse import hour_of
from cdp.acts.made import known
from cdp.acts.once import Once, Taken
from cdp.acts.rights_desk import RightsDesk
from cdp.acts.write import Payload, Voided
from cdp.database.writer import Transaction
from cdp.errors import CdpError, CommitUnknown, Conflict, NobodyThere
from privacy.errors import LedgerUnavailable, PrivacyError, Refusal, StalePolicy
from privacy.gate import Ask, Ruling, rule
from privacy.ledger.entry import Leaf
from privacy.rights.case import Case, CaseState, RequestType
from privacy.store.operations import CLAIM
from privacy.store.rights_cases import LIST, READ
from privacy.store.statement import Row
from privacy.terms import Action, DataCategory, Effect, ReasonCode, Role

T = TypeVar("T")

WRITES: Final = frozenset({DataCategory.RIGHTS_CASE, DataCategory.STAFF_ACTIVITY})
"""The case, and who moved it."""

_ATTEMPTS: Final = 4

Filing = Callable[[Transaction], Awaitable[T]]
"""What is done inside the transaction."""


def require(ask: Ask, role: Role, desk: RightsDesk) -> None:
    """Refuse whoever comes without `role`: who asks for a plan and who approves it are two.

    Raises:
        Refusal: the caller has another office.
    """
    if role not in ask.actor.roles:
        policy = desk.ground.policies.current
        raise Refusal(ReasonCode.ROLE_FORBIDDEN, policy.article(ReasonCode.ROLE_FORBIDDEN))


async def ruled(ask: Ask, desk: RightsDesk) -> Ruling:
    """The gate's word by the policy in force, with what is owed to the ledger repaid.

    Raises:
        Refusal: the gate refused; the caller writes that down.
        Conflict: the policy changed again and again.
        LedgerUnavailable: the ledger is down.
    """
    for _ in range(_ATTEMPTS):
        ruling = rule(ask, desk.ground.policies.current)
        try:
            await desk.ground.door.check(ruling, await desk.ground.people.in_force())
        except StalePolicy:
            await desk.ground.policies.reload()
        else:
            return ruling
    raise Conflict("The policy changed again and again. Send it once more.")


async def file_case(
    ask: Ask,
    case: UUID,
    desk: RightsDesk,
    payload: Payload,
    work: Filing[T],
    *,
    once: Once | None = None,
) -> T:
    """Do `work` on `case` in one transaction, between its two entries; under the key of `once`.

    Raises: as `ruled`, Taken, and what `work` raises, which is written down first.
    """
    ask = replace(
        ask,
        action=Action.WRITE,
        operation=desk.ground.ids(),
        writes=WRITES,
        categories=frozenset(),
        case_ref=str(case),
    )
    ruling = await ruled(ask, desk)
    door = desk.ground.door
    intent = door.witness.filing(ask, ruling)
    payload.receipts.extend(await door.ledger.append([intent]))
    try:
        async with desk.ground.writer.transaction() as tx:
            if once is not None:
                await once.take(tx)
                await once.remember(tx, None, [case])
            done = await work(tx)
            await _claim(tx, ask)
    except (CommitUnknown, Voided):
        raise  # the sweeper finds out, or has found out, how it ended
    except (CdpError, PrivacyError) as fault:
        await _fail(intent, fault, desk, payload)
        raise
    applied = door.witness.applied(intent, at=desk.ground.clock(), cells=())
    payload.receipts.extend(await door.ledger.append(applied))
    return done


async def filed_before(ask: Ask, desk: RightsDesk, payload: Payload) -> UUID | None:
    """The case that was filed under the payload's idempotency key, written down as shown.

    Raises: as `ruled`, and Conflict where the key was used for another request.
    """
    once = payload.once
    spent = None if once is None else await once.look(desk.ground.people.run)
    if spent is None:
        return None
    case = known(spent.rows[0])
    await see_case(ask, case, desk, payload)
    return case


async def see_case(ask: Ask, case: UUID | None, desk: RightsDesk, payload: Payload) -> None:
    """Write down that `case` is shown; None: that the newest are, by their ids alone.

    Raises: as `ruled`.
    """
    wanted = frozenset({DataCategory.RIGHTS_CASE})
    ask = replace(
        ask,
        action=Action.READ,
        operation=desk.ground.ids(),
        categories=wanted,
        writes=frozenset(),
        case_ref="" if case is None else str(case),
    )
    ruling = await ruled(ask, desk)
    view = ruling.views[DataCategory.RIGHTS_CASE]
    if view.effect is not Effect.ALLOW:
        raise Refusal(view.reason or ReasonCode.PURPOSE_CATEGORY_MISMATCH, view.article)
    leaf = desk.ground.door.witness.filed(ask, ruling)
    payload.receipts.extend(await desk.ground.door.ledger.append([leaf]))


async def find_case(ask: Ask, case: UUID, desk: RightsDesk, payload: Payload) -> Row | None:
    """The row of `case`, written down as shown first; None where there is none.

    Raises: as `ruled`.
    """
    await see_case(ask, case, desk, payload)
    rows = await desk.ground.people.run.fetch(READ, case=case)
    return rows[0] if rows else None


async def newest_cases(
    ask: Ask, desk: RightsDesk, payload: Payload, *, first: int
) -> Sequence[Row]:
    """The cases that moved last: id, type, state and times. Written down as shown first.

    Raises: as `ruled`.
    """
    await see_case(ask, None, desk, payload)
    return await desk.ground.people.run.fetch(LIST, first=first)


def case_of(row: Row) -> Case:
    """The case that a row holds."""
    return Case(
        id=row["id"],
        type=RequestType(row["type"]),
        state=CaseState(row["state"]),
        opened_by=row["opened_by"],
        plan=row["plan_hash"],
        approved_by=row["approved_by"],
    )


def only(rows: object) -> None:
    """Stop where a compared step found the case elsewhere.

    Raises:
        Conflict: somebody moved it on meanwhile.
    """
    if not rows:
        raise Conflict("Somebody moved this request on meanwhile. Look at it again.")


async def _claim(tx: Transaction, ask: Ask) -> None:
    claimed = await tx.fetch(CLAIM, op=ask.operation, is_void=False, cells=[], at=hour_of(ask.at))
    if not claimed:
        raise Voided


async def _fail(intent: Leaf, fault: Exception, desk: RightsDesk, payload: Payload) -> None:
    door = desk.ground.door
    leaf = door.witness.ended(intent, at=desk.ground.clock(), reason=_reason(fault))
    try:
        payload.receipts.extend(await door.ledger.append([leaf]))
    except LedgerUnavailable:
        return  # the intent stays open; the sweeper ends it


def _reason(fault: Exception) -> ReasonCode:
    match fault:
        case Refusal():
            return fault.reason
        case NobodyThere():
            return ReasonCode.NOT_AVAILABLE
        case PrivacyError() | Conflict() | Taken():
            return ReasonCode.CONFLICT
        case _:
            return ReasonCode.INTERNAL
