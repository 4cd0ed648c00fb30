"""How a restriction is set or lifted: of every subject of a person, as one operation.

    members ─► keys ─► one intent ─► all rows held, members looked at again ─► done ─► one outcome

Setting one takes away, so it goes on while the ledger is down, as a withdrawal does; lifting one
waits for it. Each is done once by the person's own state: sent again, it changes nothing.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, replace
from typing import Final, TypeVar
from uuid import UUID

from cdp.acts.ended import failed, owe
from cdp.acts.everybody import hold_everybody, subjects_of
from cdp.acts.ground import Ground
from cdp.acts.person import Raced
from cdp.acts.write import Payload, Voided, claim
from cdp.database.writer import Transaction
from cdp.errors import (
    CdpError,
    CommitUnknown,
    Conflict,
    ConstraintViolated,
    InvalidField,
    NobodyThere,
    TryAgain,
)
from cdp.profile.people import Found
from cdp.profile.selection import Selection
from privacy.errors import KeyErased, LedgerUnavailable, PrivacyError, Refusal, StalePolicy
from privacy.gate import Ask, Ruling, rule
from privacy.ledger.entry import LastingEffect
from privacy.ledger.words import ARTICLE, REFERENCE, Lasting
from privacy.terms import Action, DataCategory, Purpose, ReasonCode, Role, SubjectState
from privacy.writing import Writing

T = TypeVar("T")

WRITES: Final = frozenset({DataCategory.RIGHTS_CASE, DataCategory.STAFF_ACTIVITY})
"""That a person is restricted, and who said so. Whatever else changes follows from that."""

OFFICES: Final = {
    Purpose.RIGHTS_FULFILMENT: Role.PRIVACY_OPERATOR,
    Purpose.LEGAL_RETENTION: Role.PRIVACY_OFFICER,
}
"""Whose office it is, for which purpose. Source: privacy.md 2.2."""

_ATTEMPTS: Final = 4
"""Somebody takes a number, or merges her, at this very moment: look again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """Inside the transaction: every subject of hers, its row held, and how each stands."""

    tx: Transaction
    ask: Ask
    subjects: Sequence[UUID]
    writing: Writing
    """Of one of them; the others' stand beside it."""


Work = Callable[[Held], Awaitable[T]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Errand:
    """Whom it is about, and whether it sets a restriction or lifts one."""

    subject: UUID
    ask: Ask
    lasting: Lasting
    writes: frozenset[DataCategory] = WRITES

    @property
    def narrows(self) -> bool:
        """Whether it only takes away."""
        return self.lasting is Lasting.RESTRICTION_SET


def checked(ask: Ask, *, reference: str, ground: Ground) -> Ask:
    """The ask of somebody whose office it is, under the reference that was given.

    Raises:
        Refusal: the caller has another office, or gave no reference.
    """
    policy = ground.policies.current
    office = OFFICES.get(ask.purpose) if ask.purpose is not None else None
    if office is None or office not in ask.actor.roles:
        raise Refusal(ReasonCode.ROLE_FORBIDDEN, policy.article(ReasonCode.ROLE_FORBIDDEN))
    if REFERENCE.fullmatch(reference) is None:
        reason = ReasonCode.CASE_REF_REQUIRED
        raise Refusal(reason, policy.article(reason))
    return replace(
        ask, action=Action.WRITE, writes=WRITES, categories=frozenset(), case_ref=reference
    )


def cited(citation: str) -> str:
    """A law and its article, as the ledger could hold it.

    Raises:
        InvalidField: it is none.
    """
    if ARTICLE.fullmatch(citation) is None:
        raise InvalidField("citation", "Give a law and its article, such as PIPL 47(2).")
    return citation


async def carry_out(errand: Errand, work: Work[T], ground: Ground, payload: Payload) -> T:
    """Do `work` on every subject of the person, between the two entries of one operation.

    Raises:
        NobodyThere: there is nobody, or she is being erased; written down already.
        Conflict: others were faster, again and again; or what `work` says.
        Refusal: the gate refused; the caller writes that down.
        LedgerUnavailable: it was not done, or its outcome is still to be written.
    """
    for _ in range(_ATTEMPTS):
        ask = replace(
            errand.ask, operation=ground.ids(), narrows=errand.narrows, writes=errand.writes
        )
        attempt = replace(errand, ask=ask)
        try:
            ruling = rule(ask, ground.policies.current)
            return await _once(attempt, ruling, work, ground, payload)
        except StalePolicy:
            await ground.policies.reload()
        except (Raced, ConstraintViolated, TryAgain):
            continue  # somebody took a number of hers, or merged her: look again
    raise Conflict("Others were faster again and again. Send it once more.")


async def _once(
    errand: Errand, ruling: Ruling, work: Work[T], ground: Ground, payload: Payload
) -> T:
    ask, subject = errand.ask, errand.subject
    found = await ground.people.by_id(subject, Selection(), ruling, at=ask.at, agent=ask.actor.id)
    is_paid = await ground.door.check(ruling, found.in_force)
    if found.standing is None or found.standing.state is SubjectState.ERASING:
        return await _turn_away(errand, ruling, found, ground, payload)
    members = await subjects_of(ground.people.run, subject)
    try:
        writings = await ground.door.begin_many(
            ask,
            ruling,
            new=(),
            known=members,
            basis=ruling.bases[0],
            effect=LastingEffect(kind=errand.lasting),
            is_paid=is_paid,
        )
    except KeyErased:
        return await _turn_away(errand, ruling, found, ground, payload, has_asked=True)
    one, *others = (writings[who] for who in members)
    one = replace(one, beside=tuple(others))
    try:
        done = await _write(errand, one, members, work, ground)
        await _conclude(one, ground)
    finally:
        one.grant.close()
        payload.receipts.extend(one.receipts)
    return done


async def _turn_away(
    errand: Errand,
    ruling: Ruling,
    found: Found,
    ground: Ground,
    payload: Payload,
    *,
    has_asked: bool = False,
) -> T:
    receipts = await ground.door.turn_away(errand.ask, ruling, found.standings, has_asked=has_asked)
    payload.receipts.extend(receipts)
    raise NobodyThere


async def _write(
    errand: Errand, one: Writing, members: Sequence[UUID], work: Work[T], ground: Ground
) -> T:
    try:
        async with ground.writer.transaction() as tx:
            states = await hold_everybody(tx, errand.subject)
            if not states or SubjectState.ERASING in states.values():
                raise NobodyThere
            if tuple(states) != tuple(members):
                raise Raced  # she was merged or parted since she was looked for
            held = Held(tx=tx, ask=one.ask, subjects=list(members), writing=one)
            done = await work(held)
            await claim(tx, one)
            if one.is_owed:
                await owe(tx, one, ground)
    except (CommitUnknown, Voided):
        raise  # the sweeper finds out, or has found out, how it ended
    except (CdpError, PrivacyError) as fault:
        await failed(one, fault, ground)
        raise
    return done


async def _conclude(one: Writing, ground: Ground) -> None:
    if one.is_owed:
        return
    try:
        await ground.door.applied(one)
    except LedgerUnavailable:
        if not one.ruling.narrows:
            raise  # it stands, and the sweeper says so
