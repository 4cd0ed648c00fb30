"""restrict_on_request: a person who proved who she is has her data restricted, at once.

A restriction is no queue item: it needs no plan and no second person, for it takes nothing away
that could not be given back. With it her request is completed, and cut off from her.
"""

from __future__ import annotations

from uuid import UUID

from cdp.acts.case_filing import case_of, find_case, only
from cdp.acts.coarse import hour_of
from cdp.acts.restrict_processing import Restricted, set_restriction
from cdp.acts.restriction import Errand, Held, carry_out, checked, cited
from cdp.acts.rights_desk import RightsDesk
from cdp.acts.write import Payload
from cdp.errors import NobodyThere
from privacy.errors import ImpossibleStep
from privacy.gate import Ask
from privacy.ledger.words import Lasting
from privacy.rights.restriction import RestrictionReason
from privacy.store.rights_cases import COMPLETE


async def restrict_on_request(
    case: UUID,
    ask: Ask,
    desk: RightsDesk,
    payload: Payload,
    *,
    reason: RestrictionReason,
    citation: str,
    case_ref: str,
) -> Restricted:
    """Restrict whoever is behind the request `case`, and complete it.

    Raises:
        NobodyThere: there is no such request.
        ImpossibleStep: it is of another type, or nobody is verified.
        InvalidField, Refusal, Conflict, LedgerUnavailable: as `restrict_processing`. While the
            ledger is down the request cannot be looked up; by her profile it is done all the same.
    """
    asked = checked(ask, reference=case_ref, ground=desk.ground)
    article = cited(citation)
    row = await find_case(ask, case, desk, payload)
    if row is None:
        raise NobodyThere
    before = case_of(row)
    after = before.bound()
    if row["subject_id"] is None:
        raise ImpossibleStep

    async def work(held: Held) -> Restricted:
        done = await set_restriction(held, desk.ground, reason=reason, article=article)
        only(
            await held.tx.fetch(
                COMPLETE,
                case=case,
                before=before.state.value,
                after=after.state.value,
                certificate=None,
                at=hour_of(ask.at),
            )
        )
        return done

    # Her pseudonym stands in these entries, so her case does not: only what the desk calls it.
    errand = Errand(
        subject=UUID(int=row["subject_id"].int), ask=asked, lasting=Lasting.RESTRICTION_SET
    )
    return await carry_out(errand, work, desk.ground, payload)
