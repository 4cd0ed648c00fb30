"""open_rights_request: a person asks, and a one-time code goes to the number that she gives.

A number that nobody is known by is answered alike, by the same steps: its request stands, its code
goes nowhere, and it is never verified. So is one that was sent enough codes of late.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final
from uuid import UUID

from cdp.acts.case_filing import file_case, filed_before, require
from cdp.acts.coarse import hour_of
from cdp.acts.once import Taken
from cdp.acts.rights_desk import RightsDesk
from cdp.acts.write import Payload
from cdp.database.writer import Transaction
from cdp.errors import Conflict, InvalidField
from cdp.identity.store import HOLDER
from privacy.gate import Ask
from privacy.phone import Phone
from privacy.rights.case import EXECUTABLE, Case, CaseState, RequestType
from privacy.rights.verification import (
    CODES,
    CODES_WITHIN,
    VALID_FOR,
    Assurance,
    draw_code,
    needed,
)
from privacy.store.rights_cases import OPEN, RECENT
from privacy.terms import Role

OPENS: Final = Role.PRIVACY_OPERATOR
"""Whose office it is to take requests, and to carry them out."""


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class RightsWish:
    """What is asked for, and by which number. The number is looked up, and kept nowhere."""

    type: RequestType
    phone: Phone


async def open_rights_request(
    wish: RightsWish, ask: Ask, desk: RightsDesk, payload: Payload
) -> UUID:
    """Open a request and send its code. The request's id.

    Under an idempotency key that was used before it is the same request, and no code is sent.

    Raises:
        SenderUnset: no code can be sent.
        InvalidField: this release does not carry out that type.
        Refusal, LedgerUnavailable, Conflict: as `file_case`.
    """
    desk.sender.check()
    if wish.type not in EXECUTABLE:
        raise InvalidField("type", "Give DELETE or RESTRICT: others come with a later release.")
    require(ask, OPENS, desk)
    try:
        before = await filed_before(ask, desk, payload)
        return before or await _open(wish, ask, desk, payload)
    except Taken:
        # Whoever was faster stands by now.
        before = await filed_before(ask, desk, payload)
    if before is None:
        raise Conflict("Another request with this key is under way. Send it once more.")
    return before


async def _open(wish: RightsWish, ask: Ask, desk: RightsDesk, payload: Payload) -> UUID:
    ground = desk.ground
    id_, code = ground.ids(), draw_code(desk.entropy)
    case = Case(id=id_, type=wish.type, state=CaseState.RECEIVED, opened_by=ask.actor.id)

    async def work(tx: Transaction) -> bool:
        found = await tx.fetch(HOLDER, **ground.numbers.binds(wish.phone), at=ask.at)
        subject = found[0]["subject_id"] if found else None
        recent = await tx.fetch(
            RECENT, subject=subject or ground.ids(), since=hour_of(ask.at) - CODES_WITHIN
        )
        if recent[0]["n"] >= CODES:
            subject = None  # as for a number that nobody is known by
        confirmed_at = found[0]["confirmed_at"] if found else None
        assurance = needed(confirmed_at, ask.at) if found else Assurance.NUMBER_AND_FACT
        await tx.fetch(
            OPEN,
            id=case.id,
            subject_id=subject,
            type=case.type.value,
            state=case.moved(CaseState.VERIFYING).state.value,
            opened_by=case.opened_by,
            assurance=assurance.value,
            code_mac=desk.key.code(case.id, code),
            code_until=(ask.at + VALID_FOR).replace(microsecond=0),
            opened_at=hour_of(ask.at),
            changed_at=hour_of(ask.at),
        )
        return subject is not None

    is_known = await file_case(ask, case.id, desk, payload, work, once=payload.once)
    await desk.sender.send(code, case=case.id, to=wish.phone if is_known else None)
    return case.id
