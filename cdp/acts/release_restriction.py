"""release_restriction: a person's data may be processed again, as far as purpose and ground go.

What was withheld comes back as it was. Where somebody else was met under a number of hers meanwhile
nobody knows whose it is: it is in dispute. Where another record was filed under a key of hers, the
key stays that one's. What was refused under her numbers meanwhile is refused by her too.
"""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from cdp.acts.coarse import hour_of
from cdp.acts.ground import Ground
from cdp.acts.restriction import WRITES, Errand, Held, carry_out, checked
from cdp.acts.said_meanwhile import file_said_meanwhile
from cdp.acts.write import Payload
from cdp.errors import Conflict
from cdp.identity.matching import book
from cdp.identity.record import OwnershipState
from cdp.identity.withholding import GIVE_BACK, GIVE_KEYS_BACK
from privacy.gate import Ask
from privacy.ledger.words import Lasting
from privacy.store.restrictions import RELEASE
from privacy.terms import DataCategory


@dataclass(frozen=True, slots=True, kw_only=True)
class ReleaseWish:
    """Whose restriction is to be lifted, and under which case."""

    subject: UUID
    case_ref: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Released:
    """How many of her numbers are in dispute now."""

    disputed: int


async def release_restriction(
    wish: ReleaseWish, ask: Ask, ground: Ground, payload: Payload
) -> Released:
    """Lift the restriction of the person.

    Raises:
        Conflict: she is not restricted; or as `carry_out`.
        NobodyThere: there is nobody, or she is being erased.
        Refusal, LedgerUnavailable: as `carry_out`; it is never done while the ledger is down.
    """
    ask = checked(ask, reference=wish.case_ref, ground=ground)

    async def work(held: Held) -> Released:
        await file_said_meanwhile(held, ground)
        freed = await held.tx.fetch(
            RELEASE, subjects=held.subjects, by=held.ask.actor.id, at=hour_of(held.ask.at)
        )
        if not freed:
            raise Conflict("Nothing restricts this person: there is nothing to lift.")
        numbers = await held.tx.fetch(GIVE_BACK, subjects=held.subjects)
        await held.tx.fetch(GIVE_KEYS_BACK, subjects=held.subjects)
        await held.tx.fetch(book.COMPARE, subjects=held.subjects)  # nobody was, meanwhile
        disputed = [row for row in numbers if row["state"] == OwnershipState.DISPUTED.value]
        return Released(disputed=len(disputed))

    errand = Errand(
        subject=wish.subject,
        ask=ask,
        lasting=Lasting.RESTRICTION_LIFTED,
        writes=WRITES | {DataCategory.CONSENT_RECORD},
    )
    return await carry_out(errand, work, ground, payload)
