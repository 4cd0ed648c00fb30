"""refresh_numbers: what became of a batch of numbers is asked, and each answer takes effect.

    numbers that leave are opened and written down ─► asked ─► one intent ─► one transaction

The service asks by itself, as the role `job`, so that numbers are accurate (PIPL 8). Whoever
answers processes them on our behalf (PIPL 21): the ledger has an entry of each batch that leaves,
before it leaves, with the processor as the unit that got it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from itertools import chain
from typing import Final
from uuid import UUID

from cdp.acts.coarse import HOUR, hour_of
from cdp.acts.desk import Desk
from cdp.acts.ended import failed
from cdp.acts.ground import Ground
from cdp.acts.hold import hold_all
from cdp.acts.stale_number import SPOILED, StaleNumber, take
from cdp.acts.write import Voided, claim
from cdp.database.writer import Transaction
from cdp.errors import CdpError, CommitUnknown
from cdp.identity.provider import Asked, NumberStatusProvider, Said
from cdp.identity.record import NumberStatus
from cdp.profile.selection import Selection
from cdp.profile.stale import ASKED
from privacy.errors import KeyErased, PrivacyError, Tampered
from privacy.gate import Ask, rule
from privacy.grant import Grant
from privacy.policy import Policy
from privacy.store.links import MEMBERS
from privacy.terms import Action, Actor, DataCategory, Purpose, Role
from privacy.vault import Sealed
from privacy.writing import Writing

CLIENT: Final = "cdp-jobs"
"""The registered client of the policy under which the service asks by itself."""

_PHONE: Final = frozenset({DataCategory.CONTACT_PHONE})
_LINE: Final = frozenset({DataCategory.CONTACT_CALL_RECORD})
_ENDS: Final = _PHONE | _LINE | {DataCategory.CONSENT_RECORD, DataCategory.STAFF_ACTIVITY}


def refreshing(ground: Ground, provider: NumberStatusProvider) -> Ask:
    """The service's own ask, to know whose the numbers are that it holds."""
    return Ask(
        actor=Actor(
            id="job:number-refresh",
            client=CLIENT,
            roles=frozenset({Role.JOB}),
            purposes=frozenset({Purpose.DATA_QUALITY_MAINTENANCE}),
            unit=provider.name,
        ),
        purpose=Purpose.DATA_QUALITY_MAINTENANCE,
        action=Action.WRITE,
        operation=ground.ids(),
        at=ground.clock(),
    )


async def refresh_numbers(
    batch: Sequence[StaleNumber], provider: NumberStatusProvider, ground: Ground
) -> Counter[str]:
    """Ask `provider` about `batch`, and file what it says. What came of it, counted.

    Raises:
        ProviderFailed: nothing was changed; ask again later.
        Refusal, StalePolicy, LedgerUnavailable: as every act.
    """
    ask, policy = refreshing(ground, provider), ground.policies.current
    try:
        if provider.entrusts:
            said = await _entrusted(batch, provider, replace(ask, operation=ground.ids()), ground)
        else:
            said = await _told(batch, await provider.check([_asked(each) for each in batch]))
    except Tampered:
        if len(batch) == 1:
            return await _spoiled(batch, ground)
        # Opened before anything left: whoever's keys are spoiled stops nobody else's number.
        alone = [await refresh_numbers([each], provider, ground) for each in batch]
        return sum(alone, Counter[str]())
    return await _file(batch, said, replace(ask, operation=ground.ids()), ground, policy)


async def _spoiled(batch: Sequence[StaleNumber], ground: Ground) -> Counter[str]:
    """Her keys are not what they were: nothing of her is read, and she has her turn in a term."""
    async with ground.writer.transaction() as tx:
        await _mark(tx, batch, ground.clock())
    return Counter({SPOILED: len(batch)})


def _asked(each: StaleNumber, number: str | None = None) -> Asked:
    return Asked(token=each.token, since=each.hers_since, number=number)


async def _told(
    batch: Sequence[StaleNumber], answers: Sequence[Said | None]
) -> dict[UUID, Said | None]:
    return {each.ownership: said for each, said in zip(batch, answers, strict=True)}


async def _entrusted(
    batch: Sequence[StaleNumber], provider: NumberStatusProvider, ask: Ask, ground: Ground
) -> dict[UUID, Said | None]:
    """What is said of the numbers that may leave; open no longer than it takes."""
    ask = replace(ask, action=Action.ENTRUST, categories=_PHONE)
    ruling = rule(ask, ground.policies.current)
    found = await ground.people.by_ids(
        sorted({each.subject for each in batch}), Selection(), ruling, at=ask.at, agent=""
    )
    # Of somebody merged those records alone whose numbers leave: the entry names nobody else.
    asked_of = {each.subject for each in batch}
    standings = {s.subject: s for one in found for s in one.standings if s.subject in asked_of}
    in_force = found[-1].in_force
    async with ground.door.open(ask, ruling, list(standings.values()), in_force) as opened:
        if opened.grant is None:
            return {}
        numbers = [(each, _opened(each, opened.grant)) for each in batch]
        leaving = [(each, number) for each, number in numbers if number is not None]
        answers = await provider.check([_asked(*each) for each in leaving])
    return await _told([each for each, _ in leaving], answers)


def _opened(each: StaleNumber, grant: Grant) -> str | None:
    """The number; None of somebody who may not be seen, or whose row somebody spoiled."""
    if each.subject not in grant.keys:
        return None
    sealed = Sealed(
        each.e164,
        subject=each.subject,
        row=each.ownership,
        column="phone_ownership.e164",
        category=DataCategory.CONTACT_PHONE,
    )
    try:
        return sealed.open(grant)
    except Tampered:
        return None


async def _file(
    batch: Sequence[StaleNumber],
    said: Mapping[UUID, Said | None],
    ask: Ask,
    ground: Ground,
    policy: Policy,
) -> Counter[str]:
    """File all answers under one operation; where somebody is gone or spoiled, each alone."""
    ends = any(
        one is not None and one.status in {NumberStatus.RECYCLED, NumberStatus.UNALLOCATED}
        for one in said.values()
    )
    ask = replace(ask, writes=_ENDS if ends else _LINE)
    try:
        return await _once(batch, said, ask, ground, policy)
    except KeyErased:
        if len(batch) == 1:
            return Counter()  # she was erased: nothing of her is asked about any more
    except Tampered:
        if len(batch) == 1:
            return await _spoiled(batch, ground)
    counted = Counter[str]()
    for each in batch:
        alone = replace(ask, operation=ground.ids())
        counted += await _file([each], said, alone, ground, policy)
    return counted


async def _once(
    batch: Sequence[StaleNumber],
    said: Mapping[UUID, Said | None],
    ask: Ask,
    ground: Ground,
    policy: Policy,
) -> Counter[str]:
    ruling = rule(ask, policy)
    is_paid = await ground.door.check(ruling, await ground.people.in_force())
    beside = {each.subject: await _beside(each, said, ground) for each in batch}
    writings = await ground.door.begin_many(
        ask,
        ruling,
        new=[],
        known=sorted({*beside, *chain.from_iterable(beside.values())}),
        basis=ruling.bases[-1],
        is_paid=is_paid,
    )
    for subject, others in beside.items():
        writings[subject].beside = tuple(writings[other] for other in others)
    one = next(iter(writings.values()))
    try:
        counted = await _write(batch, said, writings, ground, policy)
        await ground.door.applied(one)
    finally:
        one.grant.close()
    return counted


async def _beside(
    each: StaleNumber, said: Mapping[UUID, Said | None], ground: Ground
) -> tuple[UUID, ...]:
    """The other records of somebody whose number was given away: their tasks may end with it."""
    answer = said.get(each.ownership)
    if answer is None or answer.status is not NumberStatus.RECYCLED:
        return ()
    rows = await ground.people.run.fetch(MEMBERS, subject=each.subject)
    return tuple(row["subject_id"] for row in rows if row["subject_id"] != each.subject)


async def _write(
    batch: Sequence[StaleNumber],
    said: Mapping[UUID, Said | None],
    writings: Mapping[UUID, Writing],
    ground: Ground,
    policy: Policy,
) -> Counter[str]:
    one, counted = next(iter(writings.values())), Counter[str]()
    try:
        async with ground.writer.transaction() as tx:
            live = await hold_all(tx, sorted(writings))
            for each in batch:
                if each.subject in live:
                    desk = Desk(tx=tx, writing=writings[each.subject], ground=ground, policy=policy)
                    counted[await take(desk, each, said.get(each.ownership))] += 1
            await _mark(tx, batch, one.ask.at)
            await claim(tx, one)
    except (CommitUnknown, Voided):
        raise  # the sweeper finds out, or has found out, how it ended
    except (CdpError, PrivacyError) as fault:
        await failed(one, fault, ground)
        raise
    return counted


async def _mark(tx: Transaction, batch: Sequence[StaleNumber], at: datetime) -> None:
    await tx.fetch(
        ASKED,
        ids=[each.ownership for each in batch],
        subjects=[each.subject for each in batch],
        asked_at=hour_of(at) - HOUR,
    )
