"""approve_plan: a second person has looked at what would go and what would stay, and says yes.

Her word is given to one plan, by its hash, and marked under a key that is in no database: whoever
can write the database can neither give it nor put another plan under it.
"""

from __future__ import annotations

from uuid import UUID

from cdp.acts.case_filing import case_of, file_case, only, require
from cdp.acts.coarse import hour_of
from cdp.acts.rights_desk import RightsDesk
from cdp.acts.write import Payload
from cdp.database.writer import Transaction
from cdp.errors import NobodyThere
from privacy.errors import PlanChanged
from privacy.gate import Ask
from privacy.rights.plan import hash_of
from privacy.store.rights_cases import APPROVE, READ
from privacy.terms import Role


async def approve_plan(case: UUID, plan: str, ask: Ask, desk: RightsDesk, payload: Payload) -> None:
    """Approve the plan with hash `plan` of `case`.

    Raises:
        NobodyThere: there is no such request.
        SameActor: the caller opened it.
        ImpossibleStep: there is nothing to approve where it stands.
        PlanChanged: its plan is another one.
        Refusal, LedgerUnavailable, Conflict: as `file_case`.
    """
    require(ask, Role.APPROVER, desk)

    async def work(tx: Transaction) -> None:
        rows = await tx.fetch(READ, case=case)
        if not rows:
            raise NobodyThere
        before = case_of(rows[0])
        after = before.approved(by=ask.actor.id, plan=plan)
        if hash_of(rows[0]["plan"] or b"") != plan:
            raise PlanChanged
        mark = desk.key.approval(
            case, plan=plan, opened_by=before.opened_by, approved_by=ask.actor.id
        )
        only(
            await tx.fetch(
                APPROVE,
                case=case,
                before=before.state.value,
                hash=plan,
                after=after.state.value,
                by=ask.actor.id,
                approval=mark,
                at=hour_of(ask.at),
            )
        )

    await file_case(ask, case, desk, payload, work)
