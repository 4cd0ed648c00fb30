"""The port to where statements are kept."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime
    from uuid import UUID

    from privacy.consent.event import ConsentEvent
    from privacy.consent.folding import CellState, Recorded


class Book(Protocol):
    """Keeps every statement of consent, and what they amount to."""

    async def record(self, event: ConsentEvent, *, at: datetime) -> Recorded:
        """Add `event` now, `at`, and rewrite the projection and the bits of its subject.

        Raises:
            InvalidConsent: it is recorded already, or contradicts its history.
            Refusal: NOT_AVAILABLE: there is no such person.
        """

    async def standing(self, subject_id: UUID, *, at: datetime) -> Mapping[int, CellState]:
        """Where every cell of a person stands at `at`, by bit; nothing is added meanwhile."""

    async def lapsing(
        self, subject_id: UUID, ownership: UUID, *, said_at: datetime, at: datetime
    ) -> frozenset[int]:
        """The cells whose yes was said by one of her numbers; nothing is added meanwhile."""

    async def history(self, subject_id: UUID) -> list[tuple[ConsentEvent, bytes]]:
        """Every event of a person with its stored hash, in order of recording."""
