"""record_satisfaction: how a person liked a case, an order or a call, and what follows from it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from uuid import UUID

from cdp.acts.coarse import hour_of
from cdp.acts.ground import Ground
from cdp.acts.upsert_contact import allowed_source
from cdp.acts.write import About, Change, Changed, Payload, change
from cdp.cases.satisfaction import FollowUp, Satisfaction
from cdp.cases.store import WRITE_SATISFACTION
from cdp.database.writer import Transaction
from cdp.sources.record import Source
from privacy.gate import Ask
from privacy.terms import DataCategory
from privacy.writing import Writing


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class SatisfactionWish:
    """A score and whose it is."""

    about: About
    source: Source
    satisfaction: Satisfaction


@dataclass(frozen=True, slots=True, kw_only=True)
class Scored:
    """A score that is filed, and what is to follow from it."""

    id: UUID
    follow_up: FollowUp | None


async def record_satisfaction(
    wish: SatisfactionWish, ask: Ask, ground: Ground, payload: Payload
) -> Changed[Scored]:
    """File `wish`.

    Raises: as `change`.
    """
    source, said = allowed_source(wish.source, ask), wish.satisfaction

    async def work(tx: Transaction, writing: Writing) -> Scored:
        row = await write_satisfaction(tx, writing, ground, wish)
        return Scored(id=row, follow_up=said.follow_up)

    wanted = Change(
        ask=replace(ask, writes=_writes(wish)),
        about=replace(wish.about, seen_at=said.answered_at, makes=False),
        work=work,
        payload=payload,
        basis=source.legal_basis,
    )
    return await change(lambda _: wanted, ground)


async def write_satisfaction(
    tx: Transaction, writing: Writing, ground: Ground, wish: SatisfactionWish
) -> UUID:
    """The score. Its id."""
    row, said = ground.ids(), wish.satisfaction
    sealed = writing.seal_row(
        "satisfaction", row, {"comment": (said.comment, DataCategory.FREETEXT_CALL)}
    )
    await tx.fetch(
        WRITE_SATISFACTION,
        subject_id=writing.subject,
        id=row,
        source=wish.source.key,
        kind=said.kind.value,
        score=said.score,
        answered_at=said.answered_at,
        case_id=said.case,
        order_id=said.order,
        call_id=said.call,
        agent=writing.ask.actor.id,
        received_at=hour_of(writing.ask.at),
        **sealed,
    )
    return row


def _writes(wish: SatisfactionWish) -> frozenset[DataCategory]:
    """The categories that the wish holds a value of."""
    given = {
        DataCategory.SERVICE_FEEDBACK: True,
        DataCategory.STAFF_ACTIVITY: True,
        DataCategory.ACQUISITION_SOURCE: True,
        DataCategory.CONTACT_PHONE: wish.about.phone is not None,
        DataCategory.FREETEXT_CALL: wish.satisfaction.comment is not None,
    }
    return frozenset(category for category, is_given in given.items() if is_given)
