"""return_to_pool: nothing that fails is thrown away; a lead goes back richer than it came."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from cdp.acts.coarse import hour_of
from cdp.acts.desk import Desk
from cdp.acts.ground import Ground
from cdp.acts.lead_stage import apply, file_receipt, lead_of_hers
from cdp.acts.on_lead import LeadOf, on_lead
from cdp.acts.write import Changed, Payload
from cdp.leads.qualification import Happening, moved
from cdp.leads.record import COMMON_POOL, Learned
from cdp.leads.store import RETURN
from cdp.vocabulary import IntentLevel, LeadEvent, RejectReason
from privacy.gate import Ask
from privacy.terms import DataCategory


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class ReturnWish:
    """Why it goes back, and what was learnt of it meanwhile."""

    whose: LeadOf
    reason: RejectReason
    learned: Learned
    intent: IntentLevel | None = None
    evidence: str | None = None


async def return_to_pool(
    wish: ReturnWish, ask: Ask, ground: Ground, payload: Payload
) -> Changed[UUID]:
    """Give the lead of `wish` up. Its source, its campaign and whatever was known of it stay.

    Raises: as `on_lead`; Conflict where the lead has ended for good.
    """

    async def step(desk: Desk) -> None:
        lead = await lead_of_hers(desk, wish.whose.lead)
        change = moved(
            lead.stage,
            Happening(
                event=LeadEvent.RETURNED,
                at=hour_of(ask.at),
                actor=ask.actor.id,
                reason=wish.reason,
                evidence=wish.evidence,
            ),
        )
        sealed = desk.writing.seal_row(
            "lead",
            lead.id,
            {
                name: (text, DataCategory.FREETEXT_FORM)
                for name, text in wish.learned.texts().items()
            },
        )
        await apply(
            desk,
            RETURN,
            lead.id,
            change,
            actor=ask.actor.id,
            new_pool=lead.pool or COMMON_POOL,
            new_returned_at=hour_of(ask.at),
            new_reject_reason=wish.reason.value,
            new_intent_level=None if wish.intent is None else wish.intent.value,
            new_cool_down_until=None,
            **{f"new_{name}": cell for name, cell in sealed.items()},
        )
        await file_receipt(desk, lead.id, change)

    writes = {
        DataCategory.FREETEXT_FORM: wish.evidence is not None or not wish.learned.is_empty,
        DataCategory.CONTACT_CALL_OUTCOME: wish.intent is not None,
    }
    return await on_lead(wish.whose, ask, ground, payload, writes=writes, step=step)
