"""qualify_lead: interest is found to have come further; what shows it is kept."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from cdp.acts.coarse import hour_of
from cdp.acts.desk import Desk
from cdp.acts.ground import Ground
from cdp.acts.lead_stage import apply, file_receipt, lead_of_hers, unmoved
from cdp.acts.on_lead import LeadOf, end_tasks, on_lead
from cdp.acts.write import Changed, Payload
from cdp.errors import InvalidField
from cdp.leads.qualification import QUALIFYING, Happening, moved
from cdp.leads.record import Qualification
from cdp.leads.store import MOVE
from cdp.vocabulary import IntentLevel
from privacy.gate import Ask
from privacy.terms import DataCategory


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class QualifyWish:
    """How far the lead has come, and what shows it."""

    whose: LeadOf
    to: Qualification
    evidence: str | None
    intent: IntentLevel | None = None
    order: UUID | None = None
    """The order that it became, where it is won."""


async def qualify_lead(
    wish: QualifyWish, ask: Ask, ground: Ground, payload: Payload
) -> Changed[UUID]:
    """Move the lead of `wish` by the table. The lead's id.

    Raises: as `on_lead`; InvalidField where no qualification leads there, Conflict where none
    begins where the lead is.
    """
    event = QUALIFYING.get(wish.to)
    if event is None:
        raise InvalidField("to", "Give MQL, SAL, SQL, OPPORTUNITY or WON; others have their acts.")

    async def step(desk: Desk) -> None:
        lead = await lead_of_hers(desk, wish.whose.lead)
        change = moved(
            lead.stage,
            Happening(
                event=event,
                at=hour_of(ask.at),
                actor=ask.actor.id,
                evidence=wish.evidence,
            ),
        )
        intent = None if wish.intent is None else wish.intent.value
        more = {"new_intent_level": intent, "new_converted_order": wish.order}
        await apply(desk, MOVE, lead.id, change, **{**unmoved(), **more})
        await file_receipt(desk, lead.id, change)
        await end_tasks(desk, lead.id, change)

    writes = {
        DataCategory.FREETEXT_FORM: wish.evidence is not None,
        DataCategory.CONTACT_CALL_OUTCOME: wish.intent is not None,
    }
    return await on_lead(wish.whose, ask, ground, payload, writes=writes, step=step)
