"""dispute_phone: whose a number is becomes doubtful, or the doubt is settled.

    ACTIVE ─► DISPUTED ─► hers: ACTIVE again      ─► not hers: ENDED, with all that ends with it

While it is doubtful nobody is found by the number, and whoever is met under it is somebody new.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from cdp.acts.changing_hands import Ending, end_ownership
from cdp.acts.coarse import HOUR, hour_of
from cdp.acts.desk import Desk
from cdp.acts.ground import Ground
from cdp.acts.hold import hold
from cdp.acts.made import ONE_ROW
from cdp.acts.whom import About
from cdp.acts.write import Change, Changed, Payload, change
from cdp.database.writer import Transaction
from cdp.errors import Conflict, ConstraintViolated, InvalidField, NobodyThere
from cdp.identity.findings import DISPUTE, RESUME, VERIFY
from cdp.identity.record import END_FOR, PROOF, PhoneDisputeReason, PhoneSettlement, weaker_than
from privacy.gate import Ask
from privacy.policy import Policy
from privacy.store.links import MEMBERS
from privacy.terms import ConsentMethod, DataCategory
from privacy.writing import Writing

_WRITES = frozenset(
    {
        DataCategory.CONTACT_PHONE,
        DataCategory.CONTACT_CALL_RECORD,
        DataCategory.CONSENT_RECORD,
        DataCategory.STAFF_ACTIVITY,
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Dispute:
    """A number of somebody's, what is known against it or for it, and how it is settled, if it is.

    `subject` is whose the number is, `profile` the person as the caller names her.
    `since`: until when it was hers, where it is not any more; None: until now.
    """

    subject: UUID
    profile: UUID
    ownership: UUID
    reason: PhoneDisputeReason
    settled: PhoneSettlement | None = None
    since: datetime | None = None


async def dispute_phone(wish: Dispute, ask: Ask, ground: Ground, payload: Payload) -> Changed[UUID]:
    """File `wish`. The ownership's id.

    Raises: as `change`; Conflict where the number does not stand as the wish takes it, or
    somebody else has it by now; NobodyThere where it is not hers;
    InvalidField where it proves nothing, or has not happened yet.
    """
    is_hers = wish.settled is PhoneSettlement.HERS
    if is_hers and wish.reason not in PROOF:
        raise InvalidField("reason", "Say what proves it: her own word, or a document.")
    if wish.since is not None and (wish.settled is not PhoneSettlement.NOT_HERS):
        raise InvalidField("since", "Give it only of a number that is not hers any more.")
    if wish.since is not None and wish.since > ask.at:
        raise InvalidField("since", "Give a time that is past.")

    def make(policy: Policy) -> Change[UUID]:
        async def work(tx: Transaction, writing: Writing) -> UUID:
            await hold(tx, writing)
            members = await tx.fetch(MEMBERS, subject=wish.subject)
            if wish.profile not in {wish.subject, *(row["subject_id"] for row in members)}:
                raise NobodyThere
            desk = Desk(tx=tx, writing=writing, ground=ground, policy=policy)
            if not await _file(desk, wish):
                raise Conflict("The number does not stand so any more. Look at it again.")
            return wish.ownership

        return Change(
            ask=replace(ask, writes=_WRITES),
            about=About(subject=wish.subject, makes=False, must_be_seen=True),
            work=work,
            made=ONE_ROW,
            payload=payload,
        )

    return await change(make, ground)


async def _file(desk: Desk, wish: Dispute) -> bool:
    """Whether it could be filed as it stands."""
    of = {"subject_id": wish.subject, "id": wish.ownership}
    now = desk.writing.ask.at
    match wish.settled:
        case None:
            return bool(await desk.tx.fetch(DISPUTE, **of, said_at=now))
        case PhoneSettlement.HERS:
            return await _resume(desk, wish)
        case PhoneSettlement.NOT_HERS:
            ending = Ending(
                ownership=wish.ownership,
                reason=END_FOR[wish.reason],
                at=wish.since or hour_of(now) - HOUR,
                said_at=now,
                method=ConsentMethod.API,
                evidence=f"dispute:{wish.ownership}",
            )
            return await end_ownership(desk, ending)


async def _resume(desk: Desk, wish: Dispute) -> bool:
    of = {"subject_id": wish.subject, "id": wish.ownership}
    try:
        rows = await desk.tx.fetch(RESUME, **of)
    except ConstraintViolated:
        raise Conflict("Somebody else has the number by now: settle that first.") from None
    proof = PROOF[wish.reason]
    await desk.tx.fetch(
        VERIFY,
        **of,
        verification=proof.value,
        weaker=[word.value for word in weaker_than(proof)],
        at=hour_of(desk.writing.ask.at) - HOUR,
    )
    return bool(rows)
