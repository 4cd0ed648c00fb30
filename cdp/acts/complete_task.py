"""complete_task: a task was done, or need not be done. What came of it is kept."""

from __future__ import annotations

from dataclasses import dataclass, replace
from uuid import UUID

from cdp.acts.coarse import hour_of
from cdp.acts.ground import Ground
from cdp.acts.hold import hold
from cdp.acts.made import ONE_ROW
from cdp.acts.whom import About
from cdp.acts.write import Change, Changed, Payload, change
from cdp.database.writer import Transaction
from cdp.errors import Conflict, NobodyThere
from cdp.tasks.record import NOT_OPEN, TaskState, ended
from cdp.tasks.store import END, MINE
from privacy.gate import Ask
from privacy.terms import DataCategory
from privacy.writing import Writing


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class CompleteWish:
    """Which task of whom, and what came of it."""

    subject: UUID
    task: UUID
    is_done: bool = True
    result: str | None = None
    row_of: UUID | None = None
    """Whose the task is, of her subjects."""


async def complete_task(
    wish: CompleteWish, ask: Ask, ground: Ground, payload: Payload
) -> Changed[UUID]:
    """End the task of `wish`: DONE or SKIPPED. The task's id.

    Raises: as `change`; NobodyThere where there is no such task of hers for this purpose and this
    caller; Conflict where it is not open any more.
    """
    to = TaskState.DONE if wish.is_done else TaskState.SKIPPED
    writes = {DataCategory.CONTACT_CALL_RECORD, DataCategory.STAFF_ACTIVITY}
    if wish.result is not None:
        writes.add(DataCategory.FREETEXT_CALL)

    async def work(tx: Transaction, writing: Writing) -> UUID:
        await hold(tx, writing)
        rows = await tx.fetch(
            MINE,
            subject_id=writing.subject,
            id=wish.task,
            purpose=writing.ruling.purpose.value,
            actor=ask.actor.id,
        )
        if not rows:
            raise NobodyThere
        sealed = writing.seal_row(
            "task", wish.task, {"result": (wish.result, DataCategory.FREETEXT_CALL)}
        )
        written = await tx.fetch(
            END,
            subject_id=writing.subject,
            id=wish.task,
            new_state=ended(TaskState(rows[0]["state"]), to).value,
            ended_by=ask.actor.id,
            ended_at=hour_of(ask.at),
            **sealed,
        )
        if not written:
            raise Conflict(NOT_OPEN)
        return wish.task

    wanted = Change(
        ask=replace(ask, writes=frozenset(writes)),
        about=About(subject=wish.subject, makes=False, must_be_seen=True, row_of=wish.row_of),
        work=work,
        made=ONE_ROW,
        payload=payload,
    )
    return await change(lambda _: wanted, ground)
