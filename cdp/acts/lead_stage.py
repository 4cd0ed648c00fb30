"""A lead's stage in an act's transaction: read, moved by the table, written with its receipt."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from cdp.acts.coarse import hour_of
from cdp.acts.desk import Desk
from cdp.errors import Conflict, NobodyThere
from cdp.leads.qualification import IMPOSSIBLE, LeadStageChange, Stage
from cdp.leads.record import LeadStatus, Qualification
from cdp.leads.store import MINE, WRITE_CHANGE
from cdp.vocabulary import LeadEvent
from privacy.store.statement import Row, Statement
from privacy.terms import DataCategory


@dataclass(frozen=True, slots=True, kw_only=True)
class LeadAtHand:
    """A lead as an act found it."""

    id: UUID
    stage: Stage
    owner: str | None
    pool: str | None
    captured_at: datetime

    @classmethod
    def of(cls, row: Row) -> LeadAtHand:
        """From a row of `leads.store`."""
        return cls(
            id=row["id"],
            stage=Stage(
                qualification=Qualification(row["qualification"]),
                status=LeadStatus(row["status"]),
            ),
            owner=row["owner"],
            pool=row["pool"],
            captured_at=row["captured_at"],
        )


async def lead_of_hers(desk: Desk, lead: UUID) -> LeadAtHand:
    """The lead of this person that the caller may work on.

    Raises:
        NobodyThere: there is none, it is another person's or another owner's: never which.
    """
    writing = desk.writing
    rows = await desk.tx.fetch(
        MINE, subject_id=writing.subject, id=lead, actor=writing.ask.actor.id
    )
    if not rows:
        raise NobodyThere
    return LeadAtHand.of(rows[0])


async def apply(
    desk: Desk,
    statement: Statement,
    lead: UUID,
    change: LeadStageChange,
    **values: object,
) -> None:
    """Write `change` by `statement`, which expects the stage that `change` begins at.

    Raises:
        Conflict: another writer was faster, or the lead is not in a state for it.
    """
    written = await desk.tx.fetch(
        statement,
        subject_id=desk.writing.subject,
        id=lead,
        qualification=change.before.qualification.value,
        status=change.before.status.value,
        new_qualification=change.after.qualification.value,
        new_status=change.after.status.value,
        **values,
    )
    if not written:
        raise Conflict(IMPOSSIBLE)


def unmoved() -> dict[str, object]:
    """The values of `leads.store.MOVE` that leave everything but the stage as it is."""
    return {f"new_{name}": None for name in _STAYING} | {"new_paused": False}


_STAYING = (
    *("reject_reason", "abandon_node", "invalid", "intent_level", "cool_down_until"),
    *("converted_order", "first_response_at"),
)


async def file_receipt(
    desk: Desk,
    lead: UUID,
    change: LeadStageChange,
    *,
    call: UUID | None = None,
) -> UUID:
    """Why the lead is where it is now."""
    happening = change.happening
    reason = change.reason
    return await _file(
        desk,
        lead,
        happening.event,
        call_id=call,
        from_qualification=change.before.qualification.value,
        to_qualification=change.after.qualification.value,
        from_status=change.before.status.value,
        to_status=change.after.status.value,
        reason=None if reason is None else reason.value,
        rule=None if happening.rule is None else happening.rule.name,
        rule_version=None if happening.rule is None else happening.rule.version,
        happened_at=happening.at,
        evidence=happening.evidence,
    )


async def file_beginning(desk: Desk, lead: UUID, stage: Stage, at: datetime) -> UUID:
    """The first receipt of a lead: that it was captured."""
    return await _file(
        desk,
        lead,
        LeadEvent.CAPTURED,
        call_id=None,
        from_qualification=None,
        to_qualification=stage.qualification.value,
        from_status=None,
        to_status=stage.status.value,
        reason=None,
        rule=None,
        rule_version=None,
        happened_at=at,
        evidence=None,
    )


async def _file(
    desk: Desk,
    lead: UUID,
    event: LeadEvent,
    *,
    evidence: str | None,
    **values: object,
) -> UUID:
    writing, row = desk.writing, desk.ground.ids()
    sealed = writing.seal_row(
        "lead_stage_change", row, {"evidence": (evidence, DataCategory.FREETEXT_FORM)}
    )
    await desk.tx.fetch(
        WRITE_CHANGE,
        subject_id=writing.subject,
        id=row,
        lead_id=lead,
        event=event.value,
        actor=writing.ask.actor.id,
        received_at=hour_of(writing.ask.at),
        **values,
        **sealed,
    )
    return row
