"""reject_lead: nothing will come of a lead; why is kept."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from cdp.acts.coarse import hour_of
from cdp.acts.desk import Desk
from cdp.acts.ground import Ground
from cdp.acts.lead_stage import apply, file_receipt, lead_of_hers, unmoved
from cdp.acts.on_lead import LeadOf, end_tasks, on_lead
from cdp.acts.write import Changed, Payload
from cdp.leads.qualification import Happening, moved
from cdp.leads.record import AbandonNode, LeadInvalid
from cdp.leads.store import MOVE
from cdp.vocabulary import LeadEvent, RejectReason
from privacy.gate import Ask
from privacy.terms import DataCategory


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class RejectWish:
    """Why nothing will come of it; at which step she gave up, or why it never was a lead."""

    whose: LeadOf
    reason: RejectReason
    abandoned_at: AbandonNode | None = None
    invalid: LeadInvalid | None = None
    evidence: str | None = None


async def reject_lead(
    wish: RejectWish, ask: Ask, ground: Ground, payload: Payload
) -> Changed[UUID]:
    """End the lead of `wish`: an opportunity is LOST, anything before it DISQUALIFIED.

    Raises: as `on_lead`; Conflict where the lead has ended already.
    """

    async def step(desk: Desk) -> None:
        lead = await lead_of_hers(desk, wish.whose.lead)
        change = moved(
            lead.stage,
            Happening(
                event=LeadEvent.REJECTED,
                at=hour_of(ask.at),
                actor=ask.actor.id,
                reason=wish.reason,
                evidence=wish.evidence,
            ),
        )
        more = {
            "new_reject_reason": wish.reason.value,
            "new_abandon_node": None if wish.abandoned_at is None else wish.abandoned_at.value,
            "new_invalid": None if wish.invalid is None else wish.invalid.value,
        }
        await apply(desk, MOVE, lead.id, change, **{**unmoved(), **more})
        await file_receipt(desk, lead.id, change)
        await end_tasks(desk, lead.id, change)

    writes = {DataCategory.FREETEXT_FORM: wish.evidence is not None}
    return await on_lead(wish.whose, ask, ground, payload, writes=writes, step=step)
