"""What a call comes to, carried out inside its transaction: lead, number, consent, next task.

`cdp.interactions.outcomes` says what; this does it, and nothing that the table does not say.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from types import MappingProxyType
from typing import Final
from uuid import UUID

from cdp.acts.came_by import dialled
from cdp.acts.changing_hands import Ending, end_ownership
from cdp.acts.desk import Desk
from cdp.acts.lead_stage import LeadAtHand, apply, file_receipt, unmoved
from cdp.acts.on_lead import end_tasks
from cdp.acts.planning import Occasion, plan_task
from cdp.acts.saying import Saying, file_saying
from cdp.errors import InvalidField, NobodyThere
from cdp.identity.findings import ANSWERED, DISPUTE, FOUND, VERIFY
from cdp.identity.record import NumberStatus, OwnershipEnd, Verification, weaker_than
from cdp.interactions.outcomes import RULE, RULE_VERSION, ConsentEffect, Effects, NumberFinding
from cdp.interactions.record import Call, CallResult, Direction
from cdp.leads.qualification import Happening, Rule, can_move, moved
from cdp.leads.store import ALL_OPEN, MOVE, ONE
from cdp.profile.known import IS_KNOWN
from cdp.sources.record import Source
from cdp.tasks.record import GRACE, Task, TaskOrigin
from privacy.consent import CellState
from privacy.notice import shipped
from privacy.phone import Phone
from privacy.policy import Cell, Policy
from privacy.store.consent_book import ConsentBook
from privacy.terms import ConsentMethod, ConsentState, Purpose

DENIED: Final = (Purpose.MARKETING_DIRECT_CALL, Purpose.MARKETING_DIRECT_SMS)
"""What "do not call me" denies: marketing that reaches the telephone."""

PROMPT: Final = timedelta(days=1)
"""A call that is logged within this time of its end is logged as it was held."""

_STATUS: Final[Mapping[NumberFinding, NumberStatus]] = MappingProxyType(
    {
        NumberFinding.REACHES_HER: NumberStatus.ACTIVE,
        NumberFinding.IS_ANSWERED: NumberStatus.ACTIVE,
        NumberFinding.IS_ANOTHER_S: NumberStatus.ACTIVE,
        NumberFinding.IS_POWERED_OFF: NumberStatus.POWERED_OFF,
        NumberFinding.IS_SUSPENDED: NumberStatus.SUSPENDED,
        NumberFinding.IS_UNALLOCATED: NumberStatus.UNALLOCATED,
    }
)


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Heard:
    """A call that is being filed, and what follows from it."""

    row: UUID
    call: Call
    effects: Effects
    source: Source
    phone: Phone | None


async def leads_of(desk: Desk, named: UUID | None) -> list[LeadAtHand]:
    """The open leads of this person, newest first; the one that the call names comes before all.

    Raises:
        NobodyThere: the call names a lead that is not hers.
    """
    rows = list(await desk.tx.fetch(ALL_OPEN, subject_id=desk.writing.subject))
    if named is not None:
        known = await desk.tx.fetch(ONE, subject_id=desk.writing.subject, id=named)
        if not known:
            raise NobodyThere
        rows = [*known, *(row for row in rows if row["id"] != named)]
    return [LeadAtHand.of(row) for row in rows]


async def move_leads(desk: Desk, heard: Heard, leads: list[LeadAtHand]) -> None:
    """The lead of the call, or all of hers, where the table has a row for where they are."""
    event = heard.effects.lead
    if event is None:
        return
    for lead in leads if heard.effects.every_lead else leads[:1]:
        if can_move(lead.stage, event):
            await _move(desk, heard, lead)


async def _move(desk: Desk, heard: Heard, lead: LeadAtHand) -> None:
    call, event = heard.call, heard.effects.lead
    if event is None:
        return
    change = moved(
        lead.stage,
        Happening(
            event=event,
            at=call.ended_at,
            actor=desk.writing.ask.actor.id,
            rule=Rule(name=RULE, version=RULE_VERSION),
            reason=call.reject_reason or heard.effects.reason,
        ),
    )
    cool_down, reason, invalid = change.move.cool_down, change.reason, change.invalid
    values = {
        "new_reject_reason": None if reason is None else reason.value,
        "new_invalid": None if invalid is None else invalid.value,
        "new_intent_level": None if call.intent is None else call.intent.value,
        "new_cool_down_until": None if cool_down is None else call.ended_at + cool_down,
        "new_paused": change.move.pauses,
        "new_first_response_at": max(call.started_at, lead.captured_at),
    }
    await apply(desk, MOVE, lead.id, change, **{**unmoved(), **values})
    await file_receipt(desk, lead.id, change, call=heard.row)
    await end_tasks(desk, lead.id, change)


async def mark_number(desk: Desk, heard: Heard) -> None:
    """What the call shows of the number: its line, whom it reaches, whose it is."""
    status = _STATUS.get(heard.effects.number)
    if status is None:
        return
    ownership = await _ownership(desk, heard)
    if ownership is None:
        return
    call, tx = heard.call, desk.tx
    of = {"subject_id": desk.writing.subject, "id": ownership}
    await tx.fetch(FOUND, **of, number_status=status.value, at=call.started_at)
    if call.result is CallResult.ANSWERED:
        await tx.fetch(ANSWERED, **of, at=call.started_at)
    await _mark_owner(desk, heard, ownership)


async def _mark_owner(desk: Desk, heard: Heard, ownership: UUID) -> None:
    call, of = heard.call, {"subject_id": desk.writing.subject, "id": ownership}
    match heard.effects.number:
        case NumberFinding.REACHES_HER if call.direction is Direction.OUTBOUND:
            # A number that rings here can be forged; one that we dialled was reached.
            reached = Verification.CALL_ANSWERED
            weaker = [word.value for word in weaker_than(reached)]
            await desk.tx.fetch(
                VERIFY, **of, verification=reached.value, weaker=weaker, at=call.started_at
            )
        case NumberFinding.IS_UNALLOCATED:
            await desk.tx.fetch(DISPUTE, **of, said_at=call.ended_at)
        case NumberFinding.IS_ANOTHER_S if await _reaches_another(desk, heard):
            # Whoever rings us and says so has the number now; whom we rang may be a colleague's.
            told = call.direction is Direction.INBOUND
            reason = OwnershipEnd.REPORTED_BY_NEW_OWNER if told else OwnershipEnd.WRONG_NUMBER
            ending = Ending(
                ownership=ownership,
                reason=reason,
                at=call.started_at,
                said_at=call.ended_at,
                method=ConsentMethod.CALL,
                evidence=f"call:{heard.row}",
            )
            if await end_ownership(desk, ending) and heard.phone is not None:
                desk.writing.is_past = True  # by the number she is shown no more, from here on
        case _:
            return


async def _ownership(desk: Desk, heard: Heard) -> UUID | None:
    """Her ownership of the number that was called: without a number her only one then."""
    if heard.phone is not None:
        return desk.writing.came_by
    return (await dialled(desk.tx, desk.writing, heard.call.started_at)).ownership


async def called_by(desk: Desk, heard: Heard) -> UUID | None:
    """The ownership by which the call came, or reached her; none where it reached another."""
    return None if await _reaches_another(desk, heard) else await _ownership(desk, heard)


async def _reaches_another(desk: Desk, heard: Heard) -> bool:
    """Whether it says that she does not answer her number.

    Of a follower whom nobody knows but by such calls it says nothing: it is she who answers, and
    another who is looked for. So a change of hands that is told twice is one.
    """
    if heard.effects.number is not NumberFinding.IS_ANOTHER_S:
        return False
    of = {"subject_id": desk.writing.subject, "id": desk.writing.came_by}
    return desk.writing.came_by is None or bool(await desk.tx.fetch(IS_KNOWN, **of))


async def file_consents(desk: Desk, heard: Heard) -> None:
    """What the call means for consent: a no is kept. Never a yes.

    What was given by a number lapses with the number: `mark_number` sees to that.
    """
    effect = heard.effects.consent
    if effect is not ConsentEffect.DENIES_MARKETING_CALLS:
        return
    book, said_at = ConsentBook(desk.tx), _said_at(desk, heard)
    standing = await book.standing(desk.writing.subject, at=desk.writing.ask.at)
    for cell, state in denials(standing, desk.policy):
        notice = shipped(cell.notice, "zh")
        if notice is None:
            raise InvalidField("outcome", "The notice that she answers is not there.")
        said = Saying(
            cell=cell,
            notice=notice,
            state=state,
            method=ConsentMethod.CALL,
            said_at=said_at,
            evidence=f"call:{heard.row}",
        )
        await file_saying(desk.tx, desk.writing, desk.ground, said)


def denials(standing: Mapping[int, CellState], policy: Policy) -> list[tuple[Cell, ConsentState]]:
    """What "do not call me" says about which question, where all stand as in `standing`. Pure."""
    cells = [policy.cell(purpose) for purpose in DENIED]
    return [(cell, denial(standing, cell)) for cell in cells if cell is not None]


def denial(standing: Mapping[int, CellState], cell: Cell) -> ConsentState:
    """Who once agreed withdraws; who never did refuses."""
    stood = standing.get(cell.bit)
    was_given = stood is not None and stood.state in _ONCE_GIVEN
    return ConsentState.WITHDRAWN if was_given else ConsentState.REFUSED


_ONCE_GIVEN: Final = frozenset({ConsentState.GIVEN, ConsentState.EXPIRED, ConsentState.WITHDRAWN})


def _said_at(desk: Desk, heard: Heard) -> datetime:
    """When she spoke: with the log of a call that just ended, so that it binds at once.

    Of a call of long ago the end counts: what she said since then stands.
    """
    now = desk.writing.ask.at
    return now if now - heard.call.ended_at <= PROMPT else heard.call.ended_at


async def plan_next(desk: Desk, heard: Heard, lead: LeadAtHand | None) -> UUID | None:
    """The task that follows, unless its day has passed: a call of long ago plans nothing."""
    following, call = heard.effects.next, heard.call
    if following is None:
        return None
    due_at = call.ended_at + following.after
    if following.at_callback and call.callback_at is not None:
        due_at = call.callback_at
    if due_at + GRACE < desk.writing.ask.at:
        return None
    owner = desk.writing.ask.actor.id if lead is None or lead.owner is None else lead.owner
    task = Task(
        kind=following.kind,
        due_at=due_at,
        sla_at=None if following.sla is None else due_at + following.sla,
        assignee=None if following.for_source_team else owner,
        team=heard.source.team,
        origin=TaskOrigin.CALL_OUTCOME,
    )
    occasion = Occasion(lead=None if lead is None else lead.id, call=heard.row)
    return await plan_task(desk, task, occasion)
