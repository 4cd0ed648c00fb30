"""record_consent and withdraw_consent: what a person said, binding on the next read.

A withdrawal asks no more of the caller than a consent did (PIPL 15), and goes on while the ledger
is down: it only takes away.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from cdp.acts.ground import Ground
from cdp.acts.made import ONE_ROW
from cdp.acts.saying import Saying, file_saying
from cdp.acts.whom import About
from cdp.acts.write import Change, Changed, Payload, Work, change
from cdp.database.writer import Transaction
from cdp.errors import InvalidField, NobodyThere
from privacy.consent import DENIALS
from privacy.errors import InvalidConsent
from privacy.gate import Ask, rule
from privacy.ledger.entry import LastingEffect
from privacy.ledger.words import Lasting
from privacy.notice import Notice, shipped
from privacy.policy import Cell, Policy
from privacy.terms import (
    ConsentKind,
    ConsentMethod,
    ConsentState,
    DataCategory,
    Purpose,
)
from privacy.writing import Writing

WRITES = frozenset({DataCategory.CONSENT_RECORD, DataCategory.STAFF_ACTIVITY})
"""The statement, and who wrote it down."""

_LASTING = {
    ConsentState.GIVEN: Lasting.CONSENT_GIVEN,
    ConsentState.REFUSED: Lasting.CONSENT_REFUSED,
    ConsentState.WITHDRAWN: Lasting.CONSENT_WITHDRAWN,
}


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class ConsentWish:
    """What a person said about one purpose. `evidence` tells where the proof lies."""

    about: About
    purpose: Purpose
    state: ConsentState
    method: ConsentMethod
    said_at: datetime
    kind: ConsentKind = ConsentKind.GENERAL
    language: str = "zh"
    evidence: str | None = None


async def record_consent(
    wish: ConsentWish, ask: Ask, ground: Ground, payload: Payload
) -> Changed[UUID]:
    """File `wish`: event, projection and bits in one transaction. The event's id.

    What somebody says under a number never seen makes a person: a refusal is kept too.

    Raises: as `change`, and InvalidField where the statement answers no question of the policy.
    """
    if wish.about.phone is None:
        return await _record(wish, ask, ground, payload)
    # Ruled as if it made a person, whether it will or not: else whoever may not look up by
    # number could tell a known one from one never seen by the refusal.
    rule(replace(ask, writes=WRITES | {DataCategory.CONTACT_PHONE}), ground.policies.current)
    if wish.state in DENIALS:
        # First as an act that only takes away, which goes on while the ledger is down.
        try:
            return await _record(
                replace(wish, about=replace(wish.about, makes=False)), ask, ground, payload
            )
        except NobodyThere:
            pass  # so she is made now, for her refusal to be kept
    return await _record(wish, ask, ground, payload)


async def _record(wish: ConsentWish, ask: Ask, ground: Ground, payload: Payload) -> Changed[UUID]:
    try:
        return await change(lambda policy: _change(wish, ask, ground, payload, policy), ground)
    except InvalidConsent as fault:
        raise InvalidField("saidAt", fault.advice) from None


def _change(
    wish: ConsentWish, ask: Ask, ground: Ground, payload: Payload, policy: Policy
) -> Change[UUID]:
    cell = policy.cell(wish.purpose)
    if cell is None:
        raise InvalidField("purpose", "This purpose asks for no consent.")
    notice = shipped(cell.notice, wish.language)
    if notice is None:
        raise InvalidField("language", "The notice is there in zh and en.")
    return Change(
        ask=replace(ask, writes=_writes(wish), narrows=wish.state in DENIALS),
        about=replace(wish.about, seen_at=min(wish.said_at, ask.at)),
        work=_filing(wish, cell, notice, ground),
        made=ONE_ROW,
        payload=payload,
        effect=LastingEffect(kind=_LASTING[wish.state], purpose=wish.purpose, channel=cell.channel),
    )


def _writes(wish: ConsentWish) -> frozenset[DataCategory]:
    makes = wish.about.phone is not None and wish.about.makes
    return WRITES | {DataCategory.CONTACT_PHONE} if makes else WRITES


def _filing(wish: ConsentWish, cell: Cell, notice: Notice, ground: Ground) -> Work[UUID]:
    said = Saying(
        cell=cell,
        notice=notice,
        state=wish.state,
        method=wish.method,
        said_at=wish.said_at,
        kind=wish.kind,
        evidence=wish.evidence,
    )

    async def work(tx: Transaction, writing: Writing) -> UUID:
        if wish.said_at > writing.ask.at:
            raise InvalidConsent("Give the time at which the person spoke: it is past.")
        recorded = await file_saying(tx, writing, ground, said)
        does_bind = recorded.cells[cell.bit].state in DENIALS
        if wish.state in DENIALS and not does_bind and not writing.is_past:
            # What is acknowledged must bind: a refusal dated before a later consent would not.
            # Of whoever had the number before nothing is told by it, and nobody calls her by it.
            raise InvalidConsent("She consented after that time: leave saidAt out.")
        return recorded.event.id

    return work
