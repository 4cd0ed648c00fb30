"""claim_lead: somebody takes a lead out of its pool. Of two who try, one gets it."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from cdp.acts.coarse import hour_of
from cdp.acts.desk import Desk
from cdp.acts.ground import Ground
from cdp.acts.lead_stage import LeadAtHand, apply, file_receipt
from cdp.acts.on_lead import LeadOf, on_lead
from cdp.acts.write import Changed, Payload
from cdp.database.writer import Transaction
from cdp.errors import Conflict, NobodyThere
from cdp.leads.qualification import Happening, moved
from cdp.leads.record import POOL
from cdp.leads.store import CLAIM, HELD, LOCK_OWNER, ONE
from cdp.vocabulary import LeadEvent
from privacy.gate import Ask


async def claim_lead(whose: LeadOf, ask: Ask, ground: Ground, payload: Payload) -> Changed[UUID]:
    """Make the caller the owner of the lead of `whose`. The lead's id.

    Raises: as `on_lead`; Conflict where it has an owner, waits, or the caller holds too many or
    gave it up a short while ago.
    """
    me = ask.actor.id

    async def step(desk: Desk) -> None:
        rows = await desk.tx.fetch(ONE, subject_id=desk.writing.subject, id=whose.lead)
        if not rows:
            raise NobodyThere
        await _check_limit(desk.tx, me)
        lead = LeadAtHand.of(rows[0])
        happening = Happening(event=LeadEvent.CLAIMED, at=hour_of(ask.at), actor=me)
        change = moved(lead.stage, happening)
        await apply(
            desk,
            CLAIM,
            lead.id,
            change,
            new_owner=me,
            new_sla_due_at=hour_of(ask.at) + timedelta(hours=POOL.sla_hours),
            at=ask.at,
            cool_since=ask.at - timedelta(days=POOL.cool_down_days),
        )
        await file_receipt(desk, lead.id, change)

    return await on_lead(whose, ask, ground, payload, writes={}, step=step)


async def _check_limit(tx: Transaction, owner: str) -> None:
    await tx.fetch(LOCK_OWNER, owner=owner)
    [counted] = await tx.fetch(HELD, owner=owner)
    if counted["held"] >= POOL.claim_limit:
        raise Conflict(f"Nobody holds more than {POOL.claim_limit} open leads: finish some first.")
