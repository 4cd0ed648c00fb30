"""How every act takes people together or apart: read, announced, held, read again, decided.

    cluster ─► rule ─► keys ─► intent about all ─► hold all ─► the same? ─► pointers ─► outcome

What was read before the announcement decides: whoever finds the cluster changed while all of it is
held was overtaken, and is told so. Nothing here touches a fact, however many there are.
"""

from __future__ import annotations

import hmac
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final
from uuid import UUID

from cdp.acts.ended import failed
from cdp.acts.ground import Ground
from cdp.acts.made import known
from cdp.acts.once import Once, Spent, Taken
from cdp.acts.write import Payload, Voided, claim
from cdp.database.writer import Transaction
from cdp.errors import CdpError, CommitUnknown, Conflict, NobodyThere
from cdp.identity.cluster import Cluster, find_cluster
from privacy.errors import KeyErased, PrivacyError, Refusal, StalePolicy
from privacy.gate import Ask, Ruling, judge, rule
from privacy.policy import Policy
from privacy.store.subjects import HOLD
from privacy.terms import DataCategory, Purpose, ReasonCode, SubjectState
from privacy.writing import Writing

WRITES: Final = frozenset({DataCategory.CONSENT_RECORD, DataCategory.STAFF_ACTIVITY})
"""Whose consent was set aside, and who decided."""

_ATTEMPTS: Final = 4

OVERTAKEN: Final = "Somebody decided about these records meanwhile. Look at them again."
"""What whoever comes second is told."""


class TooManyRecords(Conflict):
    """Together they would be more records than one person is taken to have; a task was filed."""

    def __init__(self) -> None:
        super().__init__(
            "Together they would be more records than one person is taken to have. Nothing was "
            "merged; a task to look into it was filed."
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Resolved:
    """What came of it: the decision, where one was taken, and the profiles that there are now.

    Without either all of it came to a task.
    """

    decision: UUID | None
    profiles: tuple[UUID, ...]

    @property
    def decided(self) -> UUID:
        """The decision of an act that always takes one.

        Raises:
            TypeError: it took none.
        """
        if self.decision is None:
            raise TypeError("an act of this kind takes a decision")
        return self.decision


@dataclass(frozen=True, slots=True, kw_only=True)
class Bench:
    """What is at hand inside the transaction: everybody of `cluster` is held."""

    tx: Transaction
    writings: Mapping[UUID, Writing]
    ground: Ground
    policy: Policy
    cluster: Cluster

    def check(self, subject: UUID, seen: bytes | None) -> None:
        """Whether the graph of `subject` is still as it was `seen`, where that was said.

        Raises:
            Conflict: somebody decided about it since.
        """
        now = self.ground.numbers.seen_token(self.cluster.graph(subject))
        if seen is not None and not hmac.compare_digest(now, seen):
            raise Conflict(OVERTAKEN)

    @property
    def first(self) -> Writing:
        """The write, of the oldest of them: its intent and what it commits to are everybody's."""
        return next(iter(self.writings.values()))


Work = Callable[[Bench], Awaitable[Resolved]]
"""What an act decides."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Resolution:
    """What an act on clusters wants: about whom, and what to do there.

    `writes` says what it writes besides, once the cluster is known.
    """

    named: Sequence[UUID]
    work: Work
    writes: Callable[[Cluster], frozenset[DataCategory]] = field(
        default=lambda _: frozenset[DataCategory]()
    )


def require_resolution(ask: Ask, policy: Policy) -> None:
    """Refuse whoever comes for another purpose, whatever that one may write.

    Raises:
        Refusal: identities are resolved under identity.resolution alone.
    """
    if ask.purpose is not Purpose.IDENTITY_RESOLUTION:
        reason = ReasonCode.PURPOSE_CATEGORY_MISMATCH
        raise Refusal(reason, policy.article(reason))


async def resolve(wanted: Resolution, ask: Ask, ground: Ground, payload: Payload) -> Resolved:
    """Do what `wanted` says, once, with both leaves.

    Raises:
        Refusal: the gate refused, or the purpose is another; the caller writes that down.
        NobodyThere: somebody who was named, or anybody who is one person with her, is not there
            for this purpose; written down already.
        Conflict: somebody was faster, or it contradicts what stands.
        TooManyRecords: it came to a task, and to nothing else.
        LedgerUnavailable: nothing was decided, or its outcome is still to be written.
    """
    for _ in range(_ATTEMPTS):
        policy = ground.policies.current
        require_resolution(ask, policy)
        asked = replace(
            ask, operation=ground.ids(), writes=ask.writes | WRITES, categories=frozenset()
        )
        try:
            once = payload.once
            spent = None if once is None else await once.look(ground.people.run)
            if spent is not None:
                return _told(await _again(spent, asked, ground, payload))
            return _told(await _once(wanted, asked, policy, ground, payload))
        except StalePolicy:
            await ground.policies.reload()
        except Taken:
            continue
    raise Conflict("Other writers were faster again and again. Send it once more.")


def _told(resolved: Resolved) -> Resolved:
    if not resolved.profiles:
        raise TooManyRecords
    return resolved


async def _once(
    wanted: Resolution, ask: Ask, policy: Policy, ground: Ground, payload: Payload
) -> Resolved:
    ruling = rule(ask, policy)
    found = await find_cluster(ground.people.run, wanted.named, ruling, at=ask.at)
    is_paid = await ground.door.check(ruling, found.in_force)
    if not found.is_seen(ruling):
        return await _turn_away(ask, ruling, found, ground=ground, payload=payload)
    ask = replace(ask, writes=ask.writes | wanted.writes(found))
    ruling = rule(ask, policy)
    try:
        writings = await ground.door.begin_many(
            ask,
            ruling,
            new=[],
            known=sorted(found.members),
            basis=judge(ruling, found.standings[0]).basis,
            is_paid=is_paid,
        )
    except KeyErased:
        return await _turn_away(ask, ruling, found, ground=ground, payload=payload, has_asked=True)
    in_order = {who: writings[who] for who in found.members}
    first = in_order[next(iter(in_order))]
    try:
        resolved = await _write(
            wanted, found, in_order, policy=policy, ground=ground, once=payload.once
        )
        await ground.door.applied(first)
    finally:
        first.grant.close()
        payload.receipts.extend(first.receipts)
    return resolved


async def _turn_away(
    ask: Ask,
    ruling: Ruling,
    found: Cluster,
    *,
    ground: Ground,
    payload: Payload,
    has_asked: bool = False,
) -> Resolved:
    """Absent, restricted, erased, or one with somebody who is: one query, one leaf, one answer."""
    receipts = await ground.door.turn_away(ask, ruling, found.barred(ruling), has_asked=has_asked)
    payload.receipts.extend(receipts)
    raise NobodyThere


async def _write(
    wanted: Resolution,
    found: Cluster,
    writings: Mapping[UUID, Writing],
    *,
    policy: Policy,
    ground: Ground,
    once: Once | None,
) -> Resolved:
    first = writings[next(iter(writings))]
    ask, ruling = first.ask, first.ruling
    try:
        async with ground.writer.transaction() as tx:
            if once is not None:
                await once.take(tx)
            # This order cannot change: whoever holds everybody reads what nobody changes any more.
            held = await tx.fetch(HOLD, subjects=sorted(found.members))
            if any(row["state"] != SubjectState.LIVE.value for row in held):
                raise NobodyThere
            now = await find_cluster(tx, wanted.named, ruling, at=ask.at)
            if now.drawn != found.drawn or not now.is_seen(ruling):
                raise Conflict(OVERTAKEN)
            bench = Bench(tx=tx, writings=writings, ground=ground, policy=policy, cluster=now)
            resolved = await wanted.work(bench)
            if once is not None:
                rows = [resolved.decision, *resolved.profiles]
                await once.remember(tx, first.subject, rows)
            await claim(tx, first)
    except (CommitUnknown, Voided):
        raise  # the sweeper finds out, or has found out, how it ended
    except (CdpError, PrivacyError) as fault:
        await failed(first, fault, ground)
        raise
    return resolved


async def _again(spent: Spent, ask: Ask, ground: Ground, payload: Payload) -> Resolved:
    """What was decided under the key, ruled as the write that it was; nothing is decided anew."""
    ruling = rule(ask, ground.policies.current)
    whom = ground.ids() if spent.subject is None or spent.is_gone else spent.subject
    found = await find_cluster(ground.people.run, [whom], ruling, at=ask.at)
    await ground.door.check(ruling, found.in_force)
    if not found.is_seen(ruling):
        return await _turn_away(ask, ruling, found, ground=ground, payload=payload)
    opened = await payload.stack.enter_async_context(
        ground.door.open(ask, ruling, found.standings, found.in_force)
    )
    payload.receipts.extend(opened.receipts)
    decision, *profiles = spent.rows
    return Resolved(
        decision=None if decision is None else known(decision),
        profiles=tuple(known(profile) for profile in profiles),
    )
