"""hand_off_lead: a lead goes to a colleague with all that she needs, and is answered in time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from cdp.acts.coarse import HOUR, hour_of
from cdp.acts.desk import Desk
from cdp.acts.ground import Ground
from cdp.acts.lead_stage import apply, file_receipt, lead_of_hers
from cdp.acts.on_lead import LeadOf, on_lead
from cdp.acts.planning import Occasion, plan_task
from cdp.acts.write import Changed, Payload
from cdp.errors import InvalidField
from cdp.leads.qualification import Happening, moved
from cdp.leads.record import POOL
from cdp.leads.store import HAND_OFF
from cdp.tasks.record import Task, TaskKind, TaskOrigin
from cdp.text import staff
from cdp.vocabulary import LeadEvent
from privacy.gate import Ask
from privacy.terms import DataCategory


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class HandOffWish:
    """To whom, and what she must know: it stands in the receipt and in her task."""

    whose: LeadOf
    to: str
    context: str | None


async def hand_off_lead(
    wish: HandOffWish, ask: Ask, ground: Ground, payload: Payload
) -> Changed[UUID]:
    """Give the lead of `wish` to a colleague, with a task that has a limit. The lead's id.

    Raises: as `on_lead`; InvalidField without a colleague or what she must know, Conflict where
    the lead has ended.
    """
    to = staff(wish.to, field="to")
    if to is None or to == ask.actor.id:
        raise InvalidField("to", "Name a colleague.")
    if wish.context is None:
        raise InvalidField("context", "Say what she must know.")
    due_at = hour_of(ask.at) - HOUR
    limit = hour_of(ask.at) + timedelta(hours=POOL.sla_hours)
    task = Task(
        kind=TaskKind.FIRST_CALL,
        due_at=due_at,
        sla_at=limit,
        assignee=to,
        script=wish.context,
        origin=TaskOrigin.HAND_OFF,
    )

    async def step(desk: Desk) -> None:
        lead = await lead_of_hers(desk, wish.whose.lead)
        happening = Happening(
            event=LeadEvent.HANDED_OFF,
            at=hour_of(ask.at),
            actor=ask.actor.id,
            evidence=wish.context,
        )
        change = moved(lead.stage, happening)
        await apply(
            desk,
            HAND_OFF,
            lead.id,
            change,
            actor=ask.actor.id,
            new_owner=to,
            new_sla_due_at=limit,
        )
        await file_receipt(desk, lead.id, change)
        await plan_task(desk, task, Occasion(lead=lead.id))

    writes = dict.fromkeys(
        (
            DataCategory.FREETEXT_FORM,
            DataCategory.FREETEXT_CALL,
            DataCategory.CONTACT_CALL_RECORD,
        ),
        True,
    )
    return await on_lead(wish.whose, ask, ground, payload, writes=writes, step=step)
