"""A number changes hands: what ends with an ownership, in the transaction that ends it.

    the interval ends ─► whoever follows begins there ─► what was said by it lapses ─► calls stop

The person stays who she is: what came by other numbers, and her orders, are hers. Whoever is met
under the number next is somebody new, about whom nothing is known and nothing was refused.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from cdp.acts.coarse import hour_of
from cdp.acts.desk import Desk
from cdp.acts.saying import Saying, file_saying
from cdp.errors import Conflict, ConstraintViolated, InvalidField
from cdp.identity.findings import END, ENDED, FOLLOW
from cdp.identity.record import OwnershipEnd, OwnershipState
from cdp.identity.store import OWNERSHIP
from cdp.tasks.store import BLOCK_CALLS
from cdp.vocabulary import Channel
from privacy.contactability import BEARING, Bearing
from privacy.notice import shipped
from privacy.store.consent_book import ConsentBook
from privacy.store.links import MEMBERS
from privacy.terms import ConsentMethod, ConsentState

_OUTREACH: Final = sorted(
    purpose.value for purpose, bearing in BEARING.items() if bearing is Bearing.MARKETING
)
"""The purposes for which she is contacted on our account, not on hers."""

_BY_TELEPHONE: Final = sorted((Channel.PHONE.value, Channel.SMS.value))


@dataclass(frozen=True, slots=True, kw_only=True)
class Ending:
    """A number is a person's until `at` and no longer, by a word of `said_at`.

    She was reached or checked under it after `said_at`: then the word changes nothing.
    """

    ownership: UUID
    reason: OwnershipEnd
    at: datetime
    said_at: datetime
    method: ConsentMethod
    evidence: str


async def end_ownership(desk: Desk, ending: Ending) -> bool:
    """End it, with all that ends with it. False: it is hers by a later word, or ended before `at`.

    The caller holds the person.

    Raises:
        Conflict: it was in dispute, and at some time until `at` the number was another's.
    """
    of = {"subject_id": desk.writing.subject, "id": ending.ownership}
    rows = await desk.tx.fetch(
        END, **of, end_reason=ending.reason.value, at=ending.at, said_at=ending.said_at
    )
    if not rows:
        return False
    [ended] = rows
    if ended["is_followed"]:
        number = ended["identity_id"]
        await desk.tx.fetch(FOLLOW, id=ending.ownership, identity_id=number, at=ending.at)
    if ended["state"] == OwnershipState.DISPUTED.value:
        await _settle(desk, of)
    await _lapse(desk, ending)
    await _stop(desk)
    return True


async def _settle(desk: Desk, of: Mapping[str, UUID]) -> None:
    try:
        await desk.tx.fetch(ENDED, **of)
    except ConstraintViolated:
        raise Conflict("Somebody else had the number at that time: settle that first.") from None


async def _lapse(desk: Desk, ending: Ending) -> None:
    """What was said by the number is nobody's word any more; what was denied stays denied."""
    now = desk.writing.ask.at
    bits = await ConsentBook(desk.tx).lapsing(
        desk.writing.subject, ending.ownership, said_at=now, at=now
    )
    asked = [desk.policy.cell_of_bit(bit) for bit in sorted(bits)]
    for cell in (cell for cell in asked if cell is not None):
        notice = shipped(cell.notice, "zh")
        if notice is None:
            raise InvalidField("outcome", "The notice that she answered is not there.")
        said = Saying(
            cell=cell,
            notice=notice,
            state=ConsentState.INVALIDATED,
            method=ending.method,
            said_at=now,
            evidence=ending.evidence,
            ownership=ending.ownership,
        )
        await file_saying(desk.tx, desk.writing, desk.ground, said)


async def _stop(desk: Desk) -> None:
    """Where no number is left to reach her by, nobody is to call one on our account."""
    subject = desk.writing.subject
    members = await desk.tx.fetch(MEMBERS, subject=subject)
    for who in {subject, *(row["subject_id"] for row in members)}:
        if await desk.tx.fetch(OWNERSHIP, subject_id=who):
            return
    for each in desk.writing.everybody:
        await desk.tx.fetch(
            BLOCK_CALLS,
            subject_id=each.subject,
            purposes=_OUTREACH,
            channels=_BY_TELEPHONE,
            ended_at=hour_of(desk.writing.ask.at),
        )
