"""verify_requester: the code that was sent, and where the number is not fresh one fact besides.

There is one answer for everything that is not right: another code, a late one, one too many,
another request's, a fact that is not hers, a number nobody is known by.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final
from uuid import UUID

from cdp.acts.case_filing import Filing, case_of, file_case, only, require, ruled
from cdp.acts.coarse import hour_of
from cdp.acts.everybody import hold_everybody
from cdp.acts.open_rights_request import OPENS
from cdp.acts.rights_desk import RightsDesk
from cdp.acts.write import Payload
from cdp.database.writer import Transaction
from cdp.profile.selection import FIRST_AT_MOST, Selection
from privacy.gate import Ask
from privacy.rights.case import STANDING, CaseState, Proof
from privacy.rights.verification import TRIES, Assurance, knows
from privacy.store.rights_cases import DUPLICATES, MOVE, TRY, VERIFIED
from privacy.store.statement import Row
from privacy.terms import Action, DataCategory, SubjectState

_FACTS: Final = frozenset({DataCategory.CONTACT_EMAIL, DataCategory.COMMERCIAL_ORDER})
"""What a second fact is compared with. Source: privacy.md §2.7, never more than already held."""

_SHOWN: Final = Selection.of("email", contacts=FIRST_AT_MOST, orders=FIRST_AT_MOST)


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Answered:
    """What the person says: the code, and an order's number or her e-mail address."""

    case: UUID
    code: str
    fact: str | None = None


async def verify_requester(
    answered: Answered, ask: Ask, desk: RightsDesk, payload: Payload
) -> bool:
    """Whether she is who she says; if so, her plan is drawn up and waits for a second person.

    Raises:
        Refusal, LedgerUnavailable, Conflict: as `file_case`.
    """
    require(ask, OPENS, desk)
    row = await file_case(ask, answered.case, desk, payload, _trying(answered, ask, desk))
    if row is None:
        return False
    if row["assurance"] >= Assurance.NUMBER_AND_FACT and not await _knows(
        answered, row["subject_id"], ask, desk, payload
    ):
        if row["tries"] >= TRIES:
            await file_case(ask, answered.case, desk, payload, _failing(answered, ask))
        return False
    return await file_case(ask, answered.case, desk, payload, _verifying(row, ask, desk))


def _trying(answered: Answered, ask: Ask, desk: RightsDesk) -> Filing[Row | None]:
    """Count the try before the code is looked at; the row where the code is right."""

    async def work(tx: Transaction) -> Row | None:
        rows = await tx.fetch(TRY, case=answered.case, before=CaseState.VERIFYING.value)
        if not rows:
            return None
        row = rows[0]
        is_right = desk.key.is_code(answered.case, answered.code, row["code_mac"])
        is_late = ask.at > row["code_until"]
        if is_right and not is_late and row["subject_id"] is not None:
            return row
        if is_late or row["tries"] >= TRIES:
            await _fail(tx, answered, ask)
        return None

    return work


def _failing(answered: Answered, ask: Ask) -> Filing[None]:
    async def work(tx: Transaction) -> None:
        await _fail(tx, answered, ask)

    return work


async def _fail(tx: Transaction, answered: Answered, ask: Ask) -> None:
    await tx.fetch(
        MOVE,
        case=answered.case,
        before=CaseState.VERIFYING.value,
        after=CaseState.VERIFICATION_FAILED.value,
        at=hour_of(ask.at),
    )


def _verifying(row: Row, ask: Ask, desk: RightsDesk) -> Filing[bool]:
    """She is who she says: her plan stands, unless a request of hers was verified before."""

    async def work(tx: Transaction) -> bool:
        subject = row["subject_id"]
        held = await hold_everybody(tx, subject)
        if not held or SubjectState.ERASING in held.values():
            return False
        case = case_of(row).moved(CaseState.VERIFIED, Proof.IDENTITY)
        others = await tx.fetch(
            DUPLICATES,
            subject=subject,
            type=case.type.value,
            case=case.id,
            standing=sorted(state.value for state in STANDING),
        )
        plan = None
        if others:
            case = case.moved(CaseState.DUPLICATE)
        else:
            plan = await desk.eraser.plan(
                tx, subjects=list(held), case=case.id, policy=desk.ground.policies.current.hash
            )
            case = case.moved(CaseState.SCOPING).planned(plan.hash)
        only(
            await tx.fetch(
                VERIFIED,
                case=case.id,
                before=CaseState.VERIFYING.value,
                after=case.state.value,
                duplicate_of=others[0]["id"] if others else None,
                plan=None if plan is None else plan.to_bytes(),
                plan_hash=case.plan,
                at=hour_of(ask.at),
            )
        )
        return True

    return work


async def _knows(
    answered: Answered, subject: UUID, ask: Ask, desk: RightsDesk, payload: Payload
) -> bool:
    """Whether her fact is one that we hold: opened under a grant, compared, and shown to nobody."""
    ask = replace(
        ask,
        action=Action.READ,
        operation=desk.ground.ids(),
        categories=_FACTS,
        writes=frozenset(),
        # Her pseudonym stands in this entry, so her case must not.
        case_ref="",
    )
    ruling = await ruled(ask, desk)
    found = await desk.ground.people.by_id(subject, _SHOWN, ruling, at=ask.at, agent=ask.actor.id)
    door = desk.ground.door
    async with door.open(ask, ruling, found.standings, found.in_force) as opened:
        payload.receipts.extend(opened.receipts)
        grant, person = opened.grant, found.shown(opened.subjects)
        if grant is None or person is None:
            return False
        sealed = (
            person.email,
            *(contact.email for contact in person.contacts),
            *(order.external_no for order in person.orders),
        )
        return knows(answered.fact, [each.open(grant) for each in sealed if each is not None])
