"""log_call: one call is filed under the person who answered, or whose number rang."""

from __future__ import annotations

from dataclasses import dataclass, replace
from uuid import UUID

from cdp.acts.coarse import hour_of
from cdp.acts.ground import Ground
from cdp.acts.key_of_record import claim_key
from cdp.acts.upsert_contact import allowed_source
from cdp.acts.write import About, Change, Changed, Payload, change
from cdp.database.writer import Transaction
from cdp.identity.store import ANSWERED
from cdp.interactions.record import Call, CallResult
from cdp.interactions.store import WRITE_CALL
from cdp.sources.record import Source
from privacy.gate import Ask
from privacy.policy import Policy
from privacy.terms import DataCategory
from privacy.writing import Writing


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class CallWish:
    """A call, whom it was with, and the number that the telephone system gives it."""

    about: About
    source: Source
    call: Call
    external_key: str | None = None


async def log_call(wish: CallWish, ask: Ask, ground: Ground, payload: Payload) -> Changed[UUID]:
    """File `wish`; an answered call marks the number as reached. The call's id.

    Raises: as `change`.
    """
    return await change(lambda policy: call_change(wish, ask, ground, payload, policy), ground)


def call_change(
    wish: CallWish, ask: Ask, ground: Ground, payload: Payload, _: Policy
) -> Change[UUID]:
    """What filing `wish` asks for. Raises InvalidField."""
    source, call = allowed_source(wish.source, ask), wish.call

    async def work(tx: Transaction, writing: Writing) -> UUID:
        row = ground.ids()
        await claim_key(
            tx, writing, ground, source=source.key, kind="call", key=wish.external_key, row=row
        )
        sealed = writing.seal_row("call", row, {"notes": (call.notes, DataCategory.FREETEXT_CALL)})
        await tx.fetch(
            WRITE_CALL,
            subject_id=writing.subject,
            id=row,
            source=source.key,
            direction=call.direction.value,
            started_at=call.started_at,
            ring_s=call.ring_s,
            talk_s=call.talk_s,
            result=call.result.value,
            outcome=None if call.outcome is None else call.outcome.value,
            agent=writing.ask.actor.id,
            received_at=hour_of(writing.ask.at),
            **sealed,
        )
        if call.result is CallResult.ANSWERED and wish.about.phone is not None:
            await tx.fetch(
                ANSWERED,
                subject_id=writing.subject,
                answered_at=call.started_at,
                **ground.numbers.binds(wish.about.phone),
            )
        return row

    return Change(
        ask=replace(ask, writes=_writes(wish)),
        about=replace(wish.about, seen_at=call.started_at),
        work=work,
        basis=source.legal_basis,
        payload=payload,
    )


def _writes(wish: CallWish) -> frozenset[DataCategory]:
    """The categories that the wish holds a value of."""
    given = {
        DataCategory.CONTACT_CALL_RECORD: True,
        DataCategory.STAFF_ACTIVITY: True,
        DataCategory.ACQUISITION_SOURCE: True,
        DataCategory.CONTACT_PHONE: wish.about.phone is not None,
        DataCategory.CONTACT_CALL_OUTCOME: wish.call.outcome is not None,
        DataCategory.FREETEXT_CALL: wish.call.notes is not None,
    }
    return frozenset(category for category, is_given in given.items() if is_given)
