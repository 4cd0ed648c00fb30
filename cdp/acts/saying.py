"""Saying: one statement of consent, filed inside the transaction of whichever act heard it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from cdp.acts.coarse import hour_of
from cdp.acts.ground import Ground
from cdp.acts.person import Raced
from cdp.database.writer import Transaction
from cdp.tasks.store import BLOCK
from privacy.consent import DENIALS, ConsentEvent, Recorded, Statement
from privacy.notice import Notice
from privacy.policy import Cell
from privacy.store.consent_book import ConsentBook
from privacy.store.links import MEMBERS
from privacy.terms import ConsentKind, ConsentMethod, ConsentState, DataCategory, GivenBy
from privacy.writing import Writing


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Saying:
    """What a person said in answer to one question of consent."""

    cell: Cell
    notice: Notice
    state: ConsentState
    method: ConsentMethod
    said_at: datetime
    kind: ConsentKind = ConsentKind.GENERAL
    evidence: str | None = None


async def file_saying(tx: Transaction, writing: Writing, ground: Ground, said: Saying) -> Recorded:
    """Event, projection and bits of `said`; where it ends a permission, open tasks end with it.

    A no of somebody merged is recorded for each of her subjects, so that it stands when they are
    parted; anything else for the one that she spoke as. What is returned is hers.
    The tasks follow from the statement as the bits do: the act names `consent.record` for all.

    Raises:
        InvalidConsent: it answers not this question, or contradicts its history.
        Raced: she was merged or parted since she was looked for.
    """
    if said.state in DENIALS:
        # Whoever merges or parts her waits for her rows, which are held: this is what holds now.
        rows = await tx.fetch(MEMBERS, subject=writing.subject)
        if {row["subject_id"] for row in rows} - {writing.subject} != _beside(writing):
            raise Raced
        for other in writing.beside:
            await _file(tx, other, ground, said)
    return await _file(tx, writing, ground, said)


def _beside(writing: Writing) -> set[UUID]:
    return {other.subject for other in writing.beside}


async def _file(tx: Transaction, writing: Writing, ground: Ground, said: Saying) -> Recorded:
    row, ask = ground.ids(), writing.ask
    sealed = writing.seal_row(
        "consent_event",
        row,
        {
            "actor": (ask.actor.id, DataCategory.STAFF_ACTIVITY),
            "evidence": (said.evidence, DataCategory.CONSENT_RECORD),
        },
    )
    statement = Statement(
        state=said.state,
        kind=said.kind,
        method=said.method,
        given_by=GivenBy.SUBJECT,
        event_time=said.said_at,
        actor=sealed["actor"] or b"",
        evidence=sealed["evidence"],
    )
    event = ConsentEvent.of(
        statement,
        said.cell,
        said.notice,
        event_id=row,
        subject=writing.subject,
        recorded_at=hour_of(ask.at),
    )
    recorded = await ConsentBook(tx).record(event, at=ask.at)
    if recorded.cells[said.cell.bit].state is not ConsentState.GIVEN:
        await tx.fetch(
            BLOCK,
            subject_id=writing.subject,
            purposes=[said.cell.purpose.value],
            ended_at=hour_of(ask.at),
        )
    return recorded
