"""MemoryBook: the book of consent without a database; and statements to write in it."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from privacy.consent import CellState, ConsentEvent, Recorded, Statement, fold, lapsing, record
from privacy.errors import Refusal
from privacy.notice import shipped
from privacy.policy import default_document, load
from privacy.terms import ConsentKind, ConsentMethod, ConsentState, GivenBy, Purpose, ReasonCode

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from uuid import UUID

    from privacy.notice import Notice
    from privacy.policy import Cell

SPOKEN_AT: Final = datetime(2026, 11, 22, 3, 45, tzinfo=UTC)
"""When the people of the tests say what they say, unless told otherwise."""


class MemoryBook:
    """Events in lists; one suite of tests holds it and PostgreSQL to the same promises."""

    def __init__(self, people: Collection[UUID]) -> None:
        self._recorded: dict[UUID, list[Recorded]] = {person: [] for person in people}

    async def record(self, event: ConsentEvent, *, at: datetime) -> Recorded:
        """Add `event` now, `at`, and fold what follows from it."""
        if event.subject not in self._recorded:
            raise Refusal(ReasonCode.NOT_AVAILABLE)
        before = self._recorded[event.subject]
        recorded = record(event, [each.said for each in before], at=at)
        before.append(recorded)
        return recorded

    async def standing(self, subject_id: UUID, *, at: datetime) -> Mapping[int, CellState]:
        """Where every cell of a person stands at `at`, by bit."""
        return fold([each.said for each in self._recorded.get(subject_id, [])], at)

    async def lapsing(
        self, subject_id: UUID, ownership: UUID, *, said_at: datetime, at: datetime
    ) -> frozenset[int]:
        """The cells whose yes was said by one of her numbers."""
        said_before = [each.said for each in self._recorded.get(subject_id, [])]
        return lapsing(said_before, ownership, said_at=said_at, at=at)

    async def history(self, subject_id: UUID) -> list[tuple[ConsentEvent, bytes]]:
        """Every event of a person with its stored hash, in order of recording."""
        recorded = self._recorded.get(subject_id, [])
        return [(each.event, each.said.hash) for each in recorded]


def said(
    state: ConsentState = ConsentState.GIVEN,
    *,
    event_id: UUID,
    subject: UUID,
    purpose: Purpose = Purpose.SALES_FOLLOW_UP,
    at: datetime = SPOKEN_AT,
    valid_until: datetime | None = None,
    recorded_at: datetime | None = None,
) -> ConsentEvent:
    """What `subject` says at a call, under the default policy and its notice.

    Raises:
        LookupError: the purpose has no cell.
    """
    cell, notice = _asked(purpose)
    statement = Statement(
        state=state,
        kind=ConsentKind.GENERAL,
        method=ConsentMethod.CALL,
        given_by=GivenBy.SUBJECT,
        event_time=at,
        actor=b"sealed actor",
        valid_until=valid_until,
    )
    return ConsentEvent.of(
        statement,
        cell,
        notice,
        event_id=event_id,
        subject=subject,
        recorded_at=at if recorded_at is None else recorded_at,
    )


@lru_cache
def _asked(purpose: Purpose) -> tuple[Cell, Notice]:
    """The question of `purpose`, and the text that is read out with it."""
    cell = load(default_document()).cell(purpose)
    notice = None if cell is None else shipped(cell.notice, "zh")
    if cell is None or notice is None:
        raise LookupError(purpose)
    return cell, notice
