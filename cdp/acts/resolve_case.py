"""resolve_case: a case takes a step: taken up, put on hold, solved, closed, or come back."""

from __future__ import annotations

from dataclasses import dataclass, replace
from uuid import UUID

from cdp.acts.coarse import hour_of
from cdp.acts.ground import Ground
from cdp.acts.made import ONE_ROW
from cdp.acts.whom import About
from cdp.acts.write import Change, Changed, Payload, change
from cdp.cases.progress import Step
from cdp.cases.record import CaseStatus
from cdp.cases.store import LOCK, MOVE
from cdp.database.writer import Transaction
from cdp.errors import NobodyThere
from privacy.gate import Ask
from privacy.terms import DataCategory
from privacy.writing import Writing


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class CaseStep:
    """A step of one case of a person."""

    about: About
    case: UUID
    step: Step


async def resolve_case(wish: CaseStep, ask: Ask, ground: Ground, payload: Payload) -> Changed[UUID]:
    """Take the step of `wish`. The case's id.

    Raises: as `change`; NobodyThere where she has no such case; Conflict where the step does not
        follow.
    """
    step = wish.step

    async def work(tx: Transaction, writing: Writing) -> UUID:
        found = await tx.fetch(LOCK, subject_id=writing.subject, id=wish.case)
        if not found:
            raise NobodyThere
        step.check(CaseStatus(found[0]["status"]), found[0]["opened_at"])
        sealed = writing.seal_row(
            "service_case", wish.case, {"resolution": (step.resolution, DataCategory.FREETEXT_CALL)}
        )
        await tx.fetch(
            MOVE,
            subject_id=writing.subject,
            id=wish.case,
            status=step.status.value,
            status_at=hour_of(writing.ask.at),
            taken_at=step.at,
            responded_at=step.at if step.responds else None,
            root_cause=None if step.root_cause is None else step.root_cause.value,
            **sealed,
        )
        return wish.case

    writes = {DataCategory.SERVICE_CASE, DataCategory.STAFF_ACTIVITY}
    if step.resolution is not None:
        writes.add(DataCategory.FREETEXT_CALL)
    wanted = Change(
        ask=replace(ask, writes=frozenset(writes)),
        about=replace(wish.about, makes=False, must_be_seen=True),
        work=work,
        made=ONE_ROW,
        payload=payload,
    )
    return await change(lambda _: wanted, ground)
