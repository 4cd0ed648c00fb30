"""restrict_processing: a person's data stay, and nobody but exempt purposes processes them.

It binds on the next read of every process: her state stands in the row that each statement reads.
Her numbers resolve no more and the keys of her records look free, so whoever is met under them is
somebody new. Source: PIPL 44, 47(2).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from cdp.acts.coarse import hour_of
from cdp.acts.ground import Ground
from cdp.acts.restriction import Errand, Held, carry_out, checked, cited
from cdp.acts.write import Payload
from cdp.identity.withholding import WITHHOLD, WITHHOLD_KEYS
from privacy.gate import Ask
from privacy.ledger.words import Lasting
from privacy.rights.restriction import RestrictionReason
from privacy.store.restrictions import RESTRICT, STANDING


@dataclass(frozen=True, slots=True, kw_only=True)
class RestrictionWish:
    """Whose processing is to stop, why, on which article, and under which case."""

    subject: UUID
    reason: RestrictionReason
    citation: str
    case_ref: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Restricted:
    """Since when it is stopped, and whether it was before."""

    since: datetime
    was_restricted: bool


async def restrict_processing(
    wish: RestrictionWish, ask: Ask, ground: Ground, payload: Payload
) -> Restricted:
    """Stop all processing of the person's data but for exempt purposes. Again, it changes nothing.

    Raises:
        InvalidField: the citation is no law and article.
        NobodyThere: there is nobody, or she is being erased.
        Refusal, Conflict, LedgerUnavailable: as `carry_out`. While the ledger is down it is done
            all the same, and owed.
    """
    ask = checked(ask, reference=wish.case_ref, ground=ground)
    article = cited(wish.citation)

    async def work(held: Held) -> Restricted:
        return await set_restriction(held, ground, reason=wish.reason, article=article)

    errand = Errand(subject=wish.subject, ask=ask, lasting=Lasting.RESTRICTION_SET)
    return await carry_out(errand, work, ground, payload)


async def set_restriction(
    held: Held, ground: Ground, *, reason: RestrictionReason, article: str
) -> Restricted:
    """Her subjects RESTRICTED, her numbers and keys withheld, inside the transaction."""
    stopped = await held.tx.fetch(
        RESTRICT,
        subjects=held.subjects,
        ids=[ground.ids() for _ in held.subjects],
        reason=reason.value,
        article=article,
        by=held.ask.actor.id,
        at=hour_of(held.ask.at),
    )
    # Also of whoever was restricted before: a number that came to her since is withheld as well.
    await held.tx.fetch(WITHHOLD, subjects=held.subjects)
    await held.tx.fetch(WITHHOLD_KEYS, subjects=held.subjects)
    [row] = await held.tx.fetch(STANDING, subjects=held.subjects)
    since: datetime = row["since"] or hour_of(held.ask.at)
    return Restricted(since=since, was_restricted=not stopped)
