"""How every act writes about one person: find or make her, announce, write, say what came of it.

    locate ─► rule ─► keys ─► intent committed ─► transaction ─► read back ─► outcome committed

Two writers may meet on one new number. The second finds the first's row inside its transaction,
rolls back, says so in its outcome, and starts over with the person that the first one made.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Final, Generic, TypeVar
from uuid import UUID

from cdp.acts.coarse import hour_of
from cdp.acts.ground import Ground
from cdp.acts.outlived import is_outlived
from cdp.acts.person import Raced, make_person
from cdp.acts.suppression import lift
from cdp.database.writer import Transaction
from cdp.errors import CdpError, CommitUnknown, Conflict, InvalidField, NobodyThere
from cdp.profile.people import Found
from cdp.profile.person import Person
from cdp.profile.selection import Selection
from privacy.errors import KeyErased, LedgerUnavailable, PrivacyError, Refusal, StalePolicy
from privacy.gate import Ask, Ruling, Standing, judge, rule
from privacy.grant import Grant
from privacy.ledger.entry import LastingEffect
from privacy.ledger.receipt import Receipt
from privacy.phone import Phone
from privacy.policy import Policy
from privacy.store.operations import CLAIM
from privacy.store.owed import OWE
from privacy.terms import LegalBasis, ReasonCode, SubjectState
from privacy.writing import Writing

T = TypeVar("T")

_ATTEMPTS: Final = 4
"""Two writers meet once, a policy changes once; whoever loses oftener is told so."""

Work = Callable[[Transaction, Writing], Awaitable[T]]
"""What an act does inside its transaction; what it returns stands in the payload."""


class Voided(CdpError):
    """The write took so long that the sweeper ended it; nothing was changed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """Whom an act is about: the owner of a number, made if need be, or a known profile."""

    phone: Phone | None = None
    subject: UUID | None = None
    makes: bool = True
    """Whether a number never seen makes a person."""
    seen_at: datetime | None = None
    """Whose number it was then: events belong to the owner at event time. None: now."""
    must_be_seen: bool = False
    """Whether the act answers by what is known of her: then only somebody who may see her acts."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Payload:
    """What the answer is made from: which parts of the person it shows, and the receipts so far.

    The receipts are there whatever becomes of the write: a refusal has its entry too.
    """

    selection: Selection = field(default_factory=Selection)
    receipts: list[Receipt] = field(default_factory=list)


@dataclass(frozen=True, slots=True, kw_only=True)
class Change(Generic[T]):
    """What an act wants: `ask.writes` name what it writes, `ask.categories` what it shows after."""

    ask: Ask
    about: About
    work: Work[T]
    payload: Payload
    basis: LegalBasis | None = None
    effect: LastingEffect | None = None
    is_hers: bool = False
    """Whether she shows by it that she is here again: an order, or a call of hers."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Changed(Generic[T]):
    """What came of it. `person` and `grant` are there where the payload may show her."""

    done: T
    subject: UUID
    person: Person | None
    grant: Grant | None


async def change(make: Callable[[Policy], Change[T]], ground: Ground) -> Changed[T]:
    """Write what `make` wants of the policy in force, once, with both leaves.

    `make` is asked again where the policy changed: terms and questions of consent are the
    policy's, and none of an older one may be filed.

    Raises:
        Refusal: the gate refused; the caller writes that down.
        NobodyThere: there is nobody to write about for this purpose; written down already.
        Conflict: other writers were faster, again and again.
        LedgerUnavailable: the write was not made, or its outcome is still to be written.
    """
    for _ in range(_ATTEMPTS):
        policy = ground.policies.current
        wanted = make(policy)
        ask = replace(wanted.ask, operation=ground.ids())
        try:
            return await _once(replace(wanted, ask=ask), policy, ground)
        except StalePolicy:
            await ground.policies.reload()
        except Raced:
            continue  # the person is there now: find her
    raise Conflict("Other writers were faster again and again. Send it once more.")


async def _once(wanted: Change[T], policy: Policy, ground: Ground) -> Changed[T]:
    ask = wanted.ask
    ruling = rule(ask, policy)
    found = await _locate(wanted.about, ruling, ground, ask)
    is_paid = await ground.door.check(ruling, found.in_force)
    subject = _subject(found, wanted.about, ground, ruling)
    if subject is None:
        return await _turn_away(wanted, ruling, found, ground)
    try:
        writing = await ground.door.begin(
            ask,
            ruling,
            subject,
            basis=_basis(wanted, ruling, found),
            effect=wanted.effect,
            is_new=found.standing is None,
            is_paid=is_paid,
        )
    except KeyErased:
        return await _turn_away(wanted, ruling, found, ground, has_asked=True)
    try:
        done = await _write(wanted, writing, found, ground)
        return await _conclude(wanted, writing, done, ground)
    finally:
        # Whatever happened, nothing is sealed any more; the payload's grant is another one.
        writing.grant.close()
        wanted.payload.receipts.extend(writing.receipts)


async def _locate(about: About, ruling: Ruling, ground: Ground, ask: Ask) -> Found:
    """Whom it is about, by one statement."""
    nothing = Selection()
    if about.phone is not None:
        return await ground.people.by_number(
            about.phone,
            nothing,
            ruling,
            at=ask.at,
            seen_at=about.seen_at or ask.at,
            agent=ask.actor.id,
        )
    subject = about.subject if about.subject is not None else ground.ids()
    return await ground.people.by_id(subject, nothing, ruling, at=ask.at, agent=ask.actor.id)


def _subject(found: Found, about: About, ground: Ground, ruling: Ruling) -> UUID | None:
    """Whom to write about; None where there is nobody, or nobody who may be touched."""
    if found.standing is None:
        return ground.ids() if about.makes and about.phone is not None else None
    if about.must_be_seen and not judge(ruling, found.standing).allowed:
        return None
    state = found.standing.state
    # Who is restricted may still refuse: a restriction stops us, not her (PIPL 15, 47(2)).
    is_open = state is SubjectState.LIVE or (state is SubjectState.RESTRICTED and ruling.narrows)
    return found.standing.subject if is_open or found.exempt else None


def _basis(wanted: Change[T], ruling: Ruling, found: Found) -> LegalBasis | None:
    """The ground that an intent claims: one that holds, or none, for a write needs none.

    About somebody new there is only what the source declares.
    """
    if found.standing is None:
        return wanted.basis
    return judge(ruling, found.standing).basis


async def _turn_away(
    wanted: Change[T], ruling: Ruling, found: Found, ground: Ground, *, has_asked: bool = False
) -> Changed[T]:
    """Absent, restricted, erased: one key query, one leaf, one answer."""
    receipts = await ground.door.turn_away(wanted.ask, ruling, found.standings, has_asked=has_asked)
    wanted.payload.receipts.extend(receipts)
    raise NobodyThere


async def _write(wanted: Change[T], writing: Writing, found: Found, ground: Ground) -> T:
    about = wanted.about
    try:
        async with ground.writer.transaction() as tx:
            if found.standing is None and about.phone is not None:
                await make_person(tx, writing, about.phone, ground)
                if wanted.is_hers:
                    await lift(tx, about.phone, ground)
            elif await is_outlived(tx, [writing.subject]):
                raise NobodyThere
            done = await wanted.work(tx, writing)
            await claim(tx, writing)
            if writing.is_owed:
                await _owe(tx, writing, ground)
    except (CommitUnknown, Voided):
        raise  # the sweeper finds out, or has found out, how it ended
    except (CdpError, PrivacyError) as fault:
        await failed(writing, fault, ground)
        raise
    return done


async def claim(tx: Transaction, writing: Writing) -> None:
    """The operation stands with this transaction, unless the sweeper was first."""
    ask = writing.ask
    claimed = await tx.fetch(
        CLAIM, op=ask.operation, is_void=False, cells=writing.cells, at=hour_of(ask.at)
    )
    if not claimed:
        raise Voided


async def _owe(tx: Transaction, writing: Writing, ground: Ground) -> None:
    """The ledger is down and the act narrows: its leaves are kept with it, to be paid first."""
    leaves = [writing.intent, *ground.door.outcome(writing)]
    owed = [leaf.to_bytes() for leaf in leaves]
    debt = ground.ids()
    await tx.fetch(
        OWE, id=debt, leaves=owed, mac=ground.debt_seal.mac(debt, owed), at=hour_of(writing.ask.at)
    )


async def failed(writing: Writing, fault: Exception, ground: Ground) -> None:
    """Write down that the operation changed nothing, and why; the sweeper does where we cannot."""
    try:
        await ground.door.failed(writing, _reason(fault))
    except LedgerUnavailable:
        return  # the intent stays open; the sweeper ends it


def _reason(fault: Exception) -> ReasonCode:
    match fault:
        case Refusal():
            return fault.reason
        case InvalidField():
            return ReasonCode.INVALID_INPUT
        case Conflict() | Raced():
            return ReasonCode.CONFLICT
        case NobodyThere():
            return ReasonCode.NOT_AVAILABLE
        case _:
            return ReasonCode.INTERNAL


def _still_ruled(ruling: Ruling, found: Found | None) -> Standing | None:
    """How the person stands, unless another policy came into force meanwhile: then show nobody."""
    if found is None or found.in_force.policy != ruling.policy_hash:
        return None
    return found.standing


async def _conclude(wanted: Change[T], writing: Writing, done: T, ground: Ground) -> Changed[T]:
    """Read back what the payload shows, say that the write stands, and only then open."""
    ask = writing.ask
    found: Found | None = None
    if ask.categories:
        found = await ground.people.by_id(
            writing.subject,
            wanted.payload.selection,
            writing.ruling,
            at=ground.clock(),
            agent=ask.actor.id,
        )
    grant = None
    if not writing.is_owed:
        try:
            standing = _still_ruled(writing.ruling, found)
            grant = await ground.door.applied(writing, standing)
        except LedgerUnavailable:
            if not writing.ruling.narrows:
                raise  # it stands, and the sweeper says so; but nothing is shown
    return Changed(
        done=done,
        subject=writing.subject,
        person=found.person if found is not None and grant is not None else None,
        grant=grant,
    )
