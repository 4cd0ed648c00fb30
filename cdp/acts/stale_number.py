"""A number that is to be asked about, and what is said of it taking effect."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from cdp.acts.changing_hands import Ending, end_ownership
from cdp.acts.coarse import HOUR, hour_of
from cdp.acts.desk import Desk
from cdp.identity.findings import DISPUTE, FOUND
from cdp.identity.provider import Said
from cdp.identity.record import NumberStatus, OwnershipEnd
from privacy.store.statement import Row
from privacy.terms import ConsentMethod

ENDED: Final = "ENDED"
DISPUTED: Final = "DISPUTED"
UNKNOWN: Final = "UNANSWERED"
SPOILED: Final = "SPOILED"
"""What is counted besides the words of a status: what came of a number that was given away,
that nothing was said of, and whose owner's keys somebody spoiled."""


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class StaleNumber:
    """A number that is to be asked about: sealed, by its token, and since when it is hers."""

    subject: UUID
    ownership: UUID
    e164: bytes
    token: bytes
    hers_since: datetime

    @classmethod
    def of(cls, row: Row) -> StaleNumber:
        """From a row of `profile.stale`."""
        return cls(
            subject=row["subject_id"],
            ownership=row["id"],
            e164=row["e164"],
            token=row["bx"],
            hers_since=row["hers_since"],
        )


async def take(desk: Desk, each: StaleNumber, said: Said | None) -> str:
    """What is said of one number takes effect. What it is counted as."""
    if said is None or said.status is NumberStatus.UNKNOWN:
        return UNKNOWN
    of = {"subject_id": each.subject, "id": each.ownership}
    now = hour_of(desk.writing.ask.at) - HOUR
    if said.status is NumberStatus.RECYCLED and said.since is not None:
        return await _recycled(desk, each, said.since)
    await desk.tx.fetch(FOUND, **of, number_status=said.status.value, at=now)
    if said.status is NumberStatus.UNALLOCATED:
        await desk.tx.fetch(DISPUTE, **of, said_at=desk.writing.ask.at)
    return said.status.value


async def _recycled(desk: Desk, each: StaleNumber, since: datetime) -> str:
    """It was given to somebody else: on a day before it was hers, that somebody is she.

    Where she was reached under it later than that day, two words stand against each other, and
    nobody is found by the number until they are settled.
    """
    of = {"subject_id": each.subject, "id": each.ownership}
    now = desk.writing.ask.at
    if since <= each.hers_since:
        return NumberStatus.ACTIVE.value
    at = hour_of(now) - HOUR
    await desk.tx.fetch(FOUND, **of, number_status=NumberStatus.RECYCLED.value, at=at)
    ending = Ending(
        ownership=each.ownership,
        reason=OwnershipEnd.RECYCLED,
        at=since,
        said_at=since,
        method=ConsentMethod.API,
        evidence=f"provider:{desk.writing.ask.actor.unit}",
    )
    if await end_ownership(desk, ending):
        return ENDED
    await desk.tx.fetch(DISPUTE, **of, said_at=now)
    return DISPUTED
