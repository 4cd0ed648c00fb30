"""execute_erasure: what a second person approved is carried out, looked at, and certified.

Done once by the request's id. A run that fails or dies leaves the request where another run carries
on with it, and the person withheld; a run of a completed request gives its certificate again.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final
from uuid import UUID

from cdp.acts import erasure
from cdp.acts.case_filing import WRITES, case_of, file_case, find_case, only, require, ruled
from cdp.acts.coarse import hour_of
from cdp.acts.erasure import ANNOUNCED, Erasing
from cdp.acts.open_rights_request import OPENS
from cdp.acts.rights_desk import RightsDesk
from cdp.acts.write import Payload
from cdp.compliance.erase import ErasureUnproven
from cdp.database.writer import Transaction
from cdp.errors import NobodyThere
from privacy.errors import ImpossibleStep, PlanChanged
from privacy.gate import Ask
from privacy.rights.case import UNDER_WAY, Case, CaseState, RequestType
from privacy.rights.certificate import slip
from privacy.rights.plan import Plan, hash_of, read_plan
from privacy.store.rights_cases import BEGIN, READ
from privacy.store.statement import Row
from privacy.terms import Action

_BEGINS: Final = frozenset({CaseState.APPROVED, CaseState.FAILED_NEEDS_OPERATOR})
"""From where a run begins; from the others under way it carries on."""


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Erased:
    """What is handed over. `slip` is given once, to the person, and kept nowhere."""

    certificate: bytes
    slip: tuple[str, ...] = ()


async def execute_erasure(case: UUID, ask: Ask, desk: RightsDesk, payload: Payload) -> Erased:
    """Carry the approved plan of `case` out, or carry on with it. The certificate.

    Raises:
        NobodyThere: there is no such request.
        ImpossibleStep: it is not approved.
        PlanChanged: what is to be done is not what was approved.
        ErasureUnproven: something is left, or nothing was there; an operator has to look.
        Conflict: somebody is carrying it out.
        Refusal, LedgerUnavailable: as `file_case`.
    """
    require(ask, OPENS, desk)
    row = await find_case(ask, case, desk, payload)
    if row is None:
        raise NobodyThere
    if row["certificate"] is not None:
        return Erased(certificate=row["certificate"])
    checked(row, desk)
    async with desk.turn(case):
        row = await _begun(case, ask, desk, payload)
        if row["certificate"] is not None:
            return Erased(certificate=row["certificate"])
        return await _run(await _erasing(row, ask, desk, payload))


def checked(row: Row, desk: RightsDesk) -> Plan:
    """The plan of a request that may be carried out, exactly as it was approved.

    Raises:
        ImpossibleStep: nobody approved it.
        PlanChanged: plan, approval or schema are not what they were then.
    """
    case = case_of(row)
    if case.state not in UNDER_WAY or case.type is not RequestType.DELETE:
        raise ImpossibleStep
    if case.plan is None or case.approved_by is None or row["approval"] is None:
        raise ImpossibleStep
    plan = read_plan(row["plan"] or b"")
    is_marked = desk.key.is_approval(
        case.id,
        plan=hash_of(row["plan"]),
        opened_by=case.opened_by,
        approved_by=case.approved_by,
        mark=row["approval"],
    )
    is_its_own = plan.case == case.id and plan.hash == case.plan
    if not (is_marked and is_its_own and desk.eraser.is_of_this_schema(plan)):
        raise PlanChanged
    return plan


async def _begun(case: UUID, ask: Ask, desk: RightsDesk, payload: Payload) -> Row:
    """The case under way, by an operation that stays the same however often it is run."""
    row: Row = (await desk.jobs.fetch(READ, case=case))[0]
    before: Case = case_of(row)
    if before.state not in _BEGINS:
        return row
    after = before.moved(CaseState.EXECUTING)

    async def work(tx: Transaction) -> Row:
        begun = await tx.fetch(
            BEGIN,
            case=case,
            before=before.state.value,
            after=after.state.value,
            operation=desk.ground.ids(),
            by=ask.actor.id,
            at=hour_of(ask.at),
        )
        only(begun)
        return begun[0]

    return await file_case(ask, case, desk, payload, work)


async def _erasing(row: Row, ask: Ask, desk: RightsDesk, payload: Payload) -> Erasing:
    ask = replace(ask, action=Action.WRITE, writes=WRITES, categories=frozenset())
    return Erasing(
        # The driver's ids are of a class of its own, which entries cannot be written with.
        case=UUID(int=row["id"].int),
        subject=UUID(int=row["subject_id"].int),
        operation=UUID(int=row["operation"].int),
        type=RequestType(row["type"]),
        plan=checked(row, desk),
        ask=ask,
        ruling=await ruled(ask, desk),
        desk=desk,
        payload=payload,
    )


async def _run(erasing: Erasing) -> Erased:
    """Every step, in the order of `cdp.acts.erasure`."""
    try:
        await erasure.withhold(erasing)
        await erasure.shred(erasing)
        await erasure.take(erasing)
        await erasure.move(erasing, CaseState.EXECUTING, CaseState.VERIFYING_RESULT)
        looked = await erasure.look(erasing)
        entries = await erasure.witness(erasing)
    except ErasureUnproven:
        for before in (CaseState.EXECUTING, CaseState.VERIFYING_RESULT):
            await erasure.move(erasing, before, CaseState.FAILED_NEEDS_OPERATOR)
        raise
    certificate = await erasure.certify(erasing, looked, entries)
    return Erased(certificate=certificate, slip=slip(entries[ANNOUNCED].leaf.subjects))
