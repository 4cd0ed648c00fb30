"""How every act writes about one person: find or make her, announce, write, say what came of it.

    locate ─► rule ─► keys ─► intent committed ─► transaction ─► read back ─► outcome committed

Two writers may meet on one new number. The second finds the first's row inside its transaction,
rolls back, says so in its outcome, and starts over with the person that the first one made.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Final, Generic, TypeVar
from uuid import UUID

from cdp.acts.coarse import hour_of
from cdp.acts.ended import failed, owe
from cdp.acts.ground import Ground
from cdp.acts.made import Made
from cdp.acts.once import Once, Spent, Taken
from cdp.acts.outlived import is_outlived
from cdp.acts.person import Raced, make_person
from cdp.acts.suppression import lift
from cdp.acts.whom import About, locate, standing_of, written_about
from cdp.database.writer import Transaction
from cdp.errors import CdpError, CommitUnknown, Conflict, NobodyThere
from cdp.profile.people import Found
from cdp.profile.person import Person
from cdp.profile.selection import Selection
from privacy.errors import KeyErased, LedgerUnavailable, PrivacyError, StalePolicy
from privacy.gate import Ask, Ruling, Standing, judge, rule
from privacy.grant import Grant
from privacy.ledger.entry import LastingEffect
from privacy.ledger.receipt import Receipt
from privacy.policy import Policy
from privacy.store.operations import CLAIM
from privacy.terms import LegalBasis
from privacy.writing import Writing

T = TypeVar("T")

_ATTEMPTS: Final = 4
"""Two writers meet once, a policy changes once; whoever loses oftener is told so."""

Work = Callable[[Transaction, Writing], Awaitable[T]]
"""What an act does inside its transaction; what it returns stands in the payload."""


class Voided(CdpError):
    """The write took so long that the sweeper ended it; nothing was changed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Payload:
    """What the answer is made from: which parts of the person it shows, and the receipts so far.

    The receipts are there whatever becomes of the write: a refusal has its entry too.
    """

    selection: Selection = field(default_factory=Selection)
    receipts: list[Receipt] = field(default_factory=list)
    once: Once | None = None
    """The idempotency key that the caller gave."""
    stack: AsyncExitStack = field(default_factory=AsyncExitStack)
    """What is left once the answer is rendered: the grant of an act that is shown again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Change(Generic[T]):
    """What an act wants: `ask.writes` name what it writes, `ask.categories` what it shows after."""

    ask: Ask
    about: About
    work: Work[T]
    made: Made[T]
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
    at: datetime
    """When it was filed; to the hour where it was under a key, before this answer."""


async def change(make: Callable[[Policy], Change[T]], ground: Ground) -> Changed[T]:
    """Write what `make` wants of the policy in force, once, with both leaves.

    `make` is asked again where the policy changed: terms and questions of consent are the
    policy's, and none of an older one may be filed.

    Raises:
        Refusal: the gate refused; the caller writes that down.
        NobodyThere: there is nobody to write about for this purpose; written down already.
        Conflict: other writers were faster, again and again; or the payload's idempotency key
            was used for another request.
        LedgerUnavailable: the write was not made, or its outcome is still to be written.
    """
    for _ in range(_ATTEMPTS):
        policy = ground.policies.current
        wanted = make(policy)
        ask = replace(wanted.ask, operation=ground.ids())
        wanted = replace(wanted, ask=ask)
        try:
            ruling = rule(ask, policy)
            once = wanted.payload.once
            spent = None if once is None else await once.look(ground.people.run)
            if spent is not None:
                return await _again(wanted, ruling, spent, ground)
            return await _once(wanted, ruling, ground)
        except StalePolicy:
            await ground.policies.reload()
        except (Raced, Taken):
            continue  # the person is there now, or what was made under the key: find it
    raise Conflict("Other writers were faster again and again. Send it once more.")


async def _once(wanted: Change[T], ruling: Ruling, ground: Ground) -> Changed[T]:
    ask = wanted.ask
    found = await locate(wanted.about, ruling, ground, ask)
    is_paid = await ground.door.check(ruling, found.in_force)
    subject = written_about(found, wanted.about, ground, ruling)
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
            beside=[each.subject for each in found.members if each.subject != subject],
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


async def _again(wanted: Change[T], ruling: Ruling, spent: Spent, ground: Ground) -> Changed[T]:
    """What was made under the key, decided, written down and shown anew; nothing is written.

    It is ruled as the write that it was: whoever may not do it any more is not told of it either.
    """
    ask, payload = wanted.ask, wanted.payload
    about = About(
        subject=spent.subject, makes=False, must_be_seen=wanted.about.must_be_seen or spent.is_gone
    )
    found = await ground.people.by_id(
        spent.subject or ground.ids(), payload.selection, ruling, at=ask.at, agent=ask.actor.id
    )
    await ground.door.check(ruling, found.in_force)
    subject = written_about(found, about, ground, ruling)
    if subject is None:
        return await _turn_away(wanted, ruling, found, ground)
    grant = None
    try:
        opened = await payload.stack.enter_async_context(
            ground.door.open(ask, ruling, found.standings, found.in_force)
        )
    except LedgerUnavailable:
        if not ruling.narrows:
            raise  # what only takes away is acknowledged all the same; but nothing is shown
    else:
        grant = opened.grant
        payload.receipts.extend(opened.receipts)
    return Changed(
        done=wanted.made.done(spent.rows),
        subject=subject,
        person=None if grant is None else found.shown(grant.keys.keys()),
        grant=grant,
        at=spent.at,
    )


def _basis(wanted: Change[T], ruling: Ruling, found: Found) -> LegalBasis | None:
    """The ground that an intent claims: one that holds, or none, for a write needs none.

    About somebody new there is only what the source declares.
    """
    standing = standing_of(found, wanted.about)
    return wanted.basis if standing is None else judge(ruling, standing).basis


async def _turn_away(
    wanted: Change[T], ruling: Ruling, found: Found, ground: Ground, *, has_asked: bool = False
) -> Changed[T]:
    """Absent, restricted, erased: one key query, one leaf, one answer."""
    receipts = await ground.door.turn_away(wanted.ask, ruling, found.standings, has_asked=has_asked)
    wanted.payload.receipts.extend(receipts)
    raise NobodyThere


async def _write(wanted: Change[T], writing: Writing, found: Found, ground: Ground) -> T:
    once = wanted.payload.once
    try:
        async with ground.writer.transaction() as tx:
            if once is not None:
                await once.take(tx)
            await _meet(tx, wanted, writing, found, ground)
            done = await wanted.work(tx, writing)
            if once is not None:
                await once.remember(tx, writing.subject, wanted.made.rows(done))
            await claim(tx, writing)
            if writing.is_owed:
                await owe(tx, writing, ground)
    except (CommitUnknown, Voided):
        raise  # the sweeper finds out, or has found out, how it ended
    except (CdpError, PrivacyError) as fault:
        await failed(writing, fault, ground)
        raise
    return done


async def _meet(
    tx: Transaction, wanted: Change[T], writing: Writing, found: Found, ground: Ground
) -> None:
    """She is made, where nobody was found; else she is held, so that no erasure begins."""
    phone = wanted.about.phone
    if found.standing is None and phone is not None:
        await make_person(tx, writing, phone, ground)
        if wanted.is_hers:
            await lift(tx, phone, ground)
    elif await is_outlived(tx, [each.subject for each in writing.everybody]):
        raise NobodyThere


async def claim(tx: Transaction, writing: Writing) -> None:
    """The operation stands with this transaction, unless the sweeper was first."""
    ask = writing.ask
    claimed = await tx.fetch(
        CLAIM, op=ask.operation, is_void=False, cells=writing.cells, at=hour_of(ask.at)
    )
    if not claimed:
        raise Voided


def _still_ruled(ruling: Ruling, found: Found | None) -> Sequence[Standing]:
    """How the person stands, unless another policy came into force meanwhile: then show nobody."""
    if found is None or found.in_force.policy != ruling.policy_hash:
        return ()
    return found.standings


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
            standings = _still_ruled(writing.ruling, found)
            grant = await ground.door.applied(writing, *standings)
        except LedgerUnavailable:
            if not writing.ruling.narrows:
                raise  # it stands, and the sweeper says so; but nothing is shown
    return Changed(
        done=done,
        subject=writing.subject,
        person=None if found is None or grant is None else found.shown(grant.keys.keys()),
        grant=grant,
        at=ask.at,
    )
