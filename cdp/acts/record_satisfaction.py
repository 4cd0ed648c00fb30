"""record_satisfaction: how a person liked a case, an order or a call, and what follows from it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from types import MappingProxyType
from typing import Final
from uuid import UUID

from cdp.acts.coarse import hour_of
from cdp.acts.desk import Desk
from cdp.acts.ground import Ground
from cdp.acts.hold import hold
from cdp.acts.made import Made, known
from cdp.acts.planning import Occasion, plan_task
from cdp.acts.upsert_contact import allowed_source
from cdp.acts.whom import About
from cdp.acts.write import Change, Changed, Payload, change
from cdp.cases.satisfaction import FollowUp, Satisfaction
from cdp.cases.store import WRITE_SATISFACTION
from cdp.database.writer import Transaction
from cdp.sources.record import Source
from cdp.tasks.record import GRACE, Task, TaskOrigin
from cdp.vocabulary import TaskKind
from privacy.gate import Ask
from privacy.policy import Policy
from privacy.terms import DataCategory
from privacy.writing import Writing


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class SatisfactionWish:
    """A score and whose it is."""

    about: About
    source: Source
    satisfaction: Satisfaction


@dataclass(frozen=True, slots=True, kw_only=True)
class Scored:
    """A score that is filed, what it asks for, and the task that follows."""

    id: UUID
    follow_up: FollowUp | None
    task: UUID | None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Following:
    kind: TaskKind
    after: timedelta
    priority: int


FOLLOWING: Final[Mapping[FollowUp, _Following]] = MappingProxyType(
    {
        FollowUp.RECOVERY: _Following(kind=TaskKind.CALLBACK, after=timedelta(hours=4), priority=1),
        FollowUp.REFERRAL: _Following(kind=TaskKind.NURTURE, after=timedelta(days=3), priority=4),
    }
)
"""What is to be done after a score: whoever is unhappy is called the same day."""


def _made(follow_up: FollowUp | None) -> Made[Scored]:
    return Made(
        rows=lambda done: [done.id, done.task],
        done=lambda rows: Scored(id=known(rows[0]), follow_up=follow_up, task=rows[1]),
    )


async def record_satisfaction(
    wish: SatisfactionWish, ask: Ask, ground: Ground, payload: Payload
) -> Changed[Scored]:
    """File `wish`; a very good or bad score plans a task. One of long ago plans nothing.

    Raises: as `change`; NobodyThere also where the caller may not see the person.
    """
    allowed_source(wish.source, ask)
    return await change(lambda policy: _change(wish, ask, ground, payload, policy), ground)


def _change(
    wish: SatisfactionWish, ask: Ask, ground: Ground, payload: Payload, policy: Policy
) -> Change[Scored]:
    said = wish.satisfaction

    async def work(tx: Transaction, writing: Writing) -> Scored:
        await hold(tx, writing)
        row = await write_satisfaction(tx, writing, ground, wish)
        desk = Desk(tx=tx, writing=writing, ground=ground, policy=policy)
        return Scored(id=row, follow_up=said.follow_up, task=await _plan(desk, wish))

    return Change(
        ask=replace(ask, writes=_writes(wish)),
        # A number never seen makes nobody here, so whoever may not see her must be told the same.
        about=replace(wish.about, seen_at=said.answered_at, makes=False, must_be_seen=True),
        work=work,
        made=_made(said.follow_up),
        payload=payload,
        basis=wish.source.legal_basis,
    )


async def _plan(desk: Desk, wish: SatisfactionWish) -> UUID | None:
    said = wish.satisfaction
    following = None if said.follow_up is None else FOLLOWING[said.follow_up]
    if following is None or said.answered_at + following.after + GRACE < desk.writing.ask.at:
        return None
    task = Task(
        kind=following.kind,
        due_at=said.answered_at + following.after,
        assignee=desk.writing.ask.actor.id,
        team=wish.source.team,
        priority=following.priority,
        origin=TaskOrigin.SATISFACTION,
    )
    return await plan_task(desk, task, Occasion(case=said.case, call=said.call))


async def write_satisfaction(
    tx: Transaction, writing: Writing, ground: Ground, wish: SatisfactionWish
) -> UUID:
    """The score. Its id."""
    row, said = ground.ids(), wish.satisfaction
    sealed = writing.seal_row(
        "satisfaction", row, {"comment": (said.comment, DataCategory.FREETEXT_CALL)}
    )
    await tx.fetch(
        WRITE_SATISFACTION,
        subject_id=writing.subject,
        id=row,
        source=wish.source.key,
        kind=said.kind.value,
        score=said.score,
        answered_at=said.answered_at,
        case_id=said.case,
        order_id=said.order,
        call_id=said.call,
        agent=writing.ask.actor.id,
        received_at=hour_of(writing.ask.at),
        ownership_id=writing.came_by,
        **sealed,
    )
    return row


def _writes(wish: SatisfactionWish) -> frozenset[DataCategory]:
    """The categories that the wish holds a value of."""
    given = {
        DataCategory.SERVICE_FEEDBACK: True,
        DataCategory.CONTACT_CALL_RECORD: wish.satisfaction.follow_up is not None,
        DataCategory.STAFF_ACTIVITY: True,
        DataCategory.ACQUISITION_SOURCE: True,
        DataCategory.CONTACT_PHONE: wish.about.phone is not None,
        DataCategory.FREETEXT_CALL: wish.satisfaction.comment is not None,
    }
    return frozenset(category for category, is_given in given.items() if is_given)
